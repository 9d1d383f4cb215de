/// The system refused; `code` is its `errno`.
struct SystemError: Error, Hashable {
  let code: Int32
}

/// An open file or directory.
struct Descriptor: Hashable, Sendable {
  let number: Int32
}

enum EntryType: UInt8, Hashable, Sendable {
  case file, directory, symbolicLink, other
  /// The directory does not say; the status does.
  case unknown
}

/// A moment of the file system's own clock.
struct FileTime: Hashable, Comparable, Sendable {
  let seconds: Int64
  let nanoseconds: Int64

  static func < (left: FileTime, right: FileTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

/// What tells one state of a file from another without reading it.
struct FileStatus: Hashable, Sendable {
  let type: EntryType
  let inode: UInt64
  let size: Int64
  /// Permission bits.
  let mode: UInt32
  let modified: FileTime
  let changed: FileTime

  /// Whether content and inode are as they were; mode and link count may have changed.
  func isSameContent(as other: FileStatus) -> Bool {
    type == other.type && inode == other.inode && size == other.size && modified == other.modified
  }
}

/// A file name or a relative path, as the system takes it: ended by a zero byte.
typealias SystemPath = UnsafePointer<CChar>

/// The calls of the system that a build makes, so that tests can stand in for the disk and fail
/// at each one.
///
/// Each function is one system call, or the same call until it is through. Names that are not
/// said to follow links do not follow one in their last component.
protocol FileSystem: Sendable {
  /// Opens a directory that the user named; links are followed. A nil parent is the working folder.
  func openRoot(_ path: SystemPath) throws(SystemError) -> Descriptor
  func openDirectory(_ name: SystemPath, in parent: Descriptor) throws(SystemError) -> Descriptor
  /// Opens for reading, without waiting for whoever writes a pipe.
  func openFile(_ name: SystemPath, in parent: Descriptor) throws(SystemError) -> Descriptor
  /// Creates for writing; fails where anything stands.
  func createFile(
    _ name: SystemPath, in parent: Descriptor, mode: UInt32
  ) throws(SystemError) -> Descriptor
  /// Opens a lock's file, which is made when it is missing.
  func openLock(_ name: SystemPath, in parent: Descriptor) throws(SystemError) -> Descriptor
  /// Locks against every other open lock on the file; false when one is held.
  func tryLock(_ lock: Descriptor) throws(SystemError) -> Bool
  func read(
    _ file: Descriptor, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int
  /// Writes some of the bytes and says how many.
  func write(_ bytes: UnsafeRawBufferPointer, to file: Descriptor) throws(SystemError) -> Int
  func close(_ descriptor: Descriptor) throws(SystemError)

  func status(of descriptor: Descriptor) throws(SystemError) -> FileStatus
  func status(of name: SystemPath, in parent: Descriptor) throws(SystemError) -> FileStatus
  func setMode(_ mode: UInt32, of descriptor: Descriptor) throws(SystemError)
  /// Sets the time of modification; nil is now.
  func setModified(_ time: FileTime?, of descriptor: Descriptor) throws(SystemError)

  /// Calls a closure with each entry but `.` and `..`, in any order.
  func list(
    _ directory: Descriptor, _ body: (SystemPath, EntryType) -> Void
  ) throws(SystemError)
  /// Makes a directory in the working folder, or where the path says.
  func createRoot(_ path: SystemPath, mode: UInt32) throws(SystemError)
  func createDirectory(
    _ name: SystemPath, in parent: Descriptor, mode: UInt32
  ) throws(SystemError)
  func link(
    _ name: SystemPath, in parent: Descriptor, to target: SystemPath, in newParent: Descriptor
  ) throws(SystemError)
  /// Replaces a file, or an empty directory by a directory.
  func rename(
    _ name: SystemPath, in parent: Descriptor, to target: SystemPath, in newParent: Descriptor
  ) throws(SystemError)
  /// Fails where anything stands.
  func renameExclusively(
    _ name: SystemPath, in parent: Descriptor, to target: SystemPath, in newParent: Descriptor
  ) throws(SystemError)
  func exchange(
    _ name: SystemPath, in parent: Descriptor, with target: SystemPath, in newParent: Descriptor
  ) throws(SystemError)
  func removeFile(_ name: SystemPath, in parent: Descriptor) throws(SystemError)
  func removeDirectory(_ name: SystemPath, in parent: Descriptor) throws(SystemError)

  /// Waits until everything that was written to the file's file system is on the disk.
  func syncAll(_ descriptor: Descriptor) throws(SystemError)
  func syncDirectory(_ directory: Descriptor) throws(SystemError)
  func pause(_ duration: Duration)
}
