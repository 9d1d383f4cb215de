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
    var octets: [UInt8] = []
    octets.reserveCapacity(768 + body.count)
    switch start {
    case .request(let method, let uri): octets.append(line: method, " ", uri, " SIP/2.0")
    case .response(let status, let reason): octets.append(line: "SIP/2.0 ", "\(status) ", reason)
    }
    for field in headers.fields where field.name != .contentLength {
      octets.append(line: field.name.text, ": ", field.value)
    }
    octets.append(line: "Content-Length: ", "\(body.count)")
    octets.append(line: "")
    octets += body
    return octets
  }
}

extension [UInt8] {
  fileprivate mutating func append(line parts: String...) {
    let start = count
    for part in parts { append(contentsOf: part.utf8) }
    for index in start..<count where self[index] < 0x20 || self[index] == 0x7f {
      self[index] = 0x20
    }
    append(0x0d)
    append(0x0a)
  }
}
