/// A 48-bit MAC address.
public struct MACAddress: Hashable, Comparable, Sendable {
  /// The address in the low 48 bits, the first octet highest.
  public let bits: UInt64

  public init(bits: UInt64) {
    self.bits = bits & 0xFFFF_FFFF_FFFF
  }

  /// Reads `80:82:87:01:02:03`, `80-82-87-01-02-03`, `8082.8701.0203` or `808287010203`, in any case.
  public init?(_ text: some StringProtocol) {
    var digits: [UInt8] = []
    var separators: [UInt8] = []
    var groups = [0]
    for byte in text.utf8 {
      if let digit = Self.hexadecimal(byte) {
        digits.append(digit)
        groups[groups.count - 1] += 1
      } else {
        separators.append(byte)
        groups.append(0)
      }
      guard digits.count <= 12, separators.count <= 5 else { return nil }
    }
    guard digits.count == 12, Set(separators).count <= 1 else { return nil }
    let colon = UInt8(ascii: ":")
    let hyphen = UInt8(ascii: "-")
    let dot = UInt8(ascii: ".")
    switch separators.first {
    case nil: break
    case colon, hyphen: guard groups == [2, 2, 2, 2, 2, 2] else { return nil }
    case dot: guard groups == [4, 4, 4] else { return nil }
    default: return nil
    }
    bits = digits.reduce(0) { $0 << 4 | UInt64($1) }
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Whether it is a group's address and no single phone's (the low bit of the first octet).
  public var isMulticast: Bool { bits >> 40 & 1 == 1 }

  public var isZero: Bool { bits == 0 }

  /// The maker's part: the first three octets.
  public var organisation: UInt32 { UInt32(bits >> 24) }

  /// 12 hexadecimal digits in lower case, as phones name their files.
  public var digits: String { text(letters: UInt8(ascii: "a"), separator: nil) }

  /// 12 hexadecimal digits in upper case.
  public var upperDigits: String { text(letters: UInt8(ascii: "A"), separator: nil) }

  /// `80:82:87:01:02:03`.
  public var colonSeparated: String {
    text(letters: UInt8(ascii: "a"), separator: UInt8(ascii: ":"))
  }

  private func text(letters: UInt8, separator: UInt8?) -> String {
    String(unsafeUninitializedCapacity: 17) { buffer in
      var count = 0
      for position in 0..<12 {
        if let separator, position > 0, position % 2 == 0 {
          buffer[count] = separator
          count += 1
        }
        let digit = UInt8(truncatingIfNeeded: bits >> UInt64(44 - 4 * position)) & 15
        buffer[count] = digit < 10 ? UInt8(ascii: "0") + digit : letters + digit - 10
        count += 1
      }
      return count
    }
  }

  public static func < (left: MACAddress, right: MACAddress) -> Bool {
    left.bits < right.bits
  }
}
