/// Writes our own records: whole numbers little-endian, texts behind their length, and at the end
/// a checksum.
public struct BinaryRecordWriter: Sendable {
  public private(set) var bytes: [UInt8]

  /// - Parameters:
  ///   - magic: what the record begins with: its kind and version.
  ///   - capacity: how many bytes it will have, about.
  public init(_ magic: StaticString, capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
    magic.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  public mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  public mutating func append(_ text: String?) {
    guard var text else { return append(UInt32.max) }
    text.withUTF8 { utf8 in
      append(UInt32(clamping: utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  public mutating func append(_ hash: ContentHash) {
    hash.withBytes { bytes.append(contentsOf: $0) }
  }

  /// The record with its checksum.
  public consuming func finish() -> [UInt8] {
    append(bytes.withUnsafeBytes(checksum))
    return bytes
  }
}

/// Tells a damaged record from a whole one: the words of FNV-1a are eight bytes here. Each step can
/// be undone, so that no change of a single word goes unnoticed.
private func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  var sum: UInt64 = 0xCBF2_9CE4_8422_2325
  func add(_ word: UInt64) {
    sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
    sum ^= sum >> 32
  }
  let words = bytes.count / 8
  for index in 0..<words {
    add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)))
  }
  for byte in bytes[(words * 8)...] { add(UInt64(byte)) }
  add(UInt64(bytes.count))
  return sum
}

/// Reads what a ``BinaryRecordWriter`` wrote. Where bytes are missing it hands out zeros and
/// remembers that it ``isDamaged``, which whoever reads must ask at the end.
public struct BinaryRecordReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset: Int
  public private(set) var isDamaged = false

  /// Checks the magic and the checksum; nil where they do not fit.
  public init?(_ magic: StaticString, _ bytes: UnsafeRawBufferPointer) {
    let end = bytes.count - 8
    let start = magic.utf8CodeUnitCount
    guard end >= start, magic.withUTF8Buffer({ bytes.starts(with: $0) }) else { return nil }
    self.bytes = UnsafeRawBufferPointer(rebasing: bytes[..<end])
    let stored = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self))
    guard checksum(self.bytes) == stored else { return nil }
    offset = start
  }

  /// How many bytes were not read yet.
  public var remaining: Int { bytes.count - offset }

  public mutating func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer {
    guard let start = take(MemoryLayout<Integer>.size) else { return 0 }
    return Integer(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: type))
  }

  public mutating func text() -> String? {
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

  public mutating func hash() -> ContentHash? {
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
