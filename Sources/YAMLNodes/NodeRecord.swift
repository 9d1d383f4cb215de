/// A node as it lies in a document: small and of one size, so that a tree is one array.
///
/// A document's records are in pre-order: a collection's children follow it, each with all of its
/// own; a mapping's are key, value, key, value.
struct NodeRecord {
  enum Form: UInt8 {
    case plain, singleQuoted, doubleQuoted, literal, folded
    case blockSequence, flowSequence, blockMapping, flowMapping
    case alias
  }

  struct Flags: OptionSet {
    let rawValue: UInt8

    /// The text of a scalar is in the document's arena, not verbatim in the source.
    static let textInArena = Flags(rawValue: 1)
    /// A tag was written; the document's `tags` name it.
    static let tagged = Flags(rawValue: 2)
    /// The mapping has a merge key.
    static let merges = Flags(rawValue: 4)
    /// The alias refers to a node of another document, by its place in `foreignTargets`.
    static let foreign = Flags(rawValue: 8)
    /// An empty scalar in the place of an alias that leads nowhere.
    static let unresolved = Flags(rawValue: 16)
  }

  /// Byte offsets into the file.
  let start: UInt32
  var end: UInt32
  /// A scalar's: the offset of its text. A collection's: the index behind its last descendant.
  /// An alias's: the index of its target.
  var location: UInt32
  /// A scalar's: the length of its text. A collection's: the number of its items or entries.
  var count: UInt32
  let form: Form
  var flags: Flags

  /// The index behind this node and all in it.
  func indexBehind(_ index: Int) -> Int {
    switch form {
    case .plain, .singleQuoted, .doubleQuoted, .literal, .folded, .alias: index + 1
    case .blockSequence, .flowSequence, .blockMapping, .flowMapping: Int(location)
    }
  }

  /// Nil for an alias, whose kind is its target's.
  var kind: YAMLNode.Kind? {
    switch form {
    case .plain, .singleQuoted, .doubleQuoted, .literal, .folded: .scalar
    case .blockSequence, .flowSequence: .sequence
    case .blockMapping, .flowMapping: .mapping
    case .alias: nil
    }
  }
}
