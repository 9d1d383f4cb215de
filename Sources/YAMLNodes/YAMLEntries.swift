/// The entries of a mapping: its own in order, then those that its merge keys (`<<`) bring and
/// that it does not have itself; of two merged ones the earlier wins.
///
/// Keys are always scalars: an entry with another key was an error of the parse, and is left out.
/// Keys that are written twice come twice; that too was an error.
public struct YAMLEntries: Sequence, Sendable {
  public typealias Element = (key: YAMLNode, value: YAMLNode)

  private let node: YAMLNode
  /// How many entries are written in the mapping itself, merge keys among them.
  public let writtenCount: Int

  init(_ node: YAMLNode) {
    self.node = node
    writtenCount = node.kind == .mapping ? Int(node.record.count) : 0
  }

  public func makeIterator() -> Iterator {
    let record = node.record
    let start = Int(node.index) + 1
    guard record.kind == .mapping else {
      return Iterator(document: node.document, position: start, end: start, merged: [])
    }
    let merged = record.flags.contains(.merges) ? node.mergedEntries() : []
    return Iterator(
      document: node.document, position: start, end: Int(record.location), merged: merged[...])
  }

  public struct Iterator: IteratorProtocol {
    fileprivate let document: YAMLDocument
    fileprivate var position: Int
    fileprivate let end: Int
    fileprivate var merged: ArraySlice<Element>

    public mutating func next() -> Element? {
      while position < end {
        let key = position
        let value = document.records[key].indexBehind(key)
        position = document.records[value].indexBehind(value)
        if document.records[key].isMergeKey(in: document) { continue }
        let keyNode = document.node(at: key)
        if keyNode.kind == .scalar { return (keyNode, document.node(at: value)) }
      }
      return merged.popFirst()
    }
  }
}

extension YAMLNode {
  /// What the merge keys of this mapping add to its own entries.
  fileprivate func mergedEntries() -> [YAMLEntries.Element] {
    var seen = Set<[UInt8]>()
    var merged: [YAMLEntries.Element] = []
    var sources: [YAMLNode] = []
    let end = Int(record.location)
    var next = Int(index) + 1
    while next < end {
      let key = document.records[next]
      let value = key.indexBehind(next)
      if key.isMergeKey(in: document) {
        sources.append(document.node(at: value))
      } else {
        seen.insert(document.node(at: next).withTextUTF8 { Array($0) })
      }
      next = document.records[value].indexBehind(value)
    }
    for source in sources {
      for mapping in source.kind == .sequence ? Array(source.items) : [source] {
        for entry in mapping.entries
        where seen.insert(entry.key.withTextUTF8 { Array($0) }).inserted {
          merged.append(entry)
        }
      }
    }
    return merged
  }
}

extension NodeRecord {
  /// Whether this key's text is a plain `<<`.
  func isMergeKey(in document: YAMLDocument) -> Bool {
    guard form == .plain, count == 2, !flags.contains(.textInArena), !flags.contains(.tagged)
    else { return false }
    let start = Int(location)
    return document.bytes[start] == UInt8(ascii: "<")
      && document.bytes[start + 1] == UInt8(ascii: "<")
  }
}
