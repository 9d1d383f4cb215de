/// Writes our own records: whole numbers little-endian, texts behind their length, and at the end
/// a checksum.
struct BinaryRecordWriter {
  private(set) var bytes: [UInt8]

  init(_ magic: StaticString, capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
    magic.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ text: String?) {
    guard var text else { return append(UInt32.max) }
    text.withUTF8 { utf8 in
      append(UInt32(clamping: utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func append(_ hash: ContentHash) {
    hash.withBytes { bytes.append(contentsOf: $0) }
  }

  /// The record with its checksum.
  consuming func finish() -> [UInt8] {
    let checksum = ContentHash(of: bytes)
    append(checksum)
    return bytes
  }
}

/// Reads what a ``BinaryRecordWriter`` wrote. Where bytes are missing it hands out zeros and
/// remembers that it ``isDamaged``, which whoever reads must ask at the end.
struct BinaryRecordReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset: Int
  private(set) var isDamaged = false

  /// Checks the magic and the checksum; nil where they do not fit.
  init?(_ magic: StaticString, _ bytes: UnsafeRawBufferPointer) {
    let end = bytes.count - 32
    let start = magic.utf8CodeUnitCount
    guard end >= start, magic.withUTF8Buffer({ bytes.starts(with: $0) }) else { return nil }
    self.bytes = UnsafeRawBufferPointer(rebasing: bytes[..<end])
    guard ContentHash(of: self.bytes) == ContentHash(stored: bytes, at: end) else { return nil }
    offset = start
  }

  var remaining: Int { bytes.count - offset }

  mutating func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer {
    guard let start = take(MemoryLayout<Integer>.size) else { return 0 }
    return Integer(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: type))
  }

  mutating func text() -> String? {
    let count = integer(UInt32.self)
    guard count != UInt32.max, let start = take(Int(count)) else { return nil }
    let utf8 = UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(count)])
    return String(decoding: utf8, as: UTF8.self)
  }

  mutating func path() -> TreePath? {
    let path = text().flatMap { try? TreePath($0) }
    if path == nil { isDamaged = true }
    return path
  }

  mutating func hash() -> ContentHash? {
    take(32).map { ContentHash(stored: bytes, at: $0) }
  }

  private mutating func take(_ count: Int) -> Int? {
    guard count <= remaining else {
      isDamaged = true
      return nil
    }
    offset += count
    return offset - count
  }
}
