/// What a phone says of itself in a SUBSCRIBE.
public struct PhoneDescription: Hashable, Sendable {
  /// Twelve lower-case hexadecimal digits; nil if the message names no MAC address.
  public var mac: String?
  /// Of the Event's `vendor`, `model` and `version` (RFC 6080). ATCOM's `model` is the brand.
  public var vendor: String?
  public var model: String?
  public var version: String?
  public var userAgent: String?

  /// Reads them from a request. The MAC is looked for in the request URI, From, To, Contact, and
  /// last in what the user agent says, in this order.
  public init(_ message: SIPMessage) {
    var places: [String] = []
    if case .request(_, let uri) = message.start { places.append(uri) }
    for name in [SIPHeaderName.from, .to, .contact] {
      places += message.headers.list(name).map { SIPAddress($0).uri }
    }
    mac =
      places.lazy.compactMap { Self.mac(inURI: $0) }.first
      ?? message.headers[.userAgent].flatMap(Self.mac(inUserAgent:))
    let event = FieldValue(message.headers[.event] ?? "")
    func said(_ names: String...) -> String? {
      names.lazy.compactMap { event[$0] }.first { !$0.isEmpty }
    }
    // Some phones misspell it (facts: PnP).
    vendor = said("vendor", "vender")
    model = said("model")
    version = said("version")
    userAgent = message.headers[.userAgent].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether it says that it is made by ATCOM.
  public var isATCOM: Bool { vendor?.lowercased() == "atcom" }

  /// The MAC address in the user part: `MAC%3a808287010203`, `MAC:…`, `MAC=…`, `MAC…`, or the
  /// address alone, with or without separators.
  static func mac(inURI text: String) -> String? {
    guard let user = SIPURI(text)?.user ?? Self.userWithoutHost(text) else { return nil }
    var rest = Substring(user)
    if rest.count > 3, rest.prefix(3).lowercased() == "mac" {
      rest = rest.dropFirst(3).drop { ":= ".contains($0) }
    }
    return mac(rest)
  }

  private static func userWithoutHost(_ text: String) -> String? {
    guard text.lowercased().hasPrefix("sip:") else { return nil }
    return SIPURI.percentDecoded(text.dropFirst(4).prefix { $0 != "@" })
  }

  /// A word of the user agent that is a MAC address. Twelve decimal digits are rather a date.
  private static func mac(inUserAgent text: String) -> String? {
    text.split(separator: " ").lazy
      .filter { word in !word.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
      .compactMap { mac($0) }.first
  }

  private static func mac(_ text: Substring) -> String? {
    let digits = text.utf8.filter { !":-.".utf8.contains($0) }
    guard digits.count == 12, text.utf8.count <= 17,
      digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 })
    else { return nil }
    return String(decoding: digits, as: UTF8.self).lowercased()
  }
}
