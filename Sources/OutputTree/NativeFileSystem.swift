#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The system's own calls.
struct NativeFileSystem: FileSystem {
  func openRoot(_ path: SystemPath) throws(SystemError) -> Descriptor {
    try descriptor { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
  }

  func openDirectory(_ name: SystemPath, in parent: Descriptor) throws(SystemError) -> Descriptor {
    try descriptor {
      openat(parent.number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
  }

  func openFile(_ name: SystemPath, in parent: Descriptor) throws(SystemError) -> Descriptor {
    try descriptor { openat(parent.number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
  }

  func createFile(
    _ name: SystemPath, in parent: Descriptor, mode: UInt32
  ) throws(SystemError) -> Descriptor {
    try descriptor {
      openat(
        parent.number, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(mode))
    }
  }

  func openLock(_ name: SystemPath, in parent: Descriptor) throws(SystemError) -> Descriptor {
    try descriptor {
      openat(parent.number, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
  }

  func tryLock(_ lock: Descriptor) throws(SystemError) -> Bool {
    while flock(lock.number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw SystemError(code: errno) }
    }
    return true
  }

  func read(
    _ file: Descriptor, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    try count { systemRead(file.number, buffer.baseAddress, buffer.count) }
  }

  func write(_ bytes: UnsafeRawBufferPointer, to file: Descriptor) throws(SystemError) -> Int {
    try count { systemWrite(file.number, bytes.baseAddress, bytes.count) }
  }

  /// An interrupted close has closed: the number may belong to another thread's file by then.
  func close(_ descriptor: Descriptor) throws(SystemError) {
    if systemClose(descriptor.number) != 0, errno != EINTR { throw SystemError(code: errno) }
  }

  func status(of descriptor: Descriptor) throws(SystemError) -> FileStatus {
    var status = stat()
    try check { fstat(descriptor.number, &status) }
    return FileStatus(status)
  }

  func status(of name: SystemPath, in parent: Descriptor) throws(SystemError) -> FileStatus {
    var status = stat()
    try check { fstatat(parent.number, name, &status, AT_SYMLINK_NOFOLLOW) }
    return FileStatus(status)
  }

  func setMode(_ mode: UInt32, of descriptor: Descriptor) throws(SystemError) {
    try check { fchmod(descriptor.number, mode_t(mode)) }
  }

  func setModified(_ time: FileTime?, of descriptor: Descriptor) throws(SystemError) {
    guard let time else {
      try check { futimens(descriptor.number, nil) }
      return
    }
    let moment = timespec(tv_sec: Int(time.seconds), tv_nsec: Int(time.nanoseconds))
    var times = [moment, moment]
    try check { futimens(descriptor.number, &times) }
  }

  func removeFile(_ name: SystemPath, in parent: Descriptor) throws(SystemError) {
    try check { unlinkat(parent.number, name, 0) }
  }

  func removeDirectory(_ name: SystemPath, in parent: Descriptor) throws(SystemError) {
    try check { unlinkat(parent.number, name, Int32(AT_REMOVEDIR)) }
  }

  func createRoot(_ path: SystemPath, mode: UInt32) throws(SystemError) {
    try check { mkdir(path, mode_t(mode)) }
  }

  func createDirectory(
    _ name: SystemPath, in parent: Descriptor, mode: UInt32
  ) throws(SystemError) {
    try check { mkdirat(parent.number, name, mode_t(mode)) }
  }

  func link(
    _ name: SystemPath, in parent: Descriptor, to target: SystemPath, in newParent: Descriptor
  ) throws(SystemError) {
    try check { linkat(parent.number, name, newParent.number, target, 0) }
  }

  func rename(
    _ name: SystemPath, in parent: Descriptor, to target: SystemPath, in newParent: Descriptor
  ) throws(SystemError) {
    try check { renameat(parent.number, name, newParent.number, target) }
  }

  func pause(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    nanosleep(&time, nil)
  }
}

// The names of these calls are those of the functions above.
private func systemRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}

private func systemWrite(_ file: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, buffer, count)
}

private func systemClose(_ file: Int32) -> Int32 {
  close(file)
}

/// Makes a call until no signal interrupts it.
func check(_ call: () -> Int32) throws(SystemError) {
  while call() != 0 {
    if errno != EINTR { throw SystemError(code: errno) }
  }
}

private func descriptor(_ call: () -> Int32) throws(SystemError) -> Descriptor {
  while true {
    let number = call()
    if number >= 0 { return Descriptor(number: number) }
    if errno != EINTR { throw SystemError(code: errno) }
  }
}

private func count(_ call: () -> Int) throws(SystemError) -> Int {
  while true {
    let count = call()
    if count >= 0 { return count }
    if errno != EINTR { throw SystemError(code: errno) }
  }
}

extension FileStatus {
  init(_ status: stat) {
    let type: EntryType =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .symbolicLink
      default: .other
      }
    #if canImport(Glibc)
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #else
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #endif
    self.init(
      type: type, inode: UInt64(status.st_ino), size: Int64(status.st_size),
      mode: UInt32(status.st_mode & 0o7777), modified: FileTime(modified),
      changed: FileTime(changed))
  }
}

extension FileTime {
  init(_ time: timespec) {
    self.init(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
  }
}
