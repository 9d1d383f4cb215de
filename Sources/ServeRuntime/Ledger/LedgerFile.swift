internal import Rollout

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file that a rollout's ledger is kept in: lines are appended, and now and then it is written
/// anew, shorter.
///
/// A line is with the system at once and on the disk within seconds: what a power cut takes is the
/// last few events, never the file.
struct LedgerFile {
  let path: String
  private var descriptor: Int32 = -1
  private var size = 0
  private var compactedSize = 0
  private var isTorn = false
  private var isUnsynced = false

  init(path: String) {
    self.path = path
  }

  /// What stands in the file; nil if there is none. A result of the system's `errno` if it cannot be
  /// read.
  mutating func read() -> Result<LedgerContent?, LedgerFault> {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0 { return errno == ENOENT ? .success(nil) : .failure(LedgerFault(code: errno)) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return .failure(LedgerFault(code: errno)) }
    guard status.st_size <= LedgerText.largestFile else {
      return .failure(LedgerFault(code: EFBIG))
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var length = 0
    while length < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        systemRead(file, buffer.baseAddress.map { $0 + length }, buffer.count - length)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return .failure(LedgerFault(code: errno)) }
      if count == 0 { break }
      length += count
    }
    bytes.removeSubrange(length...)
    let content = LedgerContent(bytes)
    size = length
    compactedSize = length
    isTorn = content.isTorn
    return .success(content)
  }

  /// Appends whole lines; a new file begins with its header.
  mutating func append(_ lines: [UInt8], header: LedgerHeader) -> LedgerFault? {
    guard !lines.isEmpty else { return nil }
    if descriptor < 0 {
      descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
      guard descriptor >= 0 else { return LedgerFault(code: errno) }
    }
    var bytes: [UInt8] = []
    if size == 0 { bytes += LedgerText.line(header) }
    if isTorn { bytes.append(UInt8(ascii: "\n")) }
    bytes += lines
    let (written, code) = Self.write(bytes, to: descriptor)
    size += written
    isUnsynced = isUnsynced || written > 0
    // A line that was cut short must not swallow the next one.
    isTorn = written == 0 ? isTorn : bytes[written - 1] != UInt8(ascii: "\n")
    return code.map { LedgerFault(code: $0) }
  }

  /// Waits until the disk has what was appended.
  mutating func sync() {
    guard isUnsynced, descriptor >= 0 else { return }
    fsync(descriptor)
    isUnsynced = false
  }

  /// Writes the file anew where it has grown to much more than the ledger needs.
  mutating func compact(_ ledger: Ledger, header: LedgerHeader) -> LedgerFault? {
    guard LedgerText.shouldCompact(size: size, compactedSize: compactedSize) else { return nil }
    let bytes = LedgerText.compacted(ledger, header: header)
    let draft = path + ".new"
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
    guard file >= 0 else { return LedgerFault(code: errno) }
    let (_, code) = Self.write(bytes, to: file)
    let isSynced = code == nil && fsync(file) == 0
    close(file)
    guard isSynced, rename(draft, path) == 0 else {
      let fault = LedgerFault(code: code ?? errno)
      unlink(draft)
      // The long file serves on; it is tried again when it has grown as much once more.
      compactedSize = size
      return fault
    }
    closeFile()
    size = bytes.count
    compactedSize = bytes.count
    isTorn = false
    return nil
  }

  mutating func closeFile() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> (written: Int, code: Int32?) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        systemWrite(file, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return (offset, errno) }
      offset += count
    }
    return (offset, nil)
  }
}

/// Why the ledger's file could not be read or written.
struct LedgerFault: Error {
  /// The system's `errno`.
  let code: Int32

  var reason: String {
    switch code {
    case ENOSPC: "no space is left on the disk"
    case EDQUOT: "the disk quota is used up"
    case EROFS: "the disk is read-only"
    case EACCES, EPERM: "permission denied"
    case ENOENT: "its folder is missing"
    case EISDIR: "a folder stands there"
    case EFBIG: "it is too large"
    default: "system error \(code)"
    }
  }
}

/// `read(2)`, beside a method of the same name.
private func systemRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}

/// `write(2)`, beside a method of the same name.
private func systemWrite(_ file: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, buffer, count)
}
