/// The version of ringtree, as `--version`, manifests and SARIF say it.
public enum Version {
  public static let number = "0.1.0"
  /// What a manifest says its maker is.
  public static let generator = "ringtree \(number)"
}
