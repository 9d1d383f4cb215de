import Foundation
import Synchronization

@testable import OutputTree

/// What goes wrong, counted in calls from 1.
enum Fault: Equatable, Sendable {
  /// The call fails with this code and does nothing.
  case failure(at: Int, code: Int32)
  /// From this call on, nothing can be created or written.
  case full(from: Int)
  /// The process ends before the call.
  case kill(at: Int)
}

/// The twin of the system that fails on demand.
final class MemoryFileSystem: FileSystem {
  private struct State {
    var disk: MemoryDisk
    var fault: Fault?
    var calls = 0
    var isDead = false
    var canExchange = true
    var canLink = true
  }

  private let state: Mutex<State>

  init(_ disk: MemoryDisk, fault: Fault? = nil, canExchange: Bool = true, canLink: Bool = true) {
    state = Mutex(
      State(disk: disk, fault: fault, canExchange: canExchange, canLink: canLink))
  }

  /// The disk as it is, with everything closed and unlocked, as after the end of the process.
  var disk: MemoryDisk {
    var disk = state.withLock { $0.disk }
    disk.opened = [:]
    disk.locks = [:]
    return disk
  }

  var calls: Int { state.withLock { $0.calls } }
  var openDescriptors: Int { state.withLock { $0.disk.opened.count } }

  func change(_ body: @Sendable (inout MemoryDisk) -> Void) {
    state.withLock { body(&$0.disk) }
  }

  private func call<Value: Sendable>(
    grows: Bool = false,
    _ body: (inout MemoryDisk) throws(SystemError) -> Value
  ) throws(SystemError) -> Value {
    try state.withLock { (state) throws(SystemError) in
      state.calls += 1
      state.disk.clock += state.disk.clockStep
      switch state.fault {
      case .failure(let at, let code) where at == state.calls: throw SystemError(code: code)
      case .full(let from) where grows && state.calls >= from: throw SystemError(code: ENOSPC)
      case .kill(let at) where at == state.calls: state.isDead = true
      default: break
      }
      if state.isDead { throw SystemError(code: EIO) }
      return try body(&state.disk)
    }
  }

  private func text(_ path: SystemPath) -> String { String(cString: path) }

  func openRoot(_ path: SystemPath) throws(SystemError) -> Descriptor {
    let path = text(path)
    return try call { (disk) throws(SystemError) in
      let node = try disk.lookUp(path, from: MemoryDisk.root)
      _ = try disk.directory(node)
      return disk.open(node)
    }
  }

  func openDirectory(_ name: SystemPath, in parent: Descriptor) throws(SystemError) -> Descriptor {
    let name = text(name)
    return try call { (disk) throws(SystemError) in
      let node = try disk.lookUp(name, from: try disk.openNode(parent))
      _ = try disk.directory(node)
      return disk.open(node)
    }
  }

  func openFile(_ name: SystemPath, in parent: Descriptor) throws(SystemError) -> Descriptor {
    let name = text(name)
    return try call { (disk) throws(SystemError) in
      let node = try disk.lookUp(name, from: try disk.openNode(parent))
      if case .symbolicLink = try disk.node(node).content { throw SystemError(code: ELOOP) }
      return disk.open(node)
    }
  }

  func createFile(
    _ name: SystemPath, in parent: Descriptor, mode: UInt32
  ) throws(SystemError) -> Descriptor {
    let name = text(name)
    return try call(grows: true) { (disk) throws(SystemError) in
      // A umask of 077.
      let node = try disk.create(
        name, from: try disk.openNode(parent), content: .file([]), mode: mode & 0o700)
      return disk.open(node)
    }
  }

  func openLock(_ name: SystemPath, in parent: Descriptor) throws(SystemError) -> Descriptor {
    let name = text(name)
    return try call(grows: true) { (disk) throws(SystemError) in
      let start = try disk.openNode(parent)
      if let node = try? disk.lookUp(name, from: start) { return disk.open(node) }
      return disk.open(
        try disk.create(name, from: start, content: .file([]), mode: 0o600))
    }
  }

  func tryLock(_ lock: Descriptor) throws(SystemError) -> Bool {
    try call { (disk) throws(SystemError) in
      let node = try disk.openNode(lock)
      if let holder = disk.locks[node], holder != lock.number { return false }
      disk.locks[node] = lock.number
      return true
    }
  }

