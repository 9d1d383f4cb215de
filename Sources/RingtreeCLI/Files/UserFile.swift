import SiteModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writing of files that are the user's own: the old content or the new, never a part.
enum UserFile {
  /// Puts new content in the place of a file's; its permissions stay, and a link stays a link.
  ///
  /// - Parameters:
  ///   - path: The file, or a link to it.
  ///   - bytes: What it is to hold.
  ///   - mode: The permission bits of the new file; nil for those of the old.
  /// - Throws: Why it cannot be written; then it is as it was.
  static func replace(
    _ path: String, with bytes: [UInt8], mode: UInt32? = nil
  ) throws(FileFault) {
    guard let resolved = realpath(path, nil) else { throw fault(path) }
    defer { free(resolved) }
    let target = String(cString: resolved)
    var status = stat()
    guard stat(target, &status) == 0 else { throw fault(path) }
    let bits = mode.map { mode_t($0) } ?? (status.st_mode & 0o777)
    let new = try write(bytes, beside: target, mode: bits, as: path)
    guard rename(new, target) == 0 else {
      let failure = fault(path)
      unlink(new)
      throw failure
    }
    syncFolder(of: target)
  }

  /// Makes a file; fails where anything stands.
  static func create(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws(FileFault) {
    let new = try write(bytes, beside: path, mode: mode_t(mode) & ~umaskBits, as: path)
    defer { unlink(new) }
    // Unlike a renaming, a link never replaces what another made meanwhile.
    guard link(new, path) == 0 else { throw fault(path) }
    syncFolder(of: path)
  }

  /// Makes a folder and those that it lies in; one that stands already will do.
  static func createFolders(_ path: String) throws(FileFault) {
    if path.isEmpty { return }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    try createFolders(FilePath.folder(of: path))
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw fault(path) }
  }

  /// Takes a file away that this run has made, and the folder that it leaves empty.
  static func remove(_ path: String) {
    unlink(path)
    rmdir(FilePath.folder(of: path))
  }

  /// Whether anything stands at a path, be it a link to nothing.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static var umaskBits: mode_t {
    let bits = umask(0)
    umask(bits)
    return bits
  }

  /// Writes a new file in the folder of another, and returns its name.
  private static func write(
    _ bytes: [UInt8], beside target: String, mode: mode_t, as path: String
  ) throws(FileFault) -> String {
    let folder = FilePath.folder(of: target)
    var name = Array(
      FilePath.join(folder, ".\(FilePath.name(of: target).prefix(100)).XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw fault(path) }
    let new = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let isWritten =
      writeAll(bytes, to: descriptor) && fchmod(descriptor, mode) == 0
      && fsync(descriptor) == 0
    let failure = fault(path)
    // Some file systems say only now that there is no space.
    let isClosed = close(descriptor) == 0
    guard isWritten, isClosed else {
      let closing = fault(path)
      unlink(new)
      throw isWritten ? closing : failure
    }
    return new
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = systemWrite(
          descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        offset += count
      }
      return true
    }
  }

  /// So that the new name is on the disk; a folder that cannot be opened has its name all the same.
  private static func syncFolder(of path: String) {
    let folder = FilePath.folder(of: path)
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func fault(_ path: String) -> FileFault {
    let code = errno
    return FileFault(
      path: path, reason: strerror(code).map { String(cString: $0) } ?? "error \(code)",
      isMissing: code == ENOENT)
  }
}

/// `write(2)`, beside a method of the same name.
private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
