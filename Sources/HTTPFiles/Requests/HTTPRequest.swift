/// The version of a request: those that this server speaks.
public enum HTTPVersion: Hashable, Sendable {
  case http10
  /// And any later version whose first number is 1.
  case http11
}

/// A request without its content, which no answer here depends on.
///
/// It is a view of the octets that came, without copies; hold it only as long as it is needed.
public struct HTTPRequest: Sendable {
  public let method: HTTPMethod
  public let version: HTTPVersion
  /// Whether the connection can go on after the answer, as far as the request says: by its version,
  /// by `Connection`, and since its content will be drained within its bound.
  public let keepsAlive: Bool
  /// Whether the client will have sent octets that nobody reads: closing must linger.
  let leavesContentUnread: Bool
  private let octets: [UInt8]
  private let start: Int
  private let line: RequestLine
  private let fields: [FieldLine]

  init(
    octets: [UInt8], start: Int, line: RequestLine, fields: [FieldLine], keepsAlive: Bool,
    leavesContentUnread: Bool
  ) {
    self.method = line.method
    self.version = line.version
    self.keepsAlive = keepsAlive
    self.leavesContentUnread = leavesContentUnread
    self.octets = octets
    self.start = start
    self.line = line
    self.fields = fields
  }

  /// The target's path, as it was sent: percent-encoded, without authority and query. Empty for a
  /// target without a path, as `*` or that of CONNECT.
  public var path: ArraySlice<UInt8> { slice(line.path) }

  /// The target as it was sent, for a log: hostile, so to be escaped there.
  public var target: ArraySlice<UInt8> { slice(line.target) }

  /// The value of the first field of a name, in small letters; nil if there is none.
  public func value(of name: StaticString) -> ArraySlice<UInt8>? {
    for field in fields where slice(field.name).isWord(name) { return slice(field.value) }
    return nil
  }

  /// The values of all fields of a name, in small letters.
  func values(of name: StaticString) -> [ArraySlice<UInt8>] {
    fields.compactMap { slice($0.name).isWord(name) ? slice($0.value) : nil }
  }

  private func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
    octets[(start + range.lowerBound)..<(start + range.upperBound)]
  }
}
