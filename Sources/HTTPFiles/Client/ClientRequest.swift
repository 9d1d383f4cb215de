/// A request for a file, as a client writes it.
public struct ClientRequest: Sendable {
  /// The path with its leading slash, percent-encoded.
  public var path: String
  /// The host, and the port where it is not the scheme's own, for `Host`: `192.0.2.1:8080`.
  public var authority: String
  /// HEAD instead of GET.
  public var isHead = false
  /// Whether the server is asked to keep the connection.
  public var keepsAlive = false
  public var credentials: HTTPCredentials?
  /// Further fields, such as `Range`.
  public var fields: [(name: String, value: String)] = []

  public init(path: String, authority: String) {
    self.path = path
    self.authority = authority
  }

  /// The request as it is sent. What cannot stand in a line of it is left out.
  public var octets: [UInt8] {
    var text = Array((isHead ? "HEAD " : "GET ").utf8)
    text += path.utf8.filter { $0 > 0x20 && $0 != 0x7f }
    text += Array(" HTTP/1.1\r\n".utf8)
    append("Host", authority, to: &text)
    append("User-Agent", "ringtree", to: &text)
    append("Connection", keepsAlive ? "keep-alive" : "close", to: &text)
    if let credentials { append("Authorization", credentials.fieldValue, to: &text) }
    for field in fields { append(field.name, field.value, to: &text) }
    return text + [.carriageReturn, .lineFeed]
  }

  private func append(_ name: String, _ value: String, to text: inout [UInt8]) {
    text += name.utf8.filter(\.isTokenCharacter)
    text += [UInt8(ascii: ":"), .space]
    text += value.utf8.filter(\.isFieldCharacter)
    text += [.carriageReturn, .lineFeed]
  }
}
