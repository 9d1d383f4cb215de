internal import Synchronization

/// Compares a tree with what was recorded: a directory's listing, and the status of each file in it.
struct TreeVerifier<Files: FileSystem>: Sendable {
  private let fileSystem: Files
  private let previous: PreviousBuild
  private let threads: Int
  private let displayPath: String
  private var states: [RecordState]
  private var foreign: [ForeignEntry] = []

  private init(
    _ fileSystem: Files, previous: PreviousBuild, threads: Int, displayPath: String
  ) {
    self.fileSystem = fileSystem
    self.previous = previous
    self.threads = threads
    self.displayPath = displayPath
    states = Array(repeating: .missing, count: previous.files.count)
  }

  static func verify(
    _ fileSystem: Files, site: String, in output: Descriptor, outputPath: String,
    previous: PreviousBuild, threads: Int
  ) throws(TreeError) -> VerifiedTree {
    let path = "\(outputPath)/\(site)"
    var verifier = TreeVerifier(
      fileSystem, previous: previous, threads: threads, displayPath: path)
    let root: Descriptor
    do {
      root = try fileSystem.openDirectory(site, in: output)
    } catch {
      guard error.isMissing else { throw TreeError(.open, path: path, error) }
      return VerifiedTree(previous: previous, states: verifier.states, foreign: [], exists: false)
    }
    defer { try? fileSystem.close(root) }
    try verifier.visit(root, "")
    return VerifiedTree(
      previous: previous, states: verifier.states, foreign: verifier.foreign, exists: true)
  }

  private mutating func visit(_ directory: Descriptor, _ path: String) throws(TreeError) {
    let listing = try list(directory, path)
    foreign += listing.foreign
    try check(listing.places, in: directory, path)
    for child in listing.directories {
      let childPath = path.isEmpty ? child : "\(path)/\(child)"
      let descriptor = try attempt(.open, "\(displayPath)/\(childPath)") {
        () throws(SystemError) in try fileSystem.openDirectory(child, in: directory)
      }
      defer { try? fileSystem.close(descriptor) }
      try visit(descriptor, childPath)
    }
  }

  private struct Listing {
    /// Recorded files.
    var places: [Int] = []
    /// Directories that recorded files are in.
    var directories: [String] = []
    var foreign: [ForeignEntry] = []
    var untyped: [FileName] = []
  }

  private func list(_ directory: Descriptor, _ path: String) throws(TreeError) -> Listing {
    var listing = Listing()
    let prefix = path.isEmpty ? "" : "\(path)/"
    let files = fileSystem
    try attempt(.list, "\(displayPath)/\(path)") { () throws(SystemError) in
      try files.list(directory) { name, type in
        if type == .unknown {
          listing.untyped.append(FileName(name))
        } else {
          sort(name, type, path, prefix, into: &listing)
        }
      }
      for name in listing.untyped {
        guard let status = try files.statusIfPresent(of: name.characters, in: directory) else {
          continue
        }
        name.characters.withUnsafeBufferPointer { characters in
          guard let base = characters.baseAddress else { return }
          sort(base, status.type, path, prefix, into: &listing)
        }
      }
    }
    return listing
  }

  private func sort(
    _ name: SystemPath, _ type: EntryType, _ path: String, _ prefix: String,
    into listing: inout Listing
  ) {
    if let text = String(validatingCString: name) {
      let full = TreePath(unchecked: prefix.isEmpty ? text : prefix + text)
      if type == .file, let place = previous.place(of: full) {
        return listing.places.append(place)
      }
      if type == .directory, previous.directories.contains(full) {
        return listing.directories.append(text)
      }
    }
    listing.foreign.append(ForeignEntry(directory: path, name: FileName(name), type: type))
  }

  private mutating func check(
    _ places: [Int], in directory: Descriptor, _ path: String
  ) throws(TreeError) {
    // In the order of the records, which is about that of the inodes: it spares the caches.
    let places = places.sorted()
    let findings = Findings()
    let checker = RecordChecker(
      fileSystem: fileSystem, directory: directory,
      prefixLength: path.isEmpty ? 0 : path.utf8.count + 1)
    let (previous, displayPath) = (previous, displayPath)
    concurrently(threads: threads, count: places.count) { range in
      var states: [(Int, RecordState)] = []
      states.reserveCapacity(range.count)
      for place in places[range] {
        do throws(SystemError) {
          states.append((place, try checker.state(of: place, in: previous)))
        } catch {
          let path = previous.files[place].file.path
          findings.fail(TreeError(.read, path: "\(displayPath)/\(path)", error))
        }
      }
      findings.add(states)
    }
    for (place, state) in try findings.result() { states[place] = state }
  }
}

/// What several threads found.
private final class Findings: Sendable {
  private let states = Mutex<[(Int, RecordState)]>([])
  private let failure = Mutex<TreeError?>(nil)

  func add(_ found: [(Int, RecordState)]) {
    states.withLock { $0 += found }
  }

  func fail(_ error: TreeError) {
    failure.withLock { $0 = $0 ?? error }
  }

  func result() throws(TreeError) -> [(Int, RecordState)] {
    if let error = failure.withLock({ $0 }) { throw error }
    return states.withLock { $0 }
  }
}

private struct RecordChecker<Files: FileSystem>: Sendable {
  let fileSystem: Files
  let directory: Descriptor
  /// How much of a path names the directory.
  let prefixLength: Int

  func state(
    of place: Int, in previous: PreviousBuild
  ) throws(SystemError) -> RecordState {
    let path = previous.files[place].file.path.text
    let result = path.withCString { path in
      Result { () throws(SystemError) in
        let name = path + prefixLength
        guard let status = try fileSystem.statusIfPresent(of: name, in: directory),
          status.type == .file
        else { return RecordState.missing }
        if let stamp = previous.files[place].stamp, stamp.isSettled, stamp.status == status {
          return .stands(status)
        }
        return try compareBytes(name, status, previous.files[place].file)
      }
    }
    return try result.get()
  }

  private func compareBytes(
    _ name: SystemPath, _ status: FileStatus, _ file: TreeFile
  ) throws(SystemError) -> RecordState {
    guard status.size == file.size else { return .altered(status, nil) }
    do {
      guard let (hash, read) = try fileSystem.hashFile(name, in: directory) else {
        return .missing
      }
      return hash == file.sha256 ? .stands(read) : .altered(read, hash)
    } catch {
      // Gone since it was listed, or not ours to read: it will be written anew.
      if error.isMissing { return .missing }
      if error.isDenied { return .altered(status, nil) }
      throw error
    }
  }
}
