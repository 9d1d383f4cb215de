/// Bytes that grow at their end, without the checks of an array at each step.
struct OutputBuffer: ~Copyable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(64, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit {
    base.deallocate()
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  @inline(__always)
  mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    new.update(from: base, count: count)
    base.deallocate()
    base = new
    capacity = larger
  }

  @inline(__always)
  mutating func append(_ source: UnsafePointer<UInt8>, _ length: Int) {
    reserve(length)
    (base + count).update(from: source, count: length)
    count += length
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  /// Appends a number in decimal digits.
  mutating func append(number: Int) {
    reserve(20)
    var magnitude = number.magnitude
    var digits = 1
    var bound: UInt = 10
    while digits < 19, magnitude >= bound {
      digits += 1
      bound &*= 10
    }
    if number < 0 {
      base[count] = UInt8(ascii: "-")
      count += 1
    }
    var position = count + digits
    count = position
    repeat {
      position -= 1
      base[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10)
      magnitude /= 10
    } while magnitude > 0
  }

  /// Appends text that has no control character; stops and says no where it finds one.
  ///
  /// Eight bytes at a time: a byte is a control character if subtracting 0x20 borrows, or if it
  /// is DEL; bytes of 0x80 and above are left out by their top bit.
  @inline(__always)
  mutating func appendLine(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    let length = source.count
    guard let start = source.baseAddress else { return true }
    reserve(length)
    let target = base + count
    var position = 0
    let raw = UnsafeRawPointer(start)
    while position + 8 <= length {
      let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let low = (word &- 0x2020_2020_2020_2020) & ~word
      let delete = word ^ 0x7F7F_7F7F_7F7F_7F7F
      let isDelete = (delete &- 0x0101_0101_0101_0101) & ~delete
      if (low | isDelete) & 0x8080_8080_8080_8080 != 0 {
        return false
      }
      UnsafeMutableRawPointer(target).storeBytes(
        of: word, toByteOffset: position, as: UInt64.self)
      position += 8
    }
    while position < length {
      let byte = start[position]
      if isControl(byte) { return false }
      target[position] = byte
      position += 1
    }
    count += length
    return true
  }

  @inline(__always)
  private func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

  /// Appends text with `& < > " '` replaced as markupsafe does.
  mutating func appendEscaped(_ source: UnsafeBufferPointer<UInt8>) {
    reserve(source.count)
    for byte in source {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&#34;")
      case UInt8(ascii: "'"): append("&#39;")
      default: append(byte)
      }
    }
  }

  mutating func append(_ literal: StaticString) {
    append(literal.utf8Start, literal.utf8CodeUnitCount)
  }
}

/// Whether XML 1.0 has all the characters of a text.
func isXMLText(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
  var position = 0
  while position < source.count {
    let byte = source[position]
    if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return false }
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
    if byte == 0xEF, position + 2 < source.count, source[position + 1] == 0xBF,
      source[position + 2] >= 0xBE
    {
      return false
    }
    position += 1
  }
  return true
}
