/// Gives the files of a switched tree their modes, and records how they stand.
struct TreeRecorder<Files: FileSystem> {
  let workspace: Workspace<Files>
  let site: Descriptor
  let plan: ChangePlan
  /// Moments on the file system's clock: before the old tree was looked at, before the switch.
  let began: FileTime
  let switched: FileTime

  /// One stamp for each file of the plan; nil where only the bytes can tell next time.
  func settle() throws(TreeError) -> [FileStamp?] {
    var stamps: [FileStamp?] = []
    stamps.reserveCapacity(plan.files.count)
    for place in plan.files.indices { stamps.append(try stamp(plan.files[place])) }
    return stamps
  }

  private func stamp(_ put: PutFile) throws(TreeError) -> FileStamp? {
    switch put.origin {
    case .written(let staged, _):
      guard let staged else { return nil }
      var status = staged
      // The rename of a single file touches it; that of a directory not what is in it.
      if case .replace = plan.step {
        guard let renamed = look(put.file.path), renamed.isSameContent(as: staged) else {
          return nil
        }
        status = renamed
      }
      return FileStamp(status: status, isSettled: status.modified < switched)
    case .stands(let verified):
      var status = verified
      if plan.step == .exchange {
        // Links came and went. A copy has another inode, but the same size and time.
        guard let linked = look(put.file.path), linked.size == verified.size,
          linked.modified == verified.modified
        else { return nil }
        status = linked
      }
      if status.mode != put.file.mode {
        guard let mended = try mendMode(of: put.file, status) else { return nil }
        status = mended
      }
      return FileStamp(status: status, isSettled: status.modified < began)
    }
  }

  private func look(_ path: TreePath) -> FileStatus? {
    let status = try? workspace.fileSystem.status(of: path.text, in: site)
    return status?.type == .file ? status : nil
  }

  private func mendMode(
    of file: TreeFile, _ expected: FileStatus
  ) throws(TreeError) -> FileStatus? {
    try attempt(.chmod, workspace.treePath(file.path.text)) { () throws(SystemError) in
      let fileSystem = workspace.fileSystem
      let directory = try fileSystem.openDirectories(file.path.directory, below: site)
      defer { try? fileSystem.close(directory) }
      let descriptor = try fileSystem.openFile(file.path.name, in: directory)
      defer { try? fileSystem.close(descriptor) }
      guard try fileSystem.status(of: descriptor).isSameContent(as: expected) else { return nil }
      try fileSystem.setMode(file.mode, of: descriptor)
      return try fileSystem.status(of: descriptor)
    }
  }
}
