#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A text compared by its bytes: `String` itself holds canonically equivalent texts for equal, but
/// file systems do not.
extension String {
  private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return copy.withUTF8(body)
  }

  func hasSameBytes(as other: String) -> Bool {
    withBytes { left in
      other.withBytes { right in
        guard left.count == right.count else { return false }
        guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else {
          return left.isEmpty
        }
        return memcmp(leftBase, rightBase, left.count) == 0
      }
    }
  }

  func precedesBytewise(_ other: String) -> Bool {
    withBytes { left in
      other.withBytes { right in
        let common = min(left.count, right.count)
        guard common > 0, let leftBase = left.baseAddress, let rightBase = right.baseAddress else {
          return left.count < right.count
        }
        let order = memcmp(leftBase, rightBase, common)
        return order == 0 ? left.count < right.count : order < 0
      }
    }
  }

  func hasByte(_ byte: UInt8) -> Bool {
    withBytes { bytes in
      bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    }
  }

  func hashBytes(into hasher: inout Hasher) {
    withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// The text with control characters replaced by `?`, fit for a message.
  var visible: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.isControl ? "?" : $0 }))
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isControl: Bool { generalCategory == .control }
}
