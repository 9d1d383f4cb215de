/// What takes several calls of the system.
extension FileSystem {
  /// Reads a regular file from its beginning to its end.
  func readFile(_ name: SystemPath, in parent: Descriptor) throws(SystemError) -> [UInt8] {
    try readFileAndTime(name, in: parent).bytes
  }

  /// Reads a regular file from its beginning to its end, and when it was written last.
  func readFileAndTime(
    _ name: SystemPath, in parent: Descriptor
  ) throws(SystemError) -> (bytes: [UInt8], modified: FileTime) {
    let file = try openFile(name, in: parent)
    defer { try? close(file) }
    let status = try status(of: file)
    // One byte more than there should be, to see the end.
    var bytes = [UInt8](repeating: 0, count: Int(status.size) + 1)
    var length = 0
    while true {
      let count = try read(file, into: &bytes, from: length)
      length += count
      if count == 0 {
        bytes.removeSubrange(length...)
        return (bytes, status.modified)
      }
      if length == bytes.count { bytes += [UInt8](repeating: 0, count: length) }
    }
  }

  private func read(
    _ file: Descriptor, into buffer: inout [UInt8], from start: Int = 0
  ) throws(SystemError) -> Int {
    let result = buffer.withUnsafeMutableBytes { bytes in
      Result { () throws(SystemError) in
        try self.read(file, into: UnsafeMutableRawBufferPointer(rebasing: bytes[start...]))
      }
    }
    return try result.get()
  }

  /// Hashes a file; nil if something else than a regular file stands there.
  func hashFile(
    _ name: SystemPath, in parent: Descriptor
  ) throws(SystemError) -> (hash: ContentHash, status: FileStatus)? {
    let file = try openFile(name, in: parent)
    defer { try? close(file) }
    let status = try status(of: file)
    guard status.type == .file else { return nil }
    var hasher = ContentHasher()
    var buffer = [UInt8](repeating: 0, count: min(max(Int(status.size), 1), 1 << 18))
    while true {
      let count = try read(file, into: &buffer)
      if count == 0 { return (hasher.finish(), status) }
      buffer.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }

  /// Creates a file with these bytes and this mode whatever the umask.
  func createFile(
    _ name: SystemPath, in parent: Descriptor, mode: UInt32, bytes: UnsafeRawBufferPointer,
    modified: FileTime? = nil
  ) throws(SystemError) -> FileStatus {
    let file = try createFile(name, in: parent, mode: mode)
    let result: FileStatus
    do {
      try writeAll(bytes, to: file)
      if let modified { try setModified(modified, of: file) }
      var status = try status(of: file)
      if status.mode != mode {
        try setMode(mode, of: file)
        status = try self.status(of: file)
      }
      result = status
    } catch {
      try? close(file)
      throw error
    }
    // Some file systems say only now that there is no space.
    try close(file)
    return result
  }

  func createFile(
    _ name: SystemPath, in parent: Descriptor, mode: UInt32, bytes: [UInt8],
    modified: FileTime? = nil
  ) throws(SystemError) -> FileStatus {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(SystemError) in
        try createFile(name, in: parent, mode: mode, bytes: buffer, modified: modified)
      }
    }
    return try result.get()
  }

  private func writeAll(
    _ bytes: UnsafeRawBufferPointer, to file: Descriptor
  ) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = try write(rest, to: file)
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Nil where nothing stands.
  func statusIfPresent(
    of name: SystemPath, in parent: Descriptor
  ) throws(SystemError) -> FileStatus? {
    do {
      return try status(of: name, in: parent)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Makes a directory with this mode whatever the umask; one that stands already will do.
  func createDirectoryIfMissing(
    _ name: SystemPath, in parent: Descriptor, mode: UInt32
  ) throws(SystemError) {
    do {
      try createDirectory(name, in: parent, mode: mode)
    } catch {
      if error.isTaken { return }
      throw error
    }
    let directory = try openDirectory(name, in: parent)
    defer { try? close(directory) }
    try setMode(mode, of: directory)
  }

  /// Opens a directory some levels down, never through a link; missing ones may be made, with mode
  /// 0755.
  func openDirectories(
    _ path: String, below root: Descriptor, creating: Bool = false
  ) throws(SystemError) -> Descriptor {
    var directory = try openDirectory(".", in: root)
    for component in path.utf8.split(separator: UInt8(ascii: "/")) {
      let parent = directory
      defer { try? close(parent) }
      let name = String(Substring(component))
      do throws(SystemError) {
        directory = try openDirectory(name, in: parent)
      } catch {
        guard creating, error.isMissing else { throw error }
        try createDirectoryIfMissing(name, in: parent, mode: 0o755)
        directory = try openDirectory(name, in: parent)
      }
    }
    return directory
  }

  /// The entries of a directory, their names as the system has them.
  func entries(of directory: Descriptor) throws(SystemError) -> [DirectoryEntry] {
    var entries: [DirectoryEntry] = []
    try list(directory) { name, type in
      entries.append(DirectoryEntry(name: FileName(name), type: type))
    }
    for index in entries.indices where entries[index].type == .unknown {
      let type = try statusIfPresent(of: entries[index].name.characters, in: directory)?.type
      entries[index].type = type ?? .other
    }
    return entries
  }

  /// Removes a file, or a directory with all that is in it; links are removed, not followed.
  func removeAll(_ name: SystemPath, in parent: Descriptor) throws(SystemError) {
    guard let status = try statusIfPresent(of: name, in: parent) else { return }
    guard status.type == .directory else { return try removeFile(name, in: parent) }
    let directory = try openDirectory(name, in: parent)
    defer { try? close(directory) }
    for entry in try entries(of: directory) {
      if entry.type == .directory {
        try removeAll(entry.name.characters, in: directory)
      } else {
        try removeFile(entry.name.characters, in: directory)
      }
    }
    try removeDirectory(name, in: parent)
  }
}

/// A file's name as the system has it, which need not be UTF-8.
struct FileName: Hashable, Sendable {
  /// Ended by a zero.
  let characters: [CChar]

  init(_ name: SystemPath) {
    var count = 0
    while name[count] != 0 { count += 1 }
    characters = Array(UnsafeBufferPointer(start: name, count: count + 1))
  }

  /// The name for people; bytes that are no UTF-8 are replaced.
  var text: String {
    String(decoding: characters.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The name as text, where it is UTF-8.
  var exactText: String? {
    String(validating: characters.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

struct DirectoryEntry: Hashable, Sendable {
  let name: FileName
  var type: EntryType
}
