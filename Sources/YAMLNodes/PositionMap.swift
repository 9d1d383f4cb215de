/// Turns libyaml's positions, which count characters, into byte offsets of the file.
///
/// A cursor runs along with the events, which come in the order of the text.
struct PositionMap {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// The file's offset of the first byte.
  private let base: Int
  private let isASCII: Bool
  private var character = 0
  private var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, isASCII: Bool) {
    self.bytes = bytes
    self.base = base
    self.isASCII = isASCII
  }

  /// The file's offset of a character.
  @inline(__always)
  mutating func fileOffset(_ position: Int) -> Int {
    base + (isASCII ? min(position, bytes.count) : moved(to: position))
  }

  private mutating func moved(to position: Int) -> Int {
    while character < position, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      character += 1
    }
    while character > position, offset > 0 {
      offset -= 1
      while offset > 0, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
      character -= 1
    }
    return offset
  }
}
