#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The calls that Linux and macOS name differently.
extension NativeFileSystem {
  func list(
    _ directory: Descriptor, _ body: (SystemPath, EntryType) -> Void
  ) throws(SystemError) {
    // Reading moves the position of the open directory: a fresh one begins at the start, and
    // closing the stream closes it.
    let fresh = try openDirectory(".", in: directory)
    guard let stream = fdopendir(fresh.number) else {
      let code = errno
      try? close(fresh)
      throw SystemError(code: code)
    }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw SystemError(code: errno) }
        return
      }
      let type = EntryType(directoryType: entry.pointee.d_type)
      let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
      let name = SystemPath(
        (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self))
      if !isDots(name) { body(name, type) }
    }
  }

  private func isDots(_ name: SystemPath) -> Bool {
    let dot = CChar(bitPattern: UInt8(ascii: "."))
    return name[0] == dot && (name[1] == 0 || (name[1] == dot && name[2] == 0))
  }

  func renameExclusively(
    _ name: SystemPath, in parent: Descriptor, to target: SystemPath, in newParent: Descriptor
  ) throws(SystemError) {
    do {
      try renameSpecially(
        name, in: parent, to: target, in: newParent, linux: renameNoReplace, darwin: renameExclusive
      )
    } catch {
      guard error.isUnsupported else { throw error }
      // Where the file system cannot promise it, a look beforehand must do.
      guard (try? status(of: target, in: newParent)) == nil else {
        throw SystemError(code: EEXIST)
      }
      try rename(name, in: parent, to: target, in: newParent)
    }
  }

  func exchange(
    _ name: SystemPath, in parent: Descriptor, with target: SystemPath, in newParent: Descriptor
  ) throws(SystemError) {
    try renameSpecially(
      name, in: parent, to: target, in: newParent, linux: renameExchange, darwin: renameSwap)
  }

  private func renameSpecially(
    _ name: SystemPath, in parent: Descriptor, to target: SystemPath, in newParent: Descriptor,
    linux: UInt32, darwin: UInt32
  ) throws(SystemError) {
    #if canImport(Glibc)
      guard let renameat2 = GNUCalls.renameat2 else { throw SystemError(code: ENOSYS) }
      try check { renameat2(parent.number, name, newParent.number, target, linux) }
    #else
      try check { renameatx_np(parent.number, name, newParent.number, target, darwin) }
    #endif
  }

  func syncAll(_ descriptor: Descriptor) throws(SystemError) {
    #if canImport(Glibc)
      guard let syncfs = GNUCalls.syncfs else { return sync() }
      try check { syncfs(descriptor.number) }
    #else
      try check { fcntl(descriptor.number, F_FULLFSYNC) == -1 ? fsync(descriptor.number) : 0 }
    #endif
  }

  func syncDirectory(_ directory: Descriptor) throws(SystemError) {
    try check { fsync(directory.number) }
  }
}

#if canImport(Glibc)
  /// Calls that the C library has but that its headers hide from Swift (`_GNU_SOURCE`).
  private enum GNUCalls {
    typealias RenameAt2 =
      @convention(c) (
        Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
      ) -> Int32
    typealias SyncFS = @convention(c) (Int32) -> Int32

    static let renameat2 = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: RenameAt2.self) }
    static let syncfs = dlsym(nil, "syncfs").map { unsafeBitCast($0, to: SyncFS.self) }
  }
#endif

// Macros of the C headers that Swift does not import.
private let renameNoReplace: UInt32 = 1
private let renameExchange: UInt32 = 2
private let renameSwap: UInt32 = 2
private let renameExclusive: UInt32 = 4

extension EntryType {
  fileprivate init(directoryType: UInt8) {
    switch Int(directoryType) {
    case Int(DT_REG): self = .file
    case Int(DT_DIR): self = .directory
    case Int(DT_LNK): self = .symbolicLink
    case Int(DT_UNKNOWN): self = .unknown
    default: self = .other
    }
  }
}
