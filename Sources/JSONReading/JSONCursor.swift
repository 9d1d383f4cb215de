/// Why bytes are no JSON, or not the JSON that is wanted.
public struct JSONFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line at fault, from 1.
  public let line: Int
  /// What is wrong, without a full stop.
  public let message: String

  public init(line: Int, message: String) {
    self.line = line
    self.message = message
  }

  public var description: String { "line \(line): \(message)" }
}

/// Reads JSON (RFC 8259) from front to back: the caller says what it expects next.
///
/// It is strict: no comments, no trailing commas, no raw control characters in strings, valid
/// UTF-8 and paired surrogates only.
public struct JSONCursor {
  private static let depthLimit = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var depth = 0

  /// The bytes must stay where they are for as long as the cursor is used.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// The error that the place before the cursor is at fault.
  public func error(_ message: String) -> JSONFault {
    let newlines = bytes[..<min(offset, bytes.count)].count { $0 == UInt8(ascii: "\n") }
    return JSONFault(line: newlines + 1, message: message)
  }

  /// Reads an object and calls a closure for each key; the closure reads the key's value.
  public mutating func object(
    _ member: (inout JSONCursor, String) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try sequence(from: "{", to: "}") { (cursor) throws(JSONFault) in
      let key = try cursor.string()
      try cursor.expect(":")
      try member(&cursor, key)
    }
  }

  /// Reads an array and calls a closure for each element, which reads it.
  public mutating func array(
    _ element: (inout JSONCursor) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try sequence(from: "[", to: "]", element)
  }

  private mutating func sequence(
    from open: Unicode.Scalar, to close: Unicode.Scalar,
    _ element: (inout JSONCursor) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try expect(open)
    depth += 1
    guard depth <= Self.depthLimit else { throw error("it is nested too deeply") }
    if !take(close) {
      repeat { try element(&self) } while take(",")
      try expect(close)
    }
    depth -= 1
  }

  /// Reads a string.
  public mutating func string() throws(JSONFault) -> String {
    try expect("\"")
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""),
      bytes[offset] != UInt8(ascii: "\\"), bytes[offset] >= 0x20
    {
      offset += 1
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
      offset += 1
      return try text(UnsafeBufferPointer(rebasing: bytes[start..<offset - 1]))
    }
    return try escapedString(from: start)
  }

  private func text(_ bytes: some Sequence<UInt8>) throws(JSONFault) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw error("a string is not valid UTF-8")
    }
    return text
  }

  private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
    var content = Array(bytes[start..<offset])
    while true {
      guard let byte = next(), byte >= 0x20 else {
        throw error("a string has no end on its line")
      }
      switch byte {
      case UInt8(ascii: "\""): return try text(content)
      case UInt8(ascii: "\\"): content.append(contentsOf: Array(String(try escape()).utf8))
      default: content.append(byte)
      }
    }
  }

  private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
    switch next() {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw error("a backslash is followed by no known escape")
    }
  }

  private mutating func unicodeEscape() throws(JSONFault) -> Unicode.Scalar {
    let unit = try fourDigits()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, next() == UInt8(ascii: "\\"), next() == UInt8(ascii: "u") else {
      throw error("half a surrogate pair")
    }
    let low = try fourDigits()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw error("half a surrogate pair") }
    return scalar
  }

  private mutating func fourDigits() throws(JSONFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next().flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw error("“\\u” needs four digits")
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// Reads a whole number that is not negative.
  public mutating func wholeNumber() throws(JSONFault) -> Int {
    skipSpace()
    let start = offset
    var value = 0
    while offset < bytes.count, case let byte = bytes[offset], byte >= 0x30, byte <= 0x39 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(byte - 0x30))
      guard !overflow, !carry else { throw error("a number is too large") }
      value = sum
      offset += 1
    }
    let hasFraction = offset < bytes.count && [0x2E, 0x45, 0x65].contains(bytes[offset])
    let hasLeadingZero = offset - start > 1 && bytes[start] == 0x30
    guard offset > start, !hasFraction, !hasLeadingZero else {
      throw error("a whole number is wanted here")
    }
    return value
  }

  /// Reads `true` or `false`.
  public mutating func boolean() throws(JSONFault) -> Bool {
    skipSpace()
    if takeWord("true") { return true }
    if takeWord("false") { return false }
    throw error("“true” or “false” is wanted here")
  }

  /// Reads a value of whatever kind and forgets it.
  public mutating func skipValue() throws(JSONFault) {
    skipSpace()
    guard offset < bytes.count else { throw error("it ends too early") }
    switch bytes[offset] {
    case UInt8(ascii: "{"):
      try object { (cursor, _) throws(JSONFault) in try cursor.skipValue() }
    case UInt8(ascii: "["):
      try array { (cursor) throws(JSONFault) in try cursor.skipValue() }
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "-"), 0x30...0x39: try skipNumber()
    default:
      guard takeWord("true") || takeWord("false") || takeWord("null") else {
        throw error("a value is wanted here")
      }
    }
  }

  private mutating func skipNumber() throws(JSONFault) {
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let whole = digits()
    guard whole.count == 1 || (whole.count > 1 && bytes[whole.lowerBound] != 0x30) else {
      throw error("a number is misspelt")
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      guard !digits().isEmpty else { throw error("a number is misspelt") }
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if offset < bytes.count, bytes[offset] == 0x2B || bytes[offset] == 0x2D { offset += 1 }
      guard !digits().isEmpty else { throw error("a number is misspelt") }
    }
  }

  private mutating func digits() -> Range<Int> {
    let start = offset
    while offset < bytes.count, bytes[offset] >= 0x30, bytes[offset] <= 0x39 { offset += 1 }
    return start..<offset
  }

  /// Makes sure that nothing but white space is left.
  public mutating func end() throws(JSONFault) {
    skipSpace()
    guard offset == bytes.count else { throw error("something follows behind its end") }
  }

  private mutating func next() -> UInt8? {
    guard offset < bytes.count else { return nil }
    offset += 1
    return bytes[offset - 1]
  }

  private mutating func skipSpace() {
    while offset < bytes.count, case let byte = bytes[offset],
      byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    {
      offset += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(JSONFault) {
    if !take(character) { throw error("“\(character)” is wanted here") }
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard bytes[offset...].starts(with: word.utf8) else { return false }
    offset += word.utf8.count
    return true
  }
}
