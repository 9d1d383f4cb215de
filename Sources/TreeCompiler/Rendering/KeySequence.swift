#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The keys of a rendered file, line by line, without copying any.
struct KeySequence {
  /// A key where it stands: half open byte offsets, and its line from 1.
  struct Key {
    let range: Range<Int>
    let line: Int
    /// Where the section begins that it is in; keys may come again in another one.
    let section: Int
  }

  /// Calls `body` with the key of each line that has one, and `malformed` with each line that the
  /// dialect does not have.
  static func scan(
    _ bytes: UnsafeRawBufferPointer, _ dialect: KeyDialect, key body: (Key) -> Void,
    malformed: (Int) -> Void
  ) {
    guard let base = bytes.baseAddress else { return }
    var start = 0
    var line = 0
    var section = 0
    while start < bytes.count {
      line += 1
      let rest = bytes.count - start
      let newline = memchr(base + start, 0x0A, rest)
      let end = newline.map { UnsafeRawPointer($0) - base } ?? bytes.count
      switch dialect.key(bytes, start, end) {
      case .key(let count):
        body(Key(range: start..<start + count, line: line, section: section))
      case .section: section = start
      case .malformed: malformed(line)
      case .nothing: break
      }
      start = end + 1
    }
  }

  /// A number that differs for sequences that differ, but for one in 2^64: so that the thousandth
  /// phone with the same keys costs no look at each of them.
  static func fingerprint(_ bytes: UnsafeRawBufferPointer, _ dialect: KeyDialect) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    scan(bytes, dialect) { key in
      hash = mix(hash, bytes, key.range)
      hash = (hash ^ UInt64(truncatingIfNeeded: key.section == 0 ? 0 : 1)) &* 0xFF51_AFD7_ED55_8CCD
    } malformed: { line in
      hash = (hash ^ UInt64(truncatingIfNeeded: line)) &* 0xC4CE_B9FE_1A85_EC53
    }
    return hash
  }

  private static func mix(
    _ seed: UInt64, _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: range.count)
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      hash = fold(hash, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < range.upperBound {
      tail = tail << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return fold(hash, tail)
  }

  private static func fold(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
    return product.high ^ product.low
  }
}

/// How a line of a dialect shows its key.
enum KeyDialect {
  /// `key = value`; `#` begins a comment.
  case dotted
  /// `Key :value` within `<SECTION>`s.
  case voipConfig

  enum Line {
    /// A key of so many bytes at the line's start.
    case key(Int)
    case section
    case nothing
    case malformed
  }

  func key(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Line {
    guard start < end, let base = bytes.baseAddress else { return .nothing }
    switch self {
    case .dotted:
      if bytes[start] == UInt8(ascii: "#") || isBlank(bytes, start, end) { return .nothing }
      guard let found = memchr(base + start, 0x3D, end - start) else { return .malformed }
      return trimmed(bytes, start, UnsafeRawPointer(found) - base)
    case .voipConfig:
      if bytes[start] == UInt8(ascii: "<") { return .section }
      guard let found = memchr(base + start, 0x3A, end - start) else { return .nothing }
      return trimmed(bytes, start, UnsafeRawPointer(found) - base)
    }
  }

  private func trimmed(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ stop: Int) -> Line {
    var stop = stop
    while stop > start, bytes[stop - 1] == 0x20 || bytes[stop - 1] == 0x09 { stop -= 1 }
    return stop == start ? .malformed : .key(stop - start)
  }

  private func isBlank(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Bool {
    (start..<end).allSatisfy { bytes[$0] == 0x20 || bytes[$0] == 0x09 || bytes[$0] == 0x0D }
  }
}
