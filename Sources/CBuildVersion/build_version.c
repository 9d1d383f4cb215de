#include "build_version.h"

const char *ringtree_build_version(void) { return RINGTREE_VERSION; }
