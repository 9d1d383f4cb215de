public import Diagnostics

/// What one parse of a file, or of a piece of a file, gave: a tree in flat storage.
///
/// It keeps the file's bytes, since most texts are slices of them.
public final class YAMLDocument: Sendable {
  /// The file that spans refer to.
  public let source: SourceID
  let bytes: [UInt8]
  let records: ContiguousArray<NodeRecord>
  /// The texts of scalars that do not stand in the source as they are.
  let arena: [UInt8]
  /// In order of `node`.
  let tags: ContiguousArray<(node: UInt32, name: UInt32)>
  let tagNames: [String]
  let foreignTargets: [YAMLNode]

  init(
    source: SourceID, bytes: [UInt8], records: ContiguousArray<NodeRecord>, arena: [UInt8],
    tags: ContiguousArray<(node: UInt32, name: UInt32)>, tagNames: [String],
    foreignTargets: [YAMLNode]
  ) {
    self.source = source
    self.bytes = bytes
    self.records = records
    self.arena = arena
    self.tags = tags
    self.tagNames = tagNames
    self.foreignTargets = foreignTargets
  }

  /// The outermost node; nil if the file is empty or has only comments.
  public var root: YAMLNode? {
    records.isEmpty ? nil : node(at: 0)
  }

  /// How many nodes were written, aliases not followed.
  public var nodeCount: Int { records.count }

  /// The node of a record; that of its target if it is an alias.
  func node(at index: Int) -> YAMLNode {
    let record = records[index]
    guard record.form == .alias else {
      return YAMLNode(document: self, index: UInt32(truncatingIfNeeded: index))
    }
    let target =
      record.flags.contains(.foreign)
      ? foreignTargets[Int(record.location)]
      : YAMLNode(document: self, index: record.location)
    return target.used(in: source, start: record.start, end: record.end)
  }

  func tag(of index: UInt32) -> String? {
    var low = 0
    var high = tags.count
    while low < high {
      let middle = (low + high) / 2
      if tags[middle].node < index { low = middle + 1 } else { high = middle }
    }
    guard low < tags.count, tags[low].node == index else { return nil }
    return tagNames[Int(tags[low].name)]
  }
}
