#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Line breaks as libyaml knows them.
enum LineBreaks {
  /// Whether a file has line breaks other than LF and CR LF: CR alone, NEL, U+2028, U+2029.
  static func hasUnusual(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    contains(0x0D, in: bytes) { $0 == bytes.count || bytes[$0] != 0x0A }
      || contains(0xC2, in: bytes) { $0 < bytes.count && bytes[$0] == 0x85 }
      || contains(0xE2, in: bytes) {
        $0 + 1 < bytes.count && bytes[$0] == 0x80 && (bytes[$0 + 1] | 1) == 0xA9
      }
  }

  /// The offset of the next LF; the end if there is none.
  @inline(__always)
  static func nextLineFeed(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress, start < bytes.count,
      let found = memchr(base + start, 0x0A, bytes.count - start)
    else { return bytes.count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Whether the byte occurs with a condition that holds for the offset behind it.
  private static func contains(
    _ byte: Int32, in bytes: UnsafeBufferPointer<UInt8>, where holds: (Int) -> Bool
  ) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var offset = 0
    while offset < bytes.count, let found = memchr(base + offset, byte, bytes.count - offset) {
      offset = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      if holds(offset) { return true }
    }
    return false
  }
}
