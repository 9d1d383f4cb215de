/// Empties an old tree after a switch: our files are removed, all else moves into the new tree.
extension Workspace {
  /// `oldPaths` are our files in the old tree. The result is where those things are kept that could
  /// not move because something stands in their place now.
  func sweepOldTree(
    in staging: Descriptor, oldPaths: [TreePath]
  ) throws(TreeError) -> [String] {
    let sweep = Sweep(workspace: self, oldPaths: oldPaths)
    var displaced: [String] = []
    for name in [Staging.oldTreeName, Staging.treeName] {
      displaced += try attempt(.remove, ownPath("\(stagingName)/\(name)")) {
        () throws(SystemError) in
        guard try fileSystem.statusIfPresent(of: name, in: staging) != nil else { return [] }
        let root = try fileSystem.openDirectory(site, in: output)
        defer { try? fileSystem.close(root) }
        var found: [String] = []
        try sweep.run(name, in: staging, path: "", root: root, &found)
        return found
      }
    }
    return displaced
  }
}

private struct Sweep<Files: FileSystem> {
  let workspace: Workspace<Files>
  private let files: Set<TreePath>
  /// The directories that these files were in.
  private let directories: Set<TreePath>

  init(workspace: Workspace<Files>, oldPaths: [TreePath]) {
    self.workspace = workspace
    files = Set(oldPaths)
    directories = Set(oldPaths.flatMap(\.ancestors).map { TreePath(unchecked: $0) })
  }

  private var fileSystem: Files { workspace.fileSystem }

  /// Empties a directory of the old tree, which is `path` in the new one, and removes it.
  func run(
    _ name: SystemPath, in parent: Descriptor, path: String, root: Descriptor,
    _ displaced: inout [String]
  ) throws(SystemError) {
    let old = try fileSystem.openDirectory(name, in: parent)
    defer { try? fileSystem.close(old) }
    // Foreign entries first: the shorter they are out of sight, the better.
    var ours: [DirectoryEntry] = []
    for entry in try fileSystem.entries(of: old) {
      let full = entry.name.exactText.map { path.isEmpty ? $0 : "\(path)/\($0)" }
      if entry.type == .file, let full, files.contains(TreePath(unchecked: full)) {
        ours.append(entry)
      } else {
        try moveOver(entry, from: old, path: path, full: full, root: root, &displaced)
      }
    }
    for entry in ours { try fileSystem.removeFile(entry.name.characters, in: old) }
    try fileSystem.removeDirectory(name, in: parent)
  }

  private func moveOver(
    _ entry: DirectoryEntry, from old: Descriptor, path: String, full: String?,
    root: Descriptor, _ displaced: inout [String]
  ) throws(SystemError) {
    let name = entry.name.characters
    if entry.type == .directory, let full, directories.contains(TreePath(unchecked: full)) {
      return try run(name, in: old, path: full, root: root, &displaced)
    }
    let new: Descriptor
    do {
      new = try fileSystem.openDirectories(path, below: root, creating: true)
    } catch {
      // Something of ours or a link stands on the way now.
      guard error.isObstacle else { throw error }
      return displaced.append(try displace(entry, from: old))
    }
    defer { try? fileSystem.close(new) }
    if let standing = try fileSystem.statusIfPresent(of: name, in: new) {
      let own = try fileSystem.status(of: name, in: old)
      if entry.type != .directory, standing.inode == own.inode {
        return try fileSystem.removeFile(name, in: old)
      }
      if entry.type == .directory, standing.type == .directory, let full {
        return try run(name, in: old, path: full, root: root, &displaced)
      }
      return displaced.append(try displace(entry, from: old))
    }
    try fileSystem.renameExclusively(name, in: old, to: name, in: new)
  }

  /// Keeps what has no place in the new tree, each in a directory of its own.
  private func displace(
    _ entry: DirectoryEntry, from old: Descriptor
  ) throws(SystemError) -> String {
    let workspace = workspace
    try fileSystem.createDirectoryIfMissing(
      workspace.displacedName, in: workspace.bookkeeping, mode: 0o700)
    let shelf = try fileSystem.openDirectory(workspace.displacedName, in: workspace.bookkeeping)
    defer { try? fileSystem.close(shelf) }
    var number = 1
    while true {
      do {
        try fileSystem.createDirectory("\(number)", in: shelf, mode: 0o700)
        break
      } catch {
        guard error.isTaken else { throw error }
        number += 1
      }
    }
    let place = try fileSystem.openDirectory("\(number)", in: shelf)
    defer { try? fileSystem.close(place) }
    let name = entry.name.characters
    try fileSystem.rename(name, in: old, to: name, in: place)
    return workspace.ownPath("\(workspace.displacedName)/\(number)/\(entry.name.text)")
  }
}
