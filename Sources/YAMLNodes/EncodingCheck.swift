import Diagnostics

/// Whether bytes are UTF-8 text with nothing in it that YAML forbids.
enum EncodingCheck {
  case ascii
  case unicode
  case fault(Diagnostic)

  /// - Parameters:
  ///   - bytes: What to check, without a byte order mark.
  ///   - base: The file's offset of the first byte.
  ///   - source: The file.
  /// - Returns: What they are, or the first thing that is wrong.
  static func of(
    _ bytes: UnsafeBufferPointer<UInt8>, base: Int, source: SourceID
  ) -> EncodingCheck {
    var isASCII = true
    var offset = 0
    while offset < bytes.count {
      offset = firstUnusual(in: bytes, from: offset)
      guard offset < bytes.count else { break }
      if bytes[offset] >= 0x80 { isASCII = false }
      switch character(at: offset, in: bytes) {
      case .allowed(let length):
        offset += length
      case .forbidden(let scalar, let length):
        let start = base + offset
        let span = SourceSpan(source: source, start: start, end: start + length)
        return .fault(forbidden(scalar, at: span))
      case .malformed(let length):
        let start = base + offset
        let span = SourceSpan(source: source, start: start, end: start + length)
        return .fault(malformed(bytes[offset], at: span))
      }
    }
    return isASCII ? .ascii : .unicode
  }

  /// The offset of the first byte that is not printable ASCII, eight at a time; line breaks and
  /// tabs may count as unusual.
  private static func firstUnusual(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highBits: UInt64 = 0x8080_8080_8080_8080
    var offset = start
    let raw = UnsafeRawBufferPointer(bytes)
    while offset + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      // The usual test for a byte below 0x20 in a word; it may err only beside a true find.
      let below = (word &- (ones &* 0x20)) & ~word
      let delete = word ^ (ones &* 0x7F)
      let isDelete = (delete &- ones) & ~delete
      if (word | below | isDelete) & highBits != 0 { break }
      offset += 8
    }
    while offset < bytes.count, (0x20..<0x7F).contains(bytes[offset]) { offset += 1 }
    return offset
  }

  private enum Character {
    case allowed(length: Int)
    case forbidden(Unicode.Scalar, length: Int)
    /// So many bytes belong to the broken sequence.
    case malformed(length: Int)
  }

  private static func character(
    at offset: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Character {
    let lead = bytes[offset]
    if lead < 0x80 {
      let isAllowed = (0x20..<0x7F).contains(lead) || lead == 0x09 || lead == 0x0A || lead == 0x0D
      return isAllowed ? .allowed(length: 1) : .forbidden(Unicode.Scalar(lead), length: 1)
    }
    let length: Int
    // The second byte's range keeps out overlong forms, surrogates and all above U+10FFFF.
    let second: ClosedRange<UInt8>
    switch lead {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return .malformed(length: 1)
    }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for index in 1..<length {
      guard offset + index < bytes.count else { return .malformed(length: index) }
      let byte = bytes[offset + index]
      guard (index == 1 ? second : 0x80...0xBF).contains(byte) else {
        return .malformed(length: index)
      }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let isForbidden =
      (0x80..<0xA0).contains(value) && value != 0x85 || value == 0xFEFF || value == 0xFFFE
      || value == 0xFFFF
    guard isForbidden, let scalar = Unicode.Scalar(value) else { return .allowed(length: length) }
    return .forbidden(scalar, length: length)
  }

  private static func malformed(_ byte: UInt8, at span: SourceSpan) -> Diagnostic {
    let hex = String(byte, radix: 16, uppercase: true)
    return Diagnostic(
      .yamlBadUTF8, "the byte 0x\(hex.count < 2 ? "0" + hex : hex) is not UTF-8 here", at: span,
      help: ["save the file as UTF-8; it may be in Latin-1 or a Windows code page"])
  }

  private static func forbidden(_ scalar: Unicode.Scalar, at span: SourceSpan) -> Diagnostic {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    if scalar.value == 0xFEFF {
      return Diagnostic(
        .yamlForbiddenCharacter, "a byte order mark (\(name)) stands within the file", at: span,
        help: [
          "delete this invisible character; it often comes from joining files",
          "in double quotes it can be written as \"\\uFEFF\"",
        ])
    }
    let escape =
      scalar.value < 0x100
      ? "\\x" + String(digits.count < 2 ? "0" + digits : digits) : "\\u" + digits
    return Diagnostic(
      .yamlForbiddenCharacter, "the character \(name) is not allowed in YAML", at: span,
      help: ["delete it, or write it as \"\(escape)\" in double quotes"])
  }
}
