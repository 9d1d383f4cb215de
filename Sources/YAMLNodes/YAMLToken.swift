/// A token of a YAML text: what a tree of nodes no longer tells, such as where commas stand.
public struct YAMLToken: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case streamStart, streamEnd
    case directive, documentStart, documentEnd
    /// They have no bytes of their own: a block begins in front of its first token.
    case blockSequenceStart, blockMappingStart, blockEnd
    case flowSequenceStart, flowSequenceEnd, flowMappingStart, flowMappingEnd
    /// `-` of a block, `,` of a flow collection.
    case blockEntry, flowEntry
    /// `?`; without bytes where a key is written without it.
    case key
    /// `:`
    case value
    case alias, anchor, tag
    case scalar(YAMLNode.Style)
  }

  public let kind: Kind
  /// Its bytes in the text.
  public let range: Range<Int>
}
