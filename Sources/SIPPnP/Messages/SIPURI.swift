public import NetworkAddresses

/// A `sip:` URI, as far as it says where something goes and whose it is (RFC 3261, section 19.1).
public struct SIPURI: Hashable, Sendable {
  /// What stands before `@`, a password included, with percent-encoding undone; nil if there is no
  /// `@`.
  public let user: String?
  /// A name or an address, without brackets.
  public let host: String
  /// Nil if none is said: then it is 5060.
  public let port: UInt16?

  /// Reads a `sip:` URI; nil for anything else, and for one without a host or with a port that is
  /// none.
  public init?(_ text: some StringProtocol) {
    let text = Substring(text)
    guard text.hasSIPScheme else { return nil }
    let rest = text.utf8.dropFirst(4)
    let at = rest.lastIndex(of: UInt8(ascii: "@"))
    user = at.map { Self.percentDecoded(rest[..<$0]) }
    let place = rest[(at.map { rest.index(after: $0) } ?? rest.startIndex)...]
      .prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "?") }
    let end: Substring.UTF8View.Index
    if place.first == UInt8(ascii: "["), let close = place.firstIndex(of: UInt8(ascii: "]")) {
      host = String(Substring(place[..<close].dropFirst()))
      end = place.index(after: close)
    } else {
      end = place.firstIndex(of: UInt8(ascii: ":")) ?? place.endIndex
      host = String(Substring(place[..<end]))
    }
    switch Self.port(place[end...]) {
    case .absent: port = nil
    case .said(let number): port = number
    case .wrong: return nil
    }
    if host.isEmpty { return nil }
  }

  /// Where it points, if its host is an address.
  public var socketAddress: SocketAddress? {
    IPAddress(host).map { SocketAddress($0, port: port ?? 5060) }
  }

  private enum Port {
    case absent
    case said(UInt16)
    case wrong
  }

  private static func port(_ text: Substring.UTF8View) -> Port {
    guard let colon = text.first else { return .absent }
    let digits = text.dropFirst()
    guard colon == UInt8(ascii: ":"), digits.allSatisfy({ 0x30...0x39 ~= $0 }) else {
      return .wrong
    }
    if digits.isEmpty { return .absent }
    guard let port = UInt16(Substring(digits)), port > 0 else { return .wrong }
    return .said(port)
  }

  static func percentDecoded(_ text: Substring.UTF8View) -> String {
    var octets: [UInt8] = []
    var rest = text
    while let octet = rest.popFirst() {
      let digits = rest.prefix(2)
      guard octet == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(Substring(digits), radix: 16)
      else {
        octets.append(octet)
        continue
      }
      octets.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: octets, as: UTF8.self)
  }
}

extension StringProtocol {
  /// Whether it begins with `sip:`, in any case.
  var hasSIPScheme: Bool {
    utf8.count >= 4 && zip(utf8, "sip:".utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
  }
}
