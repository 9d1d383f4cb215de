/// The items of a sequence, in order.
public struct YAMLItems: Sequence, Sendable {
  private let document: YAMLDocument
  private let first: Int
  private let end: Int
  /// How many there are.
  public let count: Int

  init(_ node: YAMLNode) {
    let record = node.record
    document = node.document
    first = Int(node.index) + 1
    if record.kind == .sequence {
      end = Int(record.location)
      count = Int(record.count)
    } else {
      end = first
      count = 0
    }
  }

  public var isEmpty: Bool { count == 0 }
  public var underestimatedCount: Int { count }

  public func makeIterator() -> Iterator {
    Iterator(document: document, position: first, end: end)
  }

  public struct Iterator: IteratorProtocol {
    fileprivate let document: YAMLDocument
    fileprivate var position: Int
    fileprivate let end: Int

    public mutating func next() -> YAMLNode? {
      guard position < end else { return nil }
      let node = document.node(at: position)
      position = document.records[position].indexBehind(position)
      return node
    }
  }
}
