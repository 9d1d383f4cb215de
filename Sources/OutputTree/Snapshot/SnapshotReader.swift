internal import Synchronization

extension TreeSnapshot {
  /// Reads a tree, and holds every byte against the manifest. Files that an older snapshot has are
  /// not read again; all together may have so many bytes.
  ///
  /// It fails if something cannot be read, or tree and manifest do not agree, as they may for a
  /// moment while a build switches: it is worth another try then.
  public static func take(
    _ location: TreeLocation, reusing previous: TreeSnapshot? = nil, byteLimit: Int = .max,
    threads: Int = 1
  ) throws(TreeError) -> TreeSnapshot {
    let stamp = TreeStamp.now(location)
    let tree = try Tree.open(location.directory)
    let total = tree.manifest.files.reduce(0) { $0.addingReportingOverflow($1.size).partialValue }
    guard 0...byteLimit ~= total else {
      throw TreeError(
        .read, path: location.directory,
        message: "\(location.directory.visible) holds \(total) bytes, over \(byteLimit)",
        help: "serve large files from elsewhere")
    }
    let reader = SnapshotReader(
      location: location, files: tree.manifest.files, previous: previous, threads: threads)
    let contents = try reader.read()
    guard TreeStamp.now(location) == stamp else { throw .unsettled(location) }
    return TreeSnapshot(manifest: tree.manifest, stamp: stamp, contents: contents)
  }
}

extension TreeError {
  fileprivate static func unsettled(_ location: TreeLocation) -> TreeError {
    TreeError(
      .read, path: location.directory,
      message: "\(location.directory.visible) changed while it was read",
      help: "wait until the build is through")
  }
}

/// Reads the files of a manifest.
private struct SnapshotReader {
  let location: TreeLocation
  let files: [TreeFile]
  let previous: TreeSnapshot?
  let threads: Int
  private let fileSystem = NativeFileSystem()

  init(location: TreeLocation, files: [TreeFile], previous: TreeSnapshot?, threads: Int) {
    self.location = location
    self.files = files
    self.previous = previous
    self.threads = threads
  }

  func read() throws(TreeError) -> [FileContent] {
    let root = try attempt(.open, location.directory) { () throws(SystemError) in
      try fileSystem.openRoot(location.directory)
    }
    defer { try? fileSystem.close(root) }
    let readings = Readings(count: files.count)
    concurrently(threads: threads, count: files.count) { range in
      var read: [(Int, FileContent)] = []
      read.reserveCapacity(range.count)
      for place in range where !readings.hasFailed {
        do throws(TreeError) {
          read.append((place, try content(of: files[place], below: root)))
        } catch {
          readings.fail(error)
        }
      }
      readings.add(read)
    }
    return try readings.result()
  }

  private func content(
    of file: TreeFile, below root: Descriptor
  ) throws(TreeError) -> FileContent {
    if let previous, let place = previous.place(of: file.path.text),
      previous.file(at: place).sha256 == file.sha256
    {
      return previous.content(at: place)
    }
    let path = "\(location.directory)/\(file.path)"
    let (bytes, modified) = try attempt(.read, path) { () throws(SystemError) in
      try read(file, below: root)
    }
    guard bytes.count == file.size, ContentHash(of: bytes) == file.sha256 else {
      throw TreeError(
        .read, path: path, message: "\(path.visible) is not as the manifest says",
        help: "build the site again")
    }
    return FileContent(bytes: bytes, modified: modified)
  }

  private func read(
    _ file: TreeFile, below root: Descriptor
  ) throws(SystemError) -> (bytes: [UInt8], modified: FileTime) {
    guard file.path.isNested else {
      return try fileSystem.readFileAndTime(file.path.text, in: root)
    }
    let folder = try fileSystem.openDirectories(file.path.directory, below: root)
    defer { try? fileSystem.close(folder) }
    return try fileSystem.readFileAndTime(file.path.name, in: folder)
  }
}

/// What several threads read.
private final class Readings: Sendable {
  private let contents: Mutex<[FileContent]>
  private let failure = Mutex<TreeError?>(nil)
  private let failed = Atomic<Bool>(false)

  init(count: Int) {
    contents = Mutex(Array(repeating: .none, count: count))
  }

  var hasFailed: Bool { failed.load(ordering: .relaxed) }

  func add(_ read: [(Int, FileContent)]) {
    contents.withLock { contents in
      for (place, content) in read { contents[place] = content }
    }
  }

  func fail(_ error: TreeError) {
    failed.store(true, ordering: .relaxed)
    failure.withLock { $0 = $0 ?? error }
  }

  func result() throws(TreeError) -> [FileContent] {
    if let error = failure.withLock({ $0 }) { throw error }
    return contents.withLock { $0 }
  }
}
