internal import OutputTree
internal import TFTP

/// Files as netascii, each encoded once; so many bytes of them are kept, of one tree.
struct NetasciiFiles {
  private let byteLimit: Int
  private var generation = 0
  private var contents: [Int: [UInt8]] = [:]
  private var byteCount = 0

  init(byteLimit: Int) {
    self.byteLimit = byteLimit
  }

  mutating func content(of place: Int, in tree: ServedTree) -> [UInt8] {
    if tree.generation != generation {
      generation = tree.generation
      contents = [:]
      byteCount = 0
    }
    if let known = contents[place] { return known }
    let content = Netascii.encode(tree.snapshot.bytes(at: place))
    if content.count <= byteLimit - byteCount {
      contents[place] = content
      byteCount += content.count
    }
    return content
  }
}
