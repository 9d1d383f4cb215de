import CBuildVersion

/// The version of ringtree, as `--version`, manifests and SARIF say it.
public enum Version {
  /// A release is named by its tag, a build after one also by what came since: `1.2.0+5.gabc1234`.
  public static let number = String(cString: ringtree_build_version())
  /// What a manifest says its maker is.
  public static let generator = "ringtree \(number)"
}
