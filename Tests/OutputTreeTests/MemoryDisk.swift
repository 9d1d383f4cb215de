import Foundation

@testable import OutputTree

/// A disk in memory: a value, so that a test can put it back to where it was.
struct MemoryDisk {
  enum Content: Equatable {
    case file([UInt8])
    case directory([String: Int])
    case symbolicLink(String)
  }

  struct Node {
    var content: Content
    var mode: UInt32
    var modified: FileTime
    var changed: FileTime
  }

  struct OpenFile {
    let node: Int
    var offset = 0
  }

  static let root = 1

  private(set) var nodes: [Int: Node] = [:]
  private var nextNode = 2
  var opened: [Int32: OpenFile] = [:]
  private var nextDescriptor: Int32 = 3
  /// The lock's node and who holds it.
  var locks: [Int: Int32] = [:]
  var clock: Int64 = 1_000_000
  /// How far the clock goes with each call; 0 puts everything into one tick.
  var clockStep: Int64 = 1

  init() {
    nodes[Self.root] = Node(
      content: .directory([:]), mode: 0o755, modified: time, changed: time)
  }

  var time: FileTime { FileTime(seconds: clock / 1000, nanoseconds: clock % 1000) }

  func failure(_ code: Int32) -> SystemError { SystemError(code: code) }

  func node(_ number: Int) throws(SystemError) -> Node {
    guard let node = nodes[number] else { throw failure(ESTALE) }
    return node
  }

  func directory(_ number: Int) throws(SystemError) -> [String: Int] {
    guard case .directory(let entries) = try node(number).content else { throw failure(ENOTDIR) }
    return entries
  }

  func openNode(_ descriptor: Descriptor) throws(SystemError) -> Int {
    guard let file = opened[descriptor.number] else { throw failure(EBADF) }
    return file.node
  }

  mutating func open(_ node: Int) -> Descriptor {
    nextDescriptor += 1
    opened[nextDescriptor] = OpenFile(node: node)
    return Descriptor(number: nextDescriptor)
  }

  /// The directory that a path's last component is in, and that component.
  func resolve(_ path: String, from start: Int) throws(SystemError) -> (parent: Int, name: String) {
    var parts = path.split(separator: "/").map(String.init)
    let name = parts.popLast() ?? "."
    var parent = start
    for part in parts {
      guard let next = try directory(parent)[part] else { throw failure(ENOENT) }
      parent = next
    }
    return (parent, name)
  }

  func lookUp(_ path: String, from start: Int) throws(SystemError) -> Int {
    let (parent, name) = try resolve(path, from: start)
    let entries = try directory(parent)
    if name == "." { return parent }
    guard let node = entries[name] else { throw failure(ENOENT) }
    return node
  }

  @discardableResult
  mutating func create(
    _ path: String, from start: Int, content: Content, mode: UInt32
  ) throws(SystemError) -> Int {
    let (parent, name) = try resolve(path, from: start)
    if try directory(parent)[name] != nil { throw failure(EEXIST) }
    let number = nextNode
    nextNode += 1
    nodes[number] = Node(content: content, mode: mode, modified: time, changed: time)
    try set(name, in: parent, to: number)
    return number
  }

  mutating func set(_ name: String, in parent: Int, to number: Int?) throws(SystemError) {
    var entries = try directory(parent)
    entries[name] = number
    let now = time
    nodes[parent]?.content = .directory(entries)
    nodes[parent]?.modified = now
  }

  mutating func update(_ number: Int, _ change: (inout Node) -> Void) throws(SystemError) {
    var node = try node(number)
    change(&node)
    node.changed = time
    nodes[number] = node
  }

  /// Links, renames and removals change a file's status.
  mutating func touchStatus(_ number: Int) {
    let now = time
    nodes[number]?.changed = now
  }

  /// Makes a file or a directory with its parents, as somebody else than a build does.
  mutating func place(_ path: String, _ content: Content, mode: UInt32 = 0o644) {
    var prefix = ""
    for part in path.split(separator: "/").dropLast() {
      prefix += prefix.isEmpty ? String(part) : "/\(part)"
      _ = try? create(prefix, from: Self.root, content: .directory([:]), mode: 0o755)
    }
    if let standing = try? lookUp(path, from: Self.root) {
      let now = time
      try? update(standing) {
        $0.content = content
        $0.modified = now
      }
    } else {
      _ = try? create(path, from: Self.root, content: content, mode: mode)
    }
  }

  /// All that is below a path but directories with something in them: what it is and its inode.
  func listing(_ path: String) -> [String: (content: Content, inode: Int)] {
    guard let start = try? lookUp(path, from: Self.root) else { return [:] }
    var found: [String: (content: Content, inode: Int)] = [:]
    func visit(_ number: Int, _ prefix: String) {
      for (name, child) in (try? directory(number)) ?? [:] {
        let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
        guard let node = nodes[child] else { continue }
        if case .directory(let entries) = node.content, !entries.isEmpty {
          visit(child, path)
        } else {
          found[path] = (node.content, child)
        }
      }
    }
    visit(start, "")
    return found
  }

  func bytes(_ path: String) -> [UInt8]? {
    guard let number = try? lookUp(path, from: Self.root),
      case .file(let bytes)? = nodes[number]?.content
    else { return nil }
    return bytes
  }
}
