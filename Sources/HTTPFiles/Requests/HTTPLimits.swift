/// The bounds of one request. What is over one is answered and the connection closed.
public struct HTTPLimits: Sendable {
  /// The longest request line, in octets: else 414. (RFC 9112, section 3, recommends 8,000.)
  public var requestLine = 8_000
  /// The largest header section, in octets with line ends: else 431.
  public var fieldSection = 16_384
  /// The most fields: else 431.
  public var fieldCount = 64
  /// The most content that is read away so that the connection can go on, in octets; the connection
  /// of a request with more is closed after the answer.
  public var discardedContent = 65_536
  /// The most empty lines before a request line (RFC 9112, section 2.2).
  public var emptyLines = 4

  public init() {}
}
