public import Diagnostics

/// A node that was not read from YAML but made from another notation, such as a row of a table.
///
/// What reads YAML nodes reads it as well; its spans point into the file that it came from.
public indirect enum SyntheticNode: Sendable {
  case scalar(String, span: SourceSpan, tag: String? = nil)
  case sequence([SyntheticNode], span: SourceSpan)
  case mapping([SyntheticEntry], span: SourceSpan)
}

/// A key and value of a synthetic mapping.
public struct SyntheticEntry: Sendable {
  public let key: String
  public let keySpan: SourceSpan
  public var value: SyntheticNode

  public init(key: String, keySpan: SourceSpan, value: SyntheticNode) {
    self.key = key
    self.keySpan = keySpan
    self.value = value
  }
}

extension YAMLDocument {
  /// A document with this root; all spans must be of `source`.
  ///
  /// Scalars count as quoted: an empty one is an empty text, and `null` is the word.
  public static func synthetic(_ root: SyntheticNode, source: SourceID) -> YAMLDocument {
    var writer = SyntheticWriter()
    writer.append(root)
    return YAMLDocument(
      source: source, bytes: [], records: writer.records, arena: writer.arena, tags: writer.tags,
      tagNames: writer.tagNames, foreignTargets: [])
  }
}

private struct SyntheticWriter {
  var records: ContiguousArray<NodeRecord> = []
  var arena: [UInt8] = []
  var tags: ContiguousArray<(node: UInt32, name: UInt32)> = []
  var tagNames: [String] = []

  mutating func append(_ node: SyntheticNode) {
    switch node {
    case .scalar(let text, let span, let tag):
      appendScalar(text, span, tag)
    case .sequence(let items, let span):
      let index = begin(.flowSequence, span, count: items.count)
      for item in items { append(item) }
      records[index].location = UInt32(truncatingIfNeeded: records.count)
    case .mapping(let entries, let span):
      let index = begin(.flowMapping, span, count: entries.count)
      for entry in entries {
        appendScalar(entry.key, entry.keySpan, nil)
        append(entry.value)
      }
      records[index].location = UInt32(truncatingIfNeeded: records.count)
    }
  }

  private mutating func begin(_ form: NodeRecord.Form, _ span: SourceSpan, count: Int) -> Int {
    records.append(
      NodeRecord(
        start: UInt32(truncatingIfNeeded: span.start), end: UInt32(truncatingIfNeeded: span.end),
        location: 0, count: UInt32(truncatingIfNeeded: count), form: form, flags: []))
    return records.count - 1
  }

  private mutating func appendScalar(_ text: String, _ span: SourceSpan, _ tag: String?) {
    let start = arena.count
    arena.append(contentsOf: text.utf8)
    if let tag {
      let name = tagNames.firstIndex(of: tag) ?? tagNames.count
      if name == tagNames.count { tagNames.append(tag) }
      tags.append(
        (UInt32(truncatingIfNeeded: records.count), UInt32(truncatingIfNeeded: name)))
    }
    records.append(
      NodeRecord(
        start: UInt32(truncatingIfNeeded: span.start), end: UInt32(truncatingIfNeeded: span.end),
        location: UInt32(truncatingIfNeeded: start),
        count: UInt32(truncatingIfNeeded: arena.count - start), form: .doubleQuoted,
        flags: tag == nil ? [.textInArena] : [.textInArena, .tagged]))
  }
}
