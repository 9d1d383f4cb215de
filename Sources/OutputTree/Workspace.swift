/// Where a site's builds work: the output folder and our own folder in it, opened and locked.
struct Workspace<Files: FileSystem>: Sendable {
  static var bookkeepingName: String { ".ringtree" }

  let fileSystem: Files
  /// The output folder as the user named it.
  let outputPath: String
  let site: String
  let output: Descriptor
  let bookkeeping: Descriptor
  let lock: Descriptor

  var manifestName: String { "\(site).manifest.json" }
  var stateName: String { "\(site).state" }
  var stagingName: String { "\(site).staging" }
  var displacedName: String { "\(site).displaced" }

  /// A path in the output folder for a message.
  func path(_ name: String) -> String { "\(outputPath)/\(name)" }
  /// A path in the tree for a message.
  func treePath(_ name: String) -> String { "\(outputPath)/\(site)/\(name)" }
  /// A path in our own folder for a message.
  func ownPath(_ name: String) -> String { "\(outputPath)/\(Self.bookkeepingName)/\(name)" }

  /// Makes what is missing and waits for the lock.
  static func open(
    _ fileSystem: Files, output path: String, site: String, wait: LockWait
  ) throws(TreeError) -> Workspace {
    let output = try openOutput(fileSystem, path)
    var opened = [output]
    do {
      let ownPath = "\(path)/\(bookkeepingName)"
      try attempt(.create, ownPath) { () throws(SystemError) in
        try fileSystem.createDirectoryIfMissing(bookkeepingName, in: output, mode: 0o700)
      }
      let bookkeeping = try attempt(.open, ownPath) { () throws(SystemError) in
        try fileSystem.openDirectory(bookkeepingName, in: output)
      }
      opened.append(bookkeeping)
      let lock = try attempt(.open, "\(ownPath)/\(site).lock") { () throws(SystemError) in
        try fileSystem.openLock("\(site).lock", in: bookkeeping)
      }
      opened.append(lock)
      try acquire(lock, fileSystem, path: "\(ownPath)/\(site).lock", site: site, wait: wait)
      return Workspace(
        fileSystem: fileSystem, outputPath: path, site: site, output: output,
        bookkeeping: bookkeeping, lock: lock)
    } catch {
      for descriptor in opened.reversed() { try? fileSystem.close(descriptor) }
      throw error
    }
  }

  func close() {
    for descriptor in [lock, bookkeeping, output] { try? fileSystem.close(descriptor) }
  }

  private static func openOutput(
    _ fileSystem: Files, _ path: String
  ) throws(TreeError) -> Descriptor {
    do {
      return try fileSystem.openRoot(path)
    } catch {
      guard error.isMissing else { throw TreeError(.open, path: path, error) }
    }
    let slashes = path.indices.filter { path[$0] == "/" && $0 != path.startIndex }
    for end in slashes + [path.endIndex] {
      let folder = String(path[..<end])
      do {
        try fileSystem.createRoot(folder, mode: 0o777)
      } catch {
        if !error.isTaken, end == path.endIndex {
          throw TreeError(.create, path: folder, error)
        }
      }
    }
    return try attempt(.open, path) { () throws(SystemError) in try fileSystem.openRoot(path) }
  }

  private static func acquire(
    _ lock: Descriptor, _ fileSystem: Files, path: String, site: String, wait: LockWait
  ) throws(TreeError) {
    let step = Duration.milliseconds(20)
    var waited = Duration.zero
    while true {
      let isLocked = try attempt(.lock, path) { () throws(SystemError) in
        try fileSystem.tryLock(lock)
      }
      if isLocked { return }
      if waited == .zero { wait.onWait() }
      guard waited < wait.bound else {
        throw TreeError(
          .lock, path: path,
          message: "another build of \(site) is running and did not end in \(wait.bound)",
          help: "wait for it or end it")
      }
      fileSystem.pause(step)
      waited += step
    }
  }
}

/// The folder that a build prepares its files in; nobody else writes there.
struct Staging: Sendable {
  static let treeName = "new"
  static let oldTreeName = "old"
  static let manifestName = "manifest.json"
  static let stateName = "state"
  static let journalName = "journal"
  static let unfinishedJournalName = "journal.part"

  let directory: Descriptor
  /// The new tree, or the part of it that changed.
  let tree: Descriptor
}

extension Workspace {
  func createStaging() throws(TreeError) -> Staging {
    try attempt(.create, ownPath(stagingName)) { () throws(SystemError) in
      try fileSystem.createDirectory(stagingName, in: bookkeeping, mode: 0o700)
      let directory = try fileSystem.openDirectory(stagingName, in: bookkeeping)
      do throws(SystemError) {
        try fileSystem.createDirectoryIfMissing(Staging.treeName, in: directory, mode: 0o755)
        let tree = try fileSystem.openDirectory(Staging.treeName, in: directory)
        return Staging(directory: directory, tree: tree)
      } catch {
        try? fileSystem.close(directory)
        throw error
      }
    }
  }
}
