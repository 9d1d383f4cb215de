/// How a tree goes from old to new in one step.
enum SwitchStep: Hashable, Sendable {
  /// The first build: the staged directory is renamed into place.
  case install
  /// The staged directory, told by its inode, and the old one change places.
  case exchange(staged: UInt64)
  /// One staged file is renamed into the tree.
  case replace(TreePath)
  /// One file is removed from the tree.
  case remove(TreePath)
}

/// Written into the staging directory before a switch, so that the next build can tell whether a
/// killed one had switched, and what of the old tree is ours.
struct SwitchJournal: Hashable, Sendable {
  private static let magic: StaticString = "ringtree journal 1\n"

  let step: SwitchStep
  /// The paths of our files in the old tree, where the switch leaves a whole old tree behind.
  let oldPaths: [TreePath]

  init(step: SwitchStep, oldPaths: [TreePath]) {
    self.step = step
    self.oldPaths = oldPaths
  }

  func encoded() -> [UInt8] {
    var writer = BinaryRecordWriter(Self.magic, capacity: 128 + oldPaths.count * 32)
    switch step {
    case .install: writer.append(UInt8(0))
    case .exchange(let inode):
      writer.append(UInt8(1))
      writer.append(inode)
    case .replace(let path):
      writer.append(UInt8(2))
      writer.append(path.text)
    case .remove(let path):
      writer.append(UInt8(3))
      writer.append(path.text)
    }
    for path in oldPaths { writer.append(path.text) }
    return writer.finish()
  }

  /// Nil for bytes that are damaged.
  init?(_ bytes: [UInt8]) {
    guard let journal = bytes.withUnsafeBytes(Self.decode) else { return nil }
    self = journal
  }

  private static func decode(_ bytes: UnsafeRawBufferPointer) -> SwitchJournal? {
    guard var reader = BinaryRecordReader(magic, bytes) else { return nil }
    let step: SwitchStep?
    switch reader.integer(UInt8.self) {
    case 0: step = .install
    case 1: step = .exchange(staged: reader.integer(UInt64.self))
    case 2: step = reader.path().map { .replace($0) }
    case 3: step = reader.path().map { .remove($0) }
    default: step = nil
    }
    guard let step else { return nil }
    var paths: [TreePath] = []
    while reader.remaining > 0 {
      guard let path = reader.path() else { return nil }
      paths.append(path)
    }
    return reader.isDamaged ? nil : SwitchJournal(step: step, oldPaths: paths)
  }
}
