#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a file could not be read, in the system's words.
public struct FileFault: Error, Sendable {
  public let path: String
  /// Such as `No such file or directory`.
  public let reason: String
  public let isMissing: Bool
  public let isFolder: Bool

  public init(path: String, reason: String, isMissing: Bool = false, isFolder: Bool = false) {
    self.path = path
    self.reason = reason
    self.isMissing = isMissing
    self.isFolder = isFolder
  }
}

/// How the files of a site are read: from the disk, or from memory in tests.
public struct FileReading: Sendable {
  private let body: @Sendable (String) -> Result<[UInt8], FileFault>
  private let listing: @Sendable (String) -> Result<[String], FileFault>

  public init(
    listing: @escaping @Sendable (String) -> Result<[String], FileFault>,
    _ body: @escaping @Sendable (String) -> Result<[UInt8], FileFault>
  ) {
    self.listing = listing
    self.body = body
  }

  /// The names in a folder, hidden ones left out, in ascending order.
  public func list(_ folder: String) -> Result<[String], FileFault> {
    listing(folder).map { names in names.filter { !$0.hasPrefix(".") }.sorted() }
  }

  /// The whole of a regular file, or why it cannot be had.
  public func read(_ path: String) -> Result<[UInt8], FileFault> {
    body(path)
  }

  /// Files of 1 GiB and more are refused.
  public static let disk = FileReading(listing: names) { path in
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(FileFault(path: path, code: errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      return .failure(FileFault(path: path, code: errno))
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      return .failure(FileFault(path: path, code: EISDIR))
    }
    guard status.st_size < 1 << 30 else { return .failure(FileFault(path: path, code: EFBIG)) }
    return readAll(descriptor, expected: Int(status.st_size)).mapError {
      FileFault(path: path, code: $0.code)
    }
  }

  private static func names(in folder: String) -> Result<[String], FileFault> {
    guard let directory = opendir(folder.isEmpty ? "." : folder) else {
      return .failure(FileFault(path: folder, code: errno))
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return .success(names)
  }

  /// Standard input up to its end, of less than 1 GiB.
  public static func standardInput() -> Result<[UInt8], FileFault> {
    readAll(STDIN_FILENO, expected: 1 << 16).mapError {
      FileFault(path: "standard input", code: $0.code)
    }
  }

  private struct ReadError: Error {
    let code: Int32
  }

  private static func readAll(
    _ descriptor: Int32, expected: Int
  ) -> Result<[UInt8], ReadError> {
    var bytes: [UInt8] = []
    var capacity = expected + 1
    while true {
      let start = bytes.count
      var failure: Int32 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        while count < buffer.count {
          let got = systemRead(
            descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
          if got < 0 {
            if errno == EINTR { continue }
            failure = errno
          }
          guard got > 0 else { break }
          count += got
        }
      }
      if failure != 0 { return .failure(ReadError(code: failure)) }
      if start == 0 { bytes = chunk } else { bytes += chunk }
      if chunk.count < capacity { return .success(bytes) }
      if bytes.count >= 1 << 30 { return .failure(ReadError(code: EFBIG)) }
      capacity = max(bytes.count, 1 << 16)
    }
  }
}

/// `read(2)`, beside methods of the same name.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int)
  -> Int
{
  read(descriptor, buffer, count)
}

extension FileFault {
  fileprivate init(path: String, code: Int32) {
    self.init(
      path: path, reason: strerror(code).map { String(cString: $0) } ?? "error \(code)",
      isMissing: code == ENOENT || code == ENOTDIR, isFolder: code == EISDIR)
  }
}
