public import NetworkAddresses

/// What stands in From, To and Contact: a URI, perhaps with a name before it, and parameters.
public struct SIPAddress: Hashable, Sendable {
  /// Without angle brackets, as it was written.
  public let uri: String
  /// Of the header field, such as `tag`; not those of the URI.
  public let parameters: FieldValue

  public init(_ text: String) {
    // Without brackets, parameters belong to the field (RFC 3261, section 20.10).
    let parts = FieldValue(text)
    parameters = parts
    if let open = parts.value.unicodeScalars.lastIndex(of: "<") {
      let rest = parts.value.unicodeScalars[open...].dropFirst()
      uri = String(rest.prefix { $0 != ">" })
    } else {
      uri = parts.value
    }
  }

  /// The dialog's tag; nil where the field has none or an empty one.
  public var tag: String? {
    parameters["tag"].flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// A SIP URI, as far as it says where something goes and whose it is.
public struct SIPURI: Hashable, Sendable {
  /// The part before `@`, with percent-encoding undone; nil if there is none.
  public let user: String?
  /// A name or an address, without brackets.
  public let host: String
  /// Nil if none is said: then it is 5060.
  public let port: UInt16?

  /// Reads a `sip:` URI; nil for anything else.
  public init?(_ text: String) {
    guard text.count >= 4, text.prefix(4).lowercased() == "sip:" else { return nil }
    let rest = text.dropFirst(4)
    let at = rest.lastIndex(of: "@")
    user = at.map { Self.percentDecoded(rest[..<$0]) }
    let place = rest[(at.map(rest.index(after:)) ?? rest.startIndex)...]
      .prefix { $0 != ";" && $0 != "?" }
    if place.hasPrefix("["), let close = place.firstIndex(of: "]") {
      host = String(place[place.index(after: place.startIndex)..<close])
      let after = place[place.index(after: close)...]
      guard let port = Self.port(after) else { return nil }
      self.port = port
    } else if let colon = place.firstIndex(of: ":") {
      host = String(place[..<colon])
      guard let port = Self.port(place[colon...]) else { return nil }
      self.port = port
    } else {
      host = String(place)
      port = nil
    }
    if host.isEmpty { return nil }
  }

  /// Where it points, if its host is an address.
  public var socketAddress: SocketAddress? {
    IPAddress(host).map { SocketAddress($0, port: port ?? 5060) }
  }

  /// Nil for what is no port; `.some(nil)` where none is said.
  private static func port(_ text: Substring) -> UInt16?? {
    if text.isEmpty || text == ":" { return .some(nil) }
    guard text.hasPrefix(":"), text.dropFirst().utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
      let port = UInt16(text.dropFirst()), port > 0
    else { return nil }
    return port
  }

  static func percentDecoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%"), rest.count >= 2,
        let high = Character(Unicode.Scalar(rest[rest.startIndex])).hexDigitValue,
        let low = Character(Unicode.Scalar(rest[rest.startIndex + 1])).hexDigitValue
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(UInt8(high << 4 | low))
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
