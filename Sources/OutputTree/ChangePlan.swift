/// What a build changes, and by which step.
struct ChangePlan: Sendable {
  /// Sorted by path, each path once.
  let files: [PutFile]
  let summary: TreeSummary
  /// Whether these are the recorded files, each with the same bytes and particulars.
  let isSameList: Bool
  /// Nil when the tree stays as it is.
  let step: PlannedStep?

  enum PlannedStep: Hashable, Sendable {
    case install
    case exchange
    /// `isNew` where nothing stands at the path.
    case replace(TreePath, isNew: Bool)
    case remove(TreePath)
  }

  init(_ unsorted: [PutFile], tree: VerifiedTree, treePath: String) throws(TreeError) {
    let files = unsorted.sorted(byPath: \.file.path)
    try Self.checkPaths(files, treePath)
    var summary = TreeSummary()
    for place in files.indices {
      summary.bytes += files[place].file.size
      switch files[place].origin {
      case .stands: summary.unchanged += 1
      case .written(_, let replacing):
        summary.bytesWritten += files[place].file.size
        if replacing {
          summary.changed.append(files[place].file.path)
        } else {
          summary.added.append(files[place].file.path)
        }
      }
    }
    let recorded = tree.previous.files
    isSameList =
      files.count == recorded.count
      && files.indices.allSatisfy { files[$0].file == recorded[$0].file }
    summary.removed = Self.removed(files, tree)
    let ours = Set(tree.foreign.isEmpty ? [] : files.map(\.file.path))
    summary.foreign = tree.foreign.filter { entry in
      entry.path.map { !ours.contains($0) } ?? true
    }.map(\.displayPath).sorted()
    self.summary = summary
    step = Self.step(files, summary, tree)
    self.files = files
  }

  /// No path twice, and none that is also the directory of another.
  private static func checkPaths(_ files: [PutFile], _ treePath: String) throws(TreeError) {
    for place in files.indices.dropFirst()
    where files[place - 1].file.path == files[place].file.path {
      let next = files[place]
      throw TreeError(
        .plan, path: "\(treePath)/\(next.file.path)",
        message: "\(treePath)/\(next.file.path) was handed over twice",
        help: "let two files of a site not have the same name")
    }
    guard files.contains(where: \.file.path.isNested) else { return }
    let paths = Set(files.map(\.file.path))
    for put in files {
      for ancestor in put.file.path.ancestors
      where paths.contains(TreePath(unchecked: ancestor)) {
        throw TreeError(
          .plan, path: "\(treePath)/\(ancestor)",
          message: "\(treePath)/\(ancestor) would be both a file and the folder of "
            + put.file.path.name,
          help: "give one of the two another name")
      }
    }
  }

  /// Our regular files that stand and that this build does not have.
  private static func removed(_ files: [PutFile], _ tree: VerifiedTree) -> [TreePath] {
    var removed: [TreePath] = []
    var next = 0
    for place in tree.previous.files.indices {
      let path = tree.previous.files[place].file.path
      while next < files.count, files[next].file.path < path { next += 1 }
      if next < files.count, files[next].file.path == path { continue }
      if case .missing = tree.states[place] { continue }
      removed.append(path)
    }
    return removed
  }

  private static func step(
    _ files: [PutFile], _ summary: TreeSummary, _ tree: VerifiedTree
  ) -> PlannedStep? {
    guard tree.exists else { return .install }
    /// Whether a file that stays has the same directory, so that no directory comes or goes.
    func hasNeighbour(_ path: TreePath) -> Bool {
      guard path.isNested else { return true }
      let directory = path.directory
      return files.contains { put in
        guard case .stands = put.origin else { return false }
        return put.file.path.isNested && put.file.path.directory.hasSameBytes(as: directory)
      }
    }
    switch (summary.added.count, summary.changed.count, summary.removed.count) {
    case (0, 0, 0): return nil
    case (1, 0, 0) where hasNeighbour(summary.added[0]):
      return .replace(summary.added[0], isNew: true)
    case (0, 1, 0): return .replace(summary.changed[0], isNew: false)
    case (0, 0, 1) where hasNeighbour(summary.removed[0]): return .remove(summary.removed[0])
    default: return .exchange
    }
  }
}
