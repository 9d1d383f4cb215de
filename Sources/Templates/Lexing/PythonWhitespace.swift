/// What Python's `str.strip` and `\s` call white space: more than ASCII's.
func isPythonWhitespace(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
    0x205F, 0x3000:
    true
  default: false
  }
}

/// UTF-8 that is known to be valid, read from either end for white space.
extension [UInt8] {
  /// The end of the white space that begins at `start`.
  func whitespaceEnd(from start: Int) -> Int {
    var position = start
    while position < count {
      let length = scalarLength(at: position)
      guard isPythonWhitespace(scalar(at: position, length: length)) else { break }
      position += length
    }
    return position
  }

  /// The start of the white space that ends at `end`, looking no further back than `limit`.
  func whitespaceStart(before end: Int, limit: Int) -> Int {
    var position = end
    while position > limit {
      var start = position - 1
      while start > limit, self[start] & 0xC0 == 0x80 { start -= 1 }
      guard isPythonWhitespace(scalar(at: start, length: position - start)) else { break }
      position = start
    }
    return position
  }

  private func scalarLength(at position: Int) -> Int {
    switch self[position] {
    case ..<0x80: 1
    case ..<0xE0: Swift.min(2, count - position)
    case ..<0xF0: Swift.min(3, count - position)
    default: Swift.min(4, count - position)
    }
  }

  private func scalar(at position: Int, length: Int) -> Unicode.Scalar {
    let lead = UInt32(self[position])
    var value = length == 1 ? lead : lead & (0x7F >> UInt32(length))
    for offset in 1..<Swift.max(1, length) {
      value = value << 6 | UInt32(self[position + offset] & 0x3F)
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