  func read(
    _ file: Descriptor, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    let room = buffer.count
    let chunk: [UInt8] = try call { (disk) throws(SystemError) in
      guard var open = disk.opened[file.number] else { throw SystemError(code: EBADF) }
      guard case .file(let bytes) = try disk.node(open.node).content else {
        throw SystemError(code: EISDIR)
      }
      // Reads come in pieces, too.
      let end = min(open.offset + min(room, 1000), bytes.count)
      let chunk = Array(bytes[open.offset..<end])
      open.offset += chunk.count
      disk.opened[file.number] = open
      return chunk
    }
    buffer.copyBytes(from: chunk)
    return chunk.count
  }

  func write(_ bytes: UnsafeRawBufferPointer, to file: Descriptor) throws(SystemError) -> Int {
    // No write is done at once.
    let piece = Array(bytes.prefix(bytes.count > 1 ? min(bytes.count / 2, 500) : 1))
    return try call(grows: true) { (disk) throws(SystemError) in
      let node = try disk.openNode(file)
      guard case .file(let old) = try disk.node(node).content else {
        throw SystemError(code: EISDIR)
      }
      let time = disk.time
      try disk.update(node) {
        $0.content = .file(old + piece)
        $0.modified = time
      }
      return piece.count
    }
  }

  func close(_ descriptor: Descriptor) throws(SystemError) {
    // Also a close that fails closes.
    state.withLock { state in
      if state.isDead { return }
      state.disk.opened[descriptor.number] = nil
      state.disk.locks = state.disk.locks.filter { $0.value != descriptor.number }
    }
    try call { _ in }
  }

  func status(of descriptor: Descriptor) throws(SystemError) -> FileStatus {
    try call { (disk) throws(SystemError) in
      try self.status(of: try disk.openNode(descriptor), disk)
    }
  }

  func status(of name: SystemPath, in parent: Descriptor) throws(SystemError) -> FileStatus {
    let name = text(name)
    return try call { (disk) throws(SystemError) in
      try self.status(of: try disk.lookUp(name, from: try disk.openNode(parent)), disk)
    }
  }

  private func status(of number: Int, _ disk: MemoryDisk) throws(SystemError) -> FileStatus {
    let node = try disk.node(number)
    var size = 0
    var type = EntryType.directory
    switch node.content {
    case .file(let bytes): (type, size) = (.file, bytes.count)
    case .directory: break
    case .symbolicLink: type = .symbolicLink
    }
    return FileStatus(
      type: type, inode: UInt64(number), size: Int64(size), mode: node.mode,
      modified: node.modified, changed: node.changed)
  }

  func setMode(_ mode: UInt32, of descriptor: Descriptor) throws(SystemError) {
    try call { (disk) throws(SystemError) in
      try disk.update(try disk.openNode(descriptor)) { $0.mode = mode }
    }
  }

  func setModified(_ time: FileTime?, of descriptor: Descriptor) throws(SystemError) {
    try call { (disk) throws(SystemError) in
      let now = disk.time
      try disk.update(try disk.openNode(descriptor)) { $0.modified = time ?? now }
    }
  }

  func list(
    _ directory: Descriptor, _ body: (SystemPath, EntryType) -> Void
  ) throws(SystemError) {
    let entries: [(String, EntryType)] = try call { (disk) throws(SystemError) in
      var entries: [(String, EntryType)] = []
      for (name, number) in try disk.directory(try disk.openNode(directory)) {
        let type = try self.status(of: number, disk).type
        // Some file systems do not say what an entry is.
        entries.append((name, name.utf8.count % 2 == 0 ? type : .unknown))
      }
      return entries.sorted { $0.0 < $1.0 }
    }
    for (name, type) in entries { name.withCString { body($0, type) } }
  }

  func createRoot(_ path: SystemPath, mode: UInt32) throws(SystemError) {
    let path = text(path)
    try call(grows: true) { (disk) throws(SystemError) in
      _ = try disk.create(path, from: MemoryDisk.root, content: .directory([:]), mode: mode & 0o700)
    }
  }

  func createDirectory(
    _ name: SystemPath, in parent: Descriptor, mode: UInt32
  ) throws(SystemError) {
    let name = text(name)
    try call(grows: true) { (disk) throws(SystemError) in
      _ = try disk.create(
        name, from: try disk.openNode(parent), content: .directory([:]), mode: mode & 0o700)
    }
  }

