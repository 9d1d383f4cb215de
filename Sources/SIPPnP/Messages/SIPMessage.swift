/// A SIP message (RFC 3261, section 7), as it came or as it goes.
public struct SIPMessage: Hashable, Sendable {
  /// The first line of a message.
  public enum Start: Hashable, Sendable {
    /// A method, in the case that it was sent in, and a request URI.
    case request(method: String, uri: String)
    /// A status, 100 to 699, and its reason phrase.
    case response(status: Int, reason: String)
  }

  public var start: Start
  public var headers: SIPHeaders
  public var body: [UInt8]

  public init(_ start: Start, headers: SIPHeaders = SIPHeaders(), body: [UInt8] = []) {
    self.start = start
    self.headers = headers
    self.body = body
  }

  /// The method of a request; nil for a response.
  public var method: String? {
    if case .request(let method, _) = start { method } else { nil }
  }

  /// The status of a response; nil for a request.
  public var status: Int? {
    if case .response(let status, _) = start { status } else { nil }
  }

  /// The message as it goes over the network. `Content-Length` is written last and always fits the
  /// body; line ends inside a value become spaces, so that no value can add a header.
  public var encoded: [UInt8] {
    var text: String
    switch start {
    case .request(let method, let uri):
      text = "\(Self.oneLine(method)) \(Self.oneLine(uri)) SIP/2.0"
    case .response(let status, let reason):
      text = "SIP/2.0 \(status) \(Self.oneLine(reason))"
    }
    text += "\r\n"
    for field in headers.fields where field.name != .contentLength {
      text += "\(field.name.text): \(Self.oneLine(field.value))\r\n"
    }
    text += "Content-Length: \(body.count)\r\n\r\n"
    return Array(text.utf8) + body
  }

  private static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return text }
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      scalar.value < 0x20 || scalar.value == 0x7f ? " " : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
