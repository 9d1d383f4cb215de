/// Brings into a staged tree, by hard links, what stays as it is.
struct TreeLinker<Files: FileSystem> {
  let workspace: Workspace<Files>
  let staging: Staging

  private var fileSystem: Files { workspace.fileSystem }

  func link(_ files: [PutFile], _ tree: VerifiedTree) throws(TreeError) {
    let site = try attempt(.open, workspace.path(workspace.site)) { () throws(SystemError) in
      try fileSystem.openDirectory(workspace.site, in: workspace.output)
    }
    defer { try? fileSystem.close(site) }
    try attempt(.chmod, workspace.path(workspace.site)) { () throws(SystemError) in
      try fileSystem.setMode(try fileSystem.status(of: site).mode, of: staging.tree)
    }
    var folder = OpenFolder(path: "", old: site, new: staging.tree)
    defer { close(folder, unless: site) }
    for put in files {
      guard case .stands(let status) = put.origin else { continue }
      let path = put.file.path
      try attempt(.link, workspace.treePath(path.text)) { () throws(SystemError) in
        if path.isNested || !folder.path.isEmpty {
          try move(&folder, to: path.directory, site)
        }
      }
      try link(put.file, status, folder)
    }
    for entry in tree.foreign { try linkForeign(entry, &folder, site) }
  }

  /// Makes room for a foreign entry in the new tree, and links a file, so that it is never out of
  /// sight. A directory, and a file that we may not link, is moved after the switch.
  private func linkForeign(
    _ entry: ForeignEntry, _ folder: inout OpenFolder, _ site: Descriptor
  ) throws(TreeError) {
    try attempt(.link, workspace.treePath(entry.displayPath)) { () throws(SystemError) in
      try move(&folder, to: entry.directory, site)
      if entry.type == .directory { return }
      let name = entry.name.characters
      do throws(SystemError) {
        try fileSystem.link(name, in: folder.old, to: name, in: folder.new)
      } catch {
        // A file that this build adopts is there already.
        if !error.forbidsLink, !error.isMissing, !error.isTaken { throw error }
      }
    }
  }

  /// A directory in the old tree and the same one in the new.
  private struct OpenFolder {
    var path: String
    var old: Descriptor
    var new: Descriptor
  }

  private func move(
    _ folder: inout OpenFolder, to path: String, _ site: Descriptor
  ) throws(SystemError) {
    if folder.path.hasSameBytes(as: path) { return }
    close(folder, unless: site)
    folder = OpenFolder(path: "", old: site, new: staging.tree)
    if path.isEmpty { return }
    let old = try fileSystem.openDirectories(path, below: site)
    do {
      let new = try fileSystem.openDirectories(path, below: staging.tree, creating: true)
      folder = OpenFolder(path: path, old: old, new: new)
    } catch {
      try? fileSystem.close(old)
      throw error
    }
  }

  private func close(_ folder: OpenFolder, unless site: Descriptor) {
    if folder.old == site { return }
    try? fileSystem.close(folder.old)
    try? fileSystem.close(folder.new)
  }

  private func link(
    _ file: TreeFile, _ status: FileStatus, _ folder: OpenFolder
  ) throws(TreeError) {
    let path = workspace.treePath(file.path.text)
    let name = file.path.name
    let linked: FileStatus? = try attempt(.link, path) { () throws(SystemError) in
      do throws(SystemError) {
        try fileSystem.link(name, in: folder.old, to: name, in: folder.new)
      } catch {
        guard error.forbidsLink else { throw error }
        return nil
      }
      return try fileSystem.status(of: name, in: folder.new)
    }
    if let linked, linked.isSameContent(as: status) { return }
    if linked == nil {
      let isCopied = try attempt(.link, path) { () throws(SystemError) in
        try copy(file, status, name, folder)
      }
      if isCopied { return }
    }
    throw TreeError(
      .link, path: path, message: "\(path) was changed while the build ran",
      help: "build again when nothing else writes there")
  }

  /// False if the file has other bytes than it had.
  private func copy(
    _ file: TreeFile, _ status: FileStatus, _ name: String, _ folder: OpenFolder
  ) throws(SystemError) -> Bool {
    let bytes = try fileSystem.readFile(name, in: folder.old)
    guard ContentHash(of: bytes) == file.sha256 else { return false }
    _ = try fileSystem.createFile(
      name, in: folder.new, mode: file.mode, bytes: bytes, modified: status.modified)
    return true
  }
}
