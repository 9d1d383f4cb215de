import YAMLNodes

/// Why a text cannot stand in a phone's file.
enum TextFault {
  case empty
  case lineBreak
  case control(UInt8)
  case leadingSpace
  case trailingSpace
  case tooLong(Int, maximum: Int)

  var sentence: String {
    switch self {
    case .empty: "is empty"
    case .lineBreak: "holds a line break"
    case .control(0): "holds a NUL"
    case .control(let byte): "holds the control character U+\(hexadecimal(byte))"
    case .leadingSpace: "begins with white space"
    case .trailingSpace: "ends with white space"
    case .tooLong(let count, let maximum): "has \(count) bytes, more than the \(maximum) allowed"
    }
  }

  var help: String {
    switch self {
    case .empty: "write a text, or leave the key out"
    case .lineBreak:
      "phones read one value a line: write it on one line (a block with `|` ends in a line break, "
        + "`|-` does not)"
    case .control: "take the character out"
    case .leadingSpace, .trailingSpace:
      "phones cut white space off the ends of a value: take it out"
    case .tooLong: "make it shorter"
    }
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// The first thing that is wrong with a scalar's text; nil if a phone's file can carry it.
  static func find(in node: YAMLNode, maximum: Int) -> TextFault? {
    node.withTextUTF8 { find(in: $0, maximum: maximum) }
  }

  static func find(in text: String, maximum: Int) -> TextFault? {
    var text = text
    return text.withUTF8 { find(in: $0, maximum: maximum) }
  }

  private static func find(in bytes: UnsafeBufferPointer<UInt8>, maximum: Int) -> TextFault? {
    guard let first = bytes.first, let last = bytes.last else { return .empty }
    if bytes.count > maximum { return .tooLong(bytes.count, maximum: maximum) }
    for (index, byte) in bytes.enumerated() where byte < 0x20 || byte >= 0x7F {
      if byte >= 0x80 {
        if isUnicodeLineBreak(bytes[index...]) { return .lineBreak }
      } else {
        return byte == 0x0A || byte == 0x0D ? .lineBreak : .control(byte)
      }
    }
    if first == 0x20 { return .leadingSpace }
    if last == 0x20 { return .trailingSpace }
    return nil
  }

  /// NEL, U+2028 and U+2029, which some readers of text take for the end of a line.
  private static func isUnicodeLineBreak(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.starts(with: [0xC2, 0x85]) || bytes.starts(with: [0xE2, 0x80, 0xA8])
      || bytes.starts(with: [0xE2, 0x80, 0xA9])
  }
}
