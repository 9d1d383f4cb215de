extension IPAddress: LosslessStringConvertible {
  /// Reads `192.0.2.1` (four decimal numbers, without leading zeros) or an IPv6 address in any form
  /// of RFC 4291, section 2.2; without brackets and without a zone.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8.prefix(46))
    if let bits = Self.v4Bits(bytes[...]) {
      self = .v4(bits)
    } else if let address = Self.v6(bytes) {
      self = address
    } else {
      return nil
    }
  }

  /// As RFC 5952 writes it.
  public var description: String {
    switch self {
    case .v4(let bits):
      return "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
    case .v6(let upper, let lower):
      let mapped = unmapped
      if mapped != self { return "::ffff:\(mapped)" }
      return Self.text(groups: Self.groups(upper) + Self.groups(lower))
    }
  }

  private static func groups(_ bits: UInt64) -> [UInt16] {
    [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: bits >> $0) }
  }

  private static func text(groups: [UInt16]) -> String {
    let zeros = longestRunOfZeros(groups)
    func join(_ part: some Sequence<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard zeros.count > 1 else { return join(groups) }
    return join(groups[..<zeros.lowerBound]) + "::" + join(groups[zeros.upperBound...])
  }

  private static func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for index in 0...groups.count {
      if index < groups.count && groups[index] == 0 { continue }
      if index - start > longest.count { longest = start..<index }
      start = index + 1
    }
    return longest
  }

  private static func v4Bits(_ text: ArraySlice<UInt8>) -> UInt32? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard let byte = decimalByte(part) else { return nil }
      bits = bits << 8 | UInt32(byte)
    }
    return bits
  }

  private static func decimalByte(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard 1...3 ~= digits.count, digits.count == 1 || digits.first != UInt8(ascii: "0") else {
      return nil
    }
    var number = 0
    for digit in digits {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return UInt8(exactly: number)
  }

  private static func v6(_ text: [UInt8]) -> IPAddress? {
    let colon = UInt8(ascii: ":")
    let gap = text.indices.dropLast().first { text[$0] == colon && text[$0 + 1] == colon }
    let groups: [UInt16]
    if let gap {
      guard let left = v6Groups(text[..<gap], mayEndInV4: false),
        let right = v6Groups(text[(gap + 2)...], mayEndInV4: true), left.count + right.count < 8
      else { return nil }
      groups = left + Array(repeating: 0, count: 8 - left.count - right.count) + right
    } else {
      guard let all = v6Groups(text[...], mayEndInV4: true), all.count == 8 else { return nil }
      groups = all
    }
    func bits(_ half: ArraySlice<UInt16>) -> UInt64 { half.reduce(0) { $0 << 16 | UInt64($1) } }
    return .v6(bits(groups[..<4]), bits(groups[4...]))
  }

  private static func v6Groups(_ text: ArraySlice<UInt8>, mayEndInV4: Bool) -> [UInt16]? {
    if text.isEmpty { return [] }
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count <= 8 else { return nil }
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if mayEndInV4, index == parts.count - 1, let bits = v4Bits(part) {
        groups += [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
      } else if 1...4 ~= part.count, let group = hexadecimalGroup(part) {
        groups.append(group)
      } else {
        return nil
      }
    }
    return groups
  }

  private static func hexadecimalGroup(_ digits: ArraySlice<UInt8>) -> UInt16? {
    var number: UInt16 = 0
    for digit in digits {
      guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      number = number << 4 | UInt16(value)
    }
    return number
  }
}
