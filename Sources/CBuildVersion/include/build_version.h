/// The version that this program was built as: `packaging/version` says it, from git's tags.
const char *_Nonnull ringtree_build_version(void);
