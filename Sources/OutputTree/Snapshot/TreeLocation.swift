/// Where a tree is: its folder, and the manifest beside it.
public struct TreeLocation: Hashable, Sendable {
  /// The folder that the files are in, without a slash at its end.
  public let directory: String

  private static let manifestSuffix = ".manifest.json"

  /// Takes a tree's folder, such as `out/hq`, or its manifest.
  public init(_ path: String) {
    var path = path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    if path.hasSuffix(Self.manifestSuffix) { path.removeLast(Self.manifestSuffix.utf8.count) }
    directory = path
  }

  /// The folder that both are in.
  public var folder: String {
    guard let slash = directory.lastIndex(of: "/") else { return "." }
    return slash == directory.startIndex ? "/" : String(directory[..<slash])
  }

  /// The last part of the folder's name, which is the site's as a rule.
  public var name: String {
    directory.lastIndex(of: "/").map { String(directory[directory.index(after: $0)...]) }
      ?? directory
  }

  /// The manifest's name within ``folder``.
  var manifestName: String { name + Self.manifestSuffix }

  /// A file beside the tree, such as `out/hq.rollout.jsonl` for the suffix `.rollout.jsonl`.
  public func sibling(_ suffix: String) -> String { directory + suffix }
}
