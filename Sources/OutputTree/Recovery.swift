/// Switching in two ways, and putting right what a killed build left.
extension Workspace {
  /// A moment on the file system's own clock.
  func now() throws(TreeError) -> FileTime {
    try attempt(.write, ownPath("\(site).lock")) { () throws(SystemError) in
      try fileSystem.setModified(nil, of: lock)
      return try fileSystem.status(of: lock).modified
    }
  }

  func renameStaged(
    _ name: String, in staging: Staging, to target: String
  ) throws(TreeError) {
    try attempt(.rename, path(target)) { () throws(SystemError) in
      try fileSystem.rename(name, in: staging.directory, to: target, in: output)
    }
  }

  /// Lets the staged tree and the one that stands change places, in one step where the file system
  /// can, else in two, between which there is no tree for a moment.
  func exchangeTree(in staging: Staging) throws(TreeError) {
    try attempt(.rename, path(site)) { () throws(SystemError) in
      do throws(SystemError) {
        try fileSystem.exchange(Staging.treeName, in: staging.directory, with: site, in: output)
      } catch {
        guard error.isUnsupported else { throw error }
        try fileSystem.rename(
          site, in: output, to: Staging.oldTreeName, in: staging.directory)
        try fileSystem.rename(Staging.treeName, in: staging.directory, to: site, in: output)
      }
    }
  }

  /// Ends what a killed build began after its switch, or forgets it before, and removes what it
  /// staged. The lock must be held.
  func recover() throws(TreeError) {
    let staging: Descriptor
    do {
      staging = try fileSystem.openDirectory(stagingName, in: bookkeeping)
    } catch {
      if error.isMissing { return }
      throw TreeError(.open, path: ownPath(stagingName), error)
    }
    defer { try? fileSystem.close(staging) }
    try putBackOldTree(staging)
    switch try readJournal(in: staging) {
    case .none: break
    case .damaged: try salvage(staging)
    case .intact(let journal):
      if try hasSwitched(journal, staging) {
        try finish(journal, staging)
      }
    }
    try removeStaging(staging)
  }

  /// Undoes the first of two renames where there was no second one.
  private func putBackOldTree(_ staging: Descriptor) throws(TreeError) {
    try attempt(.rename, path(site)) { () throws(SystemError) in
      guard try fileSystem.statusIfPresent(of: Staging.oldTreeName, in: staging) != nil,
        try fileSystem.statusIfPresent(of: site, in: output) == nil
      else { return }
      try fileSystem.rename(Staging.oldTreeName, in: staging, to: site, in: output)
    }
  }

  /// Without a journal to go by, only what was recorded as ours is removed.
  private func salvage(_ staging: Descriptor) throws(TreeError) {
    let hasTree = try attempt(.read, path(site)) { () throws(SystemError) in
      try fileSystem.statusIfPresent(of: site, in: output) != nil
    }
    guard hasTree else { return }
    let previous = PreviousBuild.load(
      fileSystem, output: output, bookkeeping: bookkeeping, site: site, began: nil)
    _ = try sweepOldTree(in: staging, oldPaths: previous.files.map(\.file.path))
  }

  private enum FoundJournal {
    /// The build was killed before its switch: all that is staged is ours.
    case none
    /// Power failed: nothing can be told, so nothing may be deleted.
    case damaged
    case intact(SwitchJournal)
  }

  private func readJournal(in staging: Descriptor) throws(TreeError) -> FoundJournal {
    do {
      let bytes = try fileSystem.readFile(Staging.journalName, in: staging)
      return SwitchJournal(bytes).map { .intact($0) } ?? .damaged
    } catch {
      if error.isMissing { return .none }
      throw TreeError(.read, path: ownPath("\(stagingName)/\(Staging.journalName)"), error)
    }
  }

  private func hasSwitched(
    _ journal: SwitchJournal, _ staging: Descriptor
  ) throws(TreeError) -> Bool {
    try attempt(.read, ownPath(stagingName)) { () throws(SystemError) in
      let staged = try fileSystem.statusIfPresent(of: Staging.treeName, in: staging)
      if try fileSystem.statusIfPresent(of: Staging.oldTreeName, in: staging) != nil {
        return true
      }
      switch journal.step {
      case .install: return staged == nil
      case .exchange(let inode): return staged?.inode != inode
      case .replace(let path):
        return try fileSystem.statusIfPresent(
          of: "\(Staging.treeName)/\(path)", in: staging) == nil
      case .remove(let path):
        return try fileSystem.statusIfPresent(of: "\(site)/\(path)", in: output) == nil
      }
    }
  }

  private func finish(
    _ journal: SwitchJournal, _ staging: Descriptor
  ) throws(TreeError) {
    try attempt(.rename, path(manifestName)) { () throws(SystemError) in
      let staged = try fileSystem.statusIfPresent(of: Staging.manifestName, in: staging)
      if staged == nil { return }
      try fileSystem.rename(Staging.manifestName, in: staging, to: manifestName, in: output)
    }
    guard case .exchange = journal.step else { return }
    _ = try sweepOldTree(in: staging, oldPaths: journal.oldPaths)
  }

  /// The journal goes first: what is left without one is known to be ours.
  private func removeStaging(_ staging: Descriptor) throws(TreeError) {
    try attempt(.remove, ownPath(stagingName)) { () throws(SystemError) in
      try fileSystem.removeAll(Staging.journalName, in: staging)
      try fileSystem.removeAll(stagingName, in: bookkeeping)
    }
  }
}
