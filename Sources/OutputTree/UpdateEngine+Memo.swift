/// What one build leaves for the next beside the tree: bytes that mean something to whoever renders
/// files, and nothing here. Losing them costs time only.
extension UpdateEngine {
  /// What the last build left; nil if there is nothing, or it cannot be read.
  func readMemo() -> [UInt8]? {
    let name = Workspace<Files>.memoName(of: site)
    if let writing {
      return try? fileSystem.readFile(name, in: writing.workspace.bookkeeping)
    }
    let memo = try? withOutput { (output) throws(TreeError) -> [UInt8]? in
      guard let output,
        let folder = try? fileSystem.openDirectory(Workspace<Files>.bookkeepingName, in: output)
      else { return nil }
      defer { try? fileSystem.close(folder) }
      return try? fileSystem.readFile(name, in: folder)
    }
    return memo ?? nil
  }

  /// Puts new bytes in the place of the old ones, at once; a failure leaves the old ones.
  func writeMemo(_ bytes: [UInt8], _ writing: Writing) {
    let staged = Staging.memoName
    do throws(SystemError) {
      try bytes.withUnsafeBytes { buffer in
        Result { () throws(SystemError) in
          _ = try fileSystem.createFile(
            staged, in: writing.staging.directory, mode: 0o600, bytes: buffer)
        }
      }.get()
      try fileSystem.rename(
        staged, in: writing.staging.directory, to: Workspace<Files>.memoName(of: site),
        in: writing.workspace.bookkeeping)
    } catch {
      return
    }
  }

  /// Takes over every file of the last build that stands and is wanted.
  ///
  /// - Returns: the files, or nil if one that is wanted does not stand: then nothing is kept.
  func keepAll(_ isWanted: (TreeFile) -> Bool) throws(TreeError) -> [TreeFile]? {
    try enter()
    defer { leave() }
    let tree = try verifiedTree(threads: 1)
    var kept: [PutFile] = []
    kept.reserveCapacity(previous.files.count)
    for (place, record) in previous.files.enumerated() where isWanted(record.file) {
      guard case .stands(let status) = tree.states[place] else { return nil }
      kept.append(PutFile(file: record.file, origin: .stands(status)))
    }
    add(kept)
    return kept.map(\.file)
  }
}

extension Workspace {
  static func memoName(of site: String) -> String { "\(site).memo" }
}

extension Staging {
  static let memoName = "memo"
}
