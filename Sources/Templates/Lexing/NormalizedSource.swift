import Diagnostics

/// A template's text with Jinja's line breaks: `\r\n` and `\r` become `\n`.
struct NormalizedSource {
  let id: SourceID
  let bytes: [UInt8]
  /// Where each normalized byte stands in the file, and where the file ends; nil if nothing changed.
  private let offsets: [UInt32]?

  /// Whether the file had Jinja's line breaks already, so that spans are ranges of `bytes`.
  var isUnchanged: Bool { offsets == nil }

  init(_ original: [UInt8], id: SourceID) {
    self.id = id
    guard original.contains(0x0D) else {
      bytes = original
      offsets = nil
      return
    }
    var bytes: [UInt8] = []
    var offsets: [UInt32] = []
    bytes.reserveCapacity(original.count)
    offsets.reserveCapacity(original.count + 1)
    var position = 0
    while position < original.count {
      let byte = original[position]
      bytes.append(byte == 0x0D ? 0x0A : byte)
      offsets.append(UInt32(position))
      let isPair =
        byte == 0x0D && position + 1 < original.count && original[position + 1] == 0x0A
      position += isPair ? 2 : 1
    }
    offsets.append(UInt32(original.count))
    self.bytes = bytes
    self.offsets = offsets
  }

  /// The place in the file of a range of the normalized bytes.
  func span(_ start: Int, _ end: Int) -> SourceSpan {
    guard let offsets else { return SourceSpan(source: id, start: start, end: end) }
    return SourceSpan(source: id, start: Int(offsets[start]), end: Int(offsets[end]))
  }

  func starts(with marker: StaticString, at position: Int) -> Bool {
    let length = marker.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    for offset in 0..<length where bytes[position + offset] != marker.utf8Start[offset] {
      return false
    }
    return true
  }
}