  func link(
    _ name: SystemPath, in parent: Descriptor, to target: SystemPath, in newParent: Descriptor
  ) throws(SystemError) {
    let (name, target) = (text(name), text(target))
    let canLink = state.withLock { $0.canLink }
    try call { (disk) throws(SystemError) in
      guard canLink else { throw SystemError(code: EPERM) }
      let node = try disk.lookUp(name, from: try disk.openNode(parent))
      let place = try disk.resolve(target, from: try disk.openNode(newParent))
      if try disk.directory(place.parent)[place.name] != nil { throw SystemError(code: EEXIST) }
      try disk.set(place.name, in: place.parent, to: node)
      disk.touchStatus(node)
    }
  }

  func rename(
    _ name: SystemPath, in parent: Descriptor, to target: SystemPath, in newParent: Descriptor
  ) throws(SystemError) {
    try move(text(name), parent, text(target), newParent, .replacing)
  }

  func renameExclusively(
    _ name: SystemPath, in parent: Descriptor, to target: SystemPath, in newParent: Descriptor
  ) throws(SystemError) {
    try move(text(name), parent, text(target), newParent, .exclusive)
  }

  func exchange(
    _ name: SystemPath, in parent: Descriptor, with target: SystemPath, in newParent: Descriptor
  ) throws(SystemError) {
    guard state.withLock({ $0.canExchange }) else {
      return try call { (_) throws(SystemError) in
        throw SystemError(code: EINVAL)
      }
    }
    try move(text(name), parent, text(target), newParent, .exchange)
  }

  private enum Move { case replacing, exclusive, exchange }

  private func move(
    _ name: String, _ parent: Descriptor, _ target: String, _ newParent: Descriptor, _ kind: Move
  ) throws(SystemError) {
    try call { (disk) throws(SystemError) in
      let from = try disk.resolve(name, from: try disk.openNode(parent))
      let to = try disk.resolve(target, from: try disk.openNode(newParent))
      guard let node = try disk.directory(from.parent)[from.name] else {
        throw SystemError(code: ENOENT)
      }
      let standing = try disk.directory(to.parent)[to.name]
      if let standing {
        if kind == .exclusive { throw SystemError(code: EEXIST) }
        if kind == .replacing { try self.allowReplacing(standing, by: node, disk) }
      } else if kind == .exchange {
        throw SystemError(code: ENOENT)
      }
      try disk.set(from.name, in: from.parent, to: kind == .exchange ? standing : nil)
      try disk.set(to.name, in: to.parent, to: node)
      disk.touchStatus(node)
    }
  }

  private func allowReplacing(
    _ old: Int, by new: Int, _ disk: MemoryDisk
  ) throws(SystemError) {
    let newIsDirectory = (try? disk.directory(new)) != nil
    guard let entries = try? disk.directory(old) else {
      if newIsDirectory { throw SystemError(code: ENOTDIR) }
      return
    }
    if !newIsDirectory { throw SystemError(code: EISDIR) }
    if !entries.isEmpty { throw SystemError(code: ENOTEMPTY) }
  }

  func removeFile(_ name: SystemPath, in parent: Descriptor) throws(SystemError) {
    let name = text(name)
    try call { (disk) throws(SystemError) in
      let place = try disk.resolve(name, from: try disk.openNode(parent))
      guard let node = try disk.directory(place.parent)[place.name] else {
        throw SystemError(code: ENOENT)
      }
      if (try? disk.directory(node)) != nil { throw SystemError(code: EISDIR) }
      try disk.set(place.name, in: place.parent, to: nil)
      disk.touchStatus(node)
    }
  }

  func removeDirectory(_ name: SystemPath, in parent: Descriptor) throws(SystemError) {
    let name = text(name)
    try call { (disk) throws(SystemError) in
      let place = try disk.resolve(name, from: try disk.openNode(parent))
      guard let node = try disk.directory(place.parent)[place.name] else {
        throw SystemError(code: ENOENT)
      }
      if try !disk.directory(node).isEmpty { throw SystemError(code: ENOTEMPTY) }
      try disk.set(place.name, in: place.parent, to: nil)
    }
  }

  func syncAll(_ descriptor: Descriptor) throws(SystemError) {
    try call { _ in }
  }

  func syncDirectory(_ directory: Descriptor) throws(SystemError) {
    try call { _ in }
  }

  func pause(_ duration: Duration) {}
}
