extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let tab = UInt8(ascii: "\t")
  static let space = UInt8(ascii: " ")

  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  /// `tchar` of RFC 9110, section 5.6.2.
  var isTokenCharacter: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"),
      UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// What may stand in a field's value: anything visible, octets of other character sets, space, tab.
  var isFieldCharacter: Bool { self >= 0x20 && self != 0x7f || self == .tab }

  var isBlank: Bool { self == .space || self == .tab }

  var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// A capital letter of ASCII as the small one.
  var lowercased: UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self
  }
}

extension ArraySlice<UInt8> {
  /// Without the spaces and tabs at both ends.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first, first.isBlank { slice.removeFirst() }
    while let last = slice.last, last.isBlank { slice.removeLast() }
    return slice
  }

  /// Whether this is a word of small letters, in any case.
  func isWord(_ word: StaticString) -> Bool {
    count == word.utf8CodeUnitCount && startsWithWord(word)
  }

  /// Whether this begins with a word of small letters, in any case.
  func startsWithWord(_ word: StaticString) -> Bool {
    guard count >= word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { word in
      for (offset, octet) in word.enumerated()
      where self[startIndex + offset].lowercased != octet {
        return false
      }
      return true
    }
  }

  /// A decimal number without a sign; nil if it is none or has more than 18 digits.
  var decimal: Int? {
    guard 1...18 ~= count else { return nil }
    var number = 0
    for octet in self {
      guard octet.isDigit else { return nil }
      number = number * 10 + Int(octet - UInt8(ascii: "0"))
    }
    return number
  }
}
