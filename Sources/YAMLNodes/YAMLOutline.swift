/// A file in block style, cut at its top level without being parsed, so that its pieces can be
/// parsed apart.
public struct YAMLOutline: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case sequence, mapping
  }

  /// A top-level entry whose value is a block sequence or a block mapping, item by item.
  public struct Section: Hashable, Sendable {
    public let key: String
    /// The bytes of the key itself.
    public let keyRange: Range<Int>
    /// From the key's line to the first item: there is nothing else in it but comments.
    public let headRange: Range<Int>
    public let kind: Kind
    /// The items of a sequence or the entries of a mapping, at least one, without gaps. Any run of
    /// neighbours can be parsed as a whole.
    public let items: [Range<Int>]

    /// The whole of it.
    public var range: Range<Int> {
      headRange.lowerBound..<(items.last?.upperBound ?? headRange.upperBound)
    }
  }

  public enum Part: Hashable, Sendable {
    /// Whole entries of the top-level mapping; or nothing but comments.
    case entries(Range<Int>)
    case section(Section)
  }

  /// In the file's order, without gaps, from its first byte to its last.
  public let parts: [Part]

  /// Cuts a file at its top level, by its lines alone.
  ///
  /// If each piece parses by itself without error, the parts of ``Part/entries(_:)`` as mappings
  /// (or as nothing) and the items as what their section's kind says, and no key is in two pieces
  /// (``YAMLDuplicateKeys``), then the pieces together mean what the file means. If not, only a
  /// parse of the whole file says what is wrong with it. This holds because a cut is made only in
  /// front of a line that begins at the column of the items: block scalars and plain scalars over
  /// several lines are indented deeper than that, and a cut within quotes or brackets leaves them
  /// open in the piece before it, which is an error there. Three things are the caller's to mind:
  /// pieces are parsed in order if any defines anchors, the depth limit counts from a piece's root,
  /// and other limits count for each piece.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - sections: The top-level keys whose items are wanted apart: letters, digits, `_`, `-`.
  /// - Returns: Nil where lines do not tell enough: the file is to be read as a whole.
  public static func split(_ bytes: [UInt8], sections: Set<String>) -> YAMLOutline? {
    bytes.withUnsafeBufferPointer { buffer in
      guard !LineBreaks.hasUnusual(buffer) else { return nil }
      var scanner = OutlineScanner(bytes: buffer, sections: sections)
      return scanner.scan().map { YAMLOutline(parts: $0) }
    }
  }
}
