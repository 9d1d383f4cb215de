/// What a build changed, or in a dry run would change.
public struct TreeSummary: Hashable, Sendable {
  /// Files that were not in the tree before, sorted.
  public var added: [TreePath] = []
  /// Files that have other bytes now, sorted.
  public var changed: [TreePath] = []
  /// Files of former builds that this one does not have, sorted.
  public var removed: [TreePath] = []
  /// How many files stayed untouched.
  public var unchanged = 0
  /// What stands in the tree and is not ours: names from the tree's root, a directory's with a
  /// slash at its end and without what is in it. It was left alone.
  public var foreign: [String] = []
  /// Foreign files that appeared during the build just where a new file went, and the paths under
  /// which they are kept.
  public var displaced: [String] = []
  /// Bytes of the files that were written.
  public var bytesWritten = 0
  /// Bytes of all the files.
  public var bytes = 0

  public init() {}

  /// Whether the tree has other files or bytes than before.
  public var isChanged: Bool { !(added.isEmpty && changed.isEmpty && removed.isEmpty) }
}
