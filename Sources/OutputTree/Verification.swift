/// How the files that the last build recorded stand in the tree, and what else stands there.
public struct Verification: Sendable {
  let tree: VerifiedTree

  /// Whether a file of the last build stands exactly as recorded, so that it may be kept.
  public func stands(_ path: TreePath) -> Bool {
    guard let place = tree.previous.place(of: path) else { return false }
    if case .stands = tree.states[place] { return true }
    return false
  }

  /// How many recorded files stand exactly as recorded.
  public var standing: Int {
    tree.states.count { if case .stands = $0 { true } else { false } }
  }

  /// Recorded files that have other bytes now, sorted.
  public var altered: [TreePath] {
    paths { if case .altered = $0 { true } else { false } }
  }

  /// Recorded files that are no longer there, sorted.
  public var missing: [TreePath] {
    paths { if case .stands = $0 { false } else if case .altered = $0 { false } else { true } }
  }

  /// What stands in the tree and is not ours; a directory has a slash at its end.
  public var foreign: [String] {
    tree.foreign.map(\.displayPath).sorted()
  }

  private func paths(_ isWanted: (RecordState) -> Bool) -> [TreePath] {
    tree.states.indices.filter { isWanted(tree.states[$0]) }
      .map { tree.previous.files[$0].file.path }
  }
}

/// How one recorded file stands.
enum RecordState: Sendable {
  /// Nothing stands there, or nothing that is ours.
  case missing
  case stands(FileStatus)
  /// A regular file of other bytes; their hash, where they were read.
  case altered(FileStatus, ContentHash?)
}

/// Something in the tree that no build recorded. What is in a foreign directory is not listed.
struct ForeignEntry: Sendable {
  /// One of our directories; empty is the root.
  let directory: String
  let name: FileName
  let type: EntryType

  /// The path to compare with ours; nil where no path of ours can be the same.
  var path: TreePath? {
    name.exactText.map { TreePath(unchecked: directory.isEmpty ? $0 : "\(directory)/\($0)") }
  }

  var displayPath: String {
    (directory.isEmpty ? "" : "\(directory)/") + name.text + (type == .directory ? "/" : "")
  }
}

/// A tree as it was found when a build began.
final class VerifiedTree: Sendable {
  let previous: PreviousBuild
  /// One for each file of `previous`.
  let states: [RecordState]
  let foreign: [ForeignEntry]
  let foreignPaths: Set<TreePath>
  /// Whether there is a tree at all.
  let exists: Bool

  init(
    previous: PreviousBuild, states: [RecordState], foreign: [ForeignEntry], exists: Bool
  ) {
    self.previous = previous
    self.states = states
    self.foreign = foreign
    foreignPaths = Set(foreign.compactMap(\.path))
    self.exists = exists
  }
}
