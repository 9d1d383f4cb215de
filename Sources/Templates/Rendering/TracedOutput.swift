public import Diagnostics

/// What a template wrote, and which parts of it wrote each line.
public struct TracedOutput: Sendable, Equatable {
  public struct Line: Sendable, Equatable {
    /// The line's bytes in the output, its line break included.
    public let bytes: Range<Int>
    /// What wrote them, from left to right; never empty.
    public let pieces: [Piece]
  }

  public struct Piece: Sendable, Equatable {
    /// The bytes that the piece wrote in this line.
    public let bytes: Range<Int>
    /// The literal text or the expression in its template.
    public let span: SourceSpan
    /// The `{% include %}` tags that led there, outermost first.
    public let includes: [SourceSpan]
    /// The values below the root that an expression read, such as `["settings", "sip", "server"]`;
    /// empty for literal text.
    public let reads: [[String]]
  }

  public let bytes: [UInt8]
  public let lines: [Line]
}
