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
    // Some phones misspell it (docs/pnp.md).
    vendor = said("vendor", "vender")
    model = said("model")
    version = said("version")
    userAgent = message.headers[.userAgent].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether it says that it is made by ATCOM.
  public var isATCOM: Bool { vendor?.lowercased() == "atcom" }

  /// The MAC address in the user part: `MAC%3a808287010203`, `MAC:…`, `MAC=…`, `MAC…`, or the
  /// address alone, with or without separators. Some URIs are the user part alone, without a host.
  static func mac(inURI text: String) -> String? {
    guard text.hasSIPScheme else { return nil }
    let rest = text.utf8.dropFirst(4)
    let end = rest.lastIndex(of: UInt8(ascii: "@")) ?? rest.endIndex
    var user = Array(SIPURI.percentDecoded(rest[..<end]).utf8)[...]
    if user.prefix(3).map({ $0 | 0x20 }) == Array("mac".utf8) {
      user = user.dropFirst(3).drop { ":= ".utf8.contains($0) }
    }
    return mac(user)
  }

  /// A word of the user agent that is a MAC address. Twelve decimal digits are rather a date.
  private static func mac(inUserAgent text: String) -> String? {
    text.utf8.split(separator: UInt8(ascii: " ")).lazy
      .filter { word in !word.allSatisfy { 0x30...0x39 ~= $0 } }
      .compactMap { mac($0) }.first
  }

  private static func mac(_ text: some Collection<UInt8>) -> String? {
    guard 12...17 ~= text.count else { return nil }
    let digits = text.filter { !":-.".utf8.contains($0) }
    guard digits.count == 12, digits.allSatisfy(isHexDigit) else { return nil }
    return String(decoding: digits, as: UTF8.self).lowercased()
  }

  private static func isHexDigit(_ octet: UInt8) -> Bool {
    0x30...0x39 ~= octet || UInt8(ascii: "a")...UInt8(ascii: "f") ~= octet | 0x20
  }
}
