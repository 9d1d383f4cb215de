public import Diagnostics

/// A place in a ``YAMLDocument``: a scalar, a sequence or a mapping.
///
/// The node of an alias is its target, with all its content; only ``aliasSpan`` tells them apart.
public struct YAMLNode: Sendable {
  public enum Kind: Hashable, Sendable {
    case scalar, sequence, mapping
  }

  /// How a node was written: the first five are a scalar's, the others a collection's.
  public enum Style: Hashable, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
    case block, flow
  }

  public let document: YAMLDocument
  let index: UInt32
  /// `aliasStart` is `UInt32.max` where no alias led here; no file is that large.
  private var aliasStart: UInt32
  private var aliasEnd: UInt32
  private var aliasSource: UInt32

  init(document: YAMLDocument, index: UInt32) {
    self.document = document
    self.index = index
    aliasStart = .max
    aliasEnd = 0
    aliasSource = 0
  }

  func used(in source: SourceID, start: UInt32, end: UInt32) -> YAMLNode {
    var node = self
    node.aliasStart = start
    node.aliasEnd = end
    node.aliasSource = UInt32(truncatingIfNeeded: source.index)
    return node
  }

  var record: NodeRecord { document.records[Int(index)] }

  public var kind: Kind {
    // A node never stands at an alias's record: `YAMLDocument.node(at:)` has followed it.
    record.kind ?? .scalar
  }

  public var style: Style {
    switch record.form {
    case .plain, .alias: .plain
    case .singleQuoted: .singleQuoted
    case .doubleQuoted: .doubleQuoted
    case .literal: .literal
    case .folded: .folded
    case .blockSequence, .blockMapping: .block
    case .flowSequence, .flowMapping: .flow
    }
  }

  /// Where the node is written, with its anchor and tag, if any; of an alias, where its target is.
  ///
  /// A block collection ends with its last child, not at the line where the next thing begins.
  public var span: SourceSpan {
    let record = record
    return SourceSpan(source: document.source, start: Int(record.start), end: Int(record.end))
  }

  /// Where an alias named this node; nil if none led here.
  public var aliasSpan: SourceSpan? {
    guard aliasStart != .max else { return nil }
    return SourceSpan(
      source: SourceID(index: Int(aliasSource)), start: Int(aliasStart), end: Int(aliasEnd))
  }

  /// Where the reader of the file would look: the alias if one led here, else the node.
  public var usedSpan: SourceSpan { aliasSpan ?? span }

  /// The tag as it was written, such as `!secret`; YAML's own in full, such as
  /// `tag:yaml.org,2002:str` for `!!str`. Nil if none was written.
  public var tag: String? {
    record.flags.contains(.tagged) ? document.tag(of: index) : nil
  }

  /// Whether this is what readers of YAML take for no value: an empty plain scalar or a plain
  /// `null`, `Null`, `NULL` or `~`, without a tag.
  public var isNullLike: Bool {
    let record = record
    guard record.form == .plain, !record.flags.contains(.tagged) else { return false }
    switch record.count {
    case 0: return true
    case 1: return text(equals: "~")
    case 4: return text(equals: "null") || text(equals: "Null") || text(equals: "NULL")
    default: return false
    }
  }

  /// The items of a sequence, in order; none for another kind.
  public var items: YAMLItems { YAMLItems(self) }

  /// The entries of a mapping, merge keys resolved; none for another kind.
  public var entries: YAMLEntries { YAMLEntries(self) }
}
