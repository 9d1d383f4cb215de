/// Finds the first bytes that are not UTF-8.
enum UTF8Check {
  /// The first broken sequence, as far as it goes; nil if all is UTF-8.
  static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = 0
    while offset < bytes.count {
      if offset + 8 <= bytes.count,
        raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        offset += 8
        continue
      }
      let (length, isWhole) = sequence(at: offset, in: bytes)
      guard isWhole else { return offset..<offset + length }
      offset += length
    }
    return nil
  }

  private static func sequence(
    at offset: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> (length: Int, isWhole: Bool) {
    let length: Int
    // The second byte's range keeps out overlong forms, surrogates and all above U+10FFFF.
    let second: ClosedRange<UInt8>
    switch bytes[offset] {
    case 0x00...0x7F: return (1, true)
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return (1, false)
    }
    for index in 1..<length {
      let allowed = index == 1 ? second : 0x80...0xBF
      guard offset + index < bytes.count, allowed.contains(bytes[offset + index]) else {
        return (index, false)
      }
    }
    return (length, true)
  }
}
