/// The name and password that requests must bring (RFC 7617).
public struct HTTPCredentials: Sendable {
  /// `name:password` in Base64.
  private let encoded: [UInt8]

  /// Nil if the name has a colon, which the standard cannot carry, or either has a control
  /// character.
  public init?(user: String, password: String) {
    let text = Array("\(user):\(password)".utf8)
    guard !user.utf8.contains(UInt8(ascii: ":")), text.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
    else { return nil }
    encoded = Base64.encode(text)
  }

  /// The value of an `Authorization` field with these credentials.
  public var fieldValue: String { "Basic " + String(decoding: encoded, as: UTF8.self) }

  /// Whether an `Authorization` field's value has these credentials.
  ///
  /// It takes a time that depends on the value's length alone, not on how much of it is right.
  func match(_ value: ArraySlice<UInt8>?) -> Bool {
    guard let value, value.startsWithWord("basic ") else { return false }
    let given = value.dropFirst(6).trimmed
    var difference = given.count ^ encoded.count
    for (offset, octet) in given.enumerated() {
      difference |= Int(octet ^ encoded[offset % encoded.count])
    }
    return difference == 0
  }
}

extension HTTPCredentials: CustomStringConvertible, CustomReflectable {
  /// Without the credentials, which must not get into a log.
  public var description: String { "HTTPCredentials" }
  /// Without the credentials, which must not get into a log.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// RFC 4648, section 4.
enum Base64 {
  static func encode(_ octets: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    var rest = octets[...]
    while !rest.isEmpty {
      let group = rest.prefix(3)
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        text.append(
          place <= group.count
            ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
      rest = rest.dropFirst(3)
    }
    return text
  }
}
