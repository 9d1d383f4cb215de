/// Where a file that is handed over goes.
extension UpdateEngine {
  enum Placement {
    case stands(FileStatus)
    case write(replacing: Bool)
    case conflict(Conflict)
  }

  func placement(of file: TreeFile, in tree: VerifiedTree) throws(TreeError) -> Placement {
    if let place = previous.place(of: file.path) {
      switch tree.states[place] {
      case .stands(let status):
        let recorded = previous.files[place].file
        let isSame = recorded.sha256 == file.sha256 && recorded.size == file.size
        return isSame ? .stands(status) : .write(replacing: true)
      case .altered(let status, let hash):
        return hash == file.sha256 ? .stands(status) : .write(replacing: true)
      case .missing: break
      }
    }
    guard tree.hasForeign(onTheWayTo: file.path) else { return .write(replacing: false) }
    return try attempt(.read, "\(outputPath)/\(site)/\(file.path)") { () throws(SystemError) in
      try probe(file)
    }
  }

  /// Looks at what stands where a file must go, through directories only.
  private func probe(_ file: TreeFile) throws(SystemError) -> Placement {
    let output: Descriptor
    if let writing {
      output = writing.workspace.output
    } else {
      output = try fileSystem.openRoot(outputPath)
    }
    defer { if writing == nil { try? fileSystem.close(output) } }
    var directory = try fileSystem.openDirectory(site, in: output)
    defer { try? fileSystem.close(directory) }
    let ancestors = file.path.ancestors
    for ancestor in ancestors {
      let name = TreePath(unchecked: ancestor).name
      guard let status = try fileSystem.statusIfPresent(of: name, in: directory) else {
        return .write(replacing: false)
      }
      guard status.type == .directory else {
        return .conflict(
          Conflict(path: file.path, blocker: ancestor, isRegularFile: false))
      }
      let child = try fileSystem.openDirectory(name, in: directory)
      try? fileSystem.close(directory)
      directory = child
    }
    let name = file.path.name
    guard let status = try fileSystem.statusIfPresent(of: name, in: directory) else {
      return .write(replacing: false)
    }
    guard status.type == .file else {
      return .conflict(
        Conflict(path: file.path, blocker: file.path.text, isRegularFile: false))
    }
    if status.size == file.size, let (hash, read) = try fileSystem.hashFile(name, in: directory),
      hash == file.sha256
    {
      return .stands(read)
    }
    if options.adoptsForeignFiles { return .write(replacing: true) }
    return .conflict(Conflict(path: file.path, blocker: file.path.text, isRegularFile: true))
  }
}

extension VerifiedTree {
  fileprivate func hasForeign(onTheWayTo path: TreePath) -> Bool {
    if foreignPaths.isEmpty { return false }
    return foreignPaths.contains(path)
      || path.ancestors.contains { foreignPaths.contains(TreePath(unchecked: $0)) }
  }
}
