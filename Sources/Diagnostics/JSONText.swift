/// Writes JSON as it goes: members appear in the order in which they are said.
///
///     var json = JSONText(layout: .indented)
///     json.object { json in
///       json.member("name", "hq")
///       json.member("phones") { $0.array { $0.value(3) } }
///     }
///
/// Characters that a terminal would obey or that reorder text are escaped, so that the result can
/// be printed as well as parsed.
public struct JSONText: Sendable {
  public enum Layout: Sendable {
    /// No white space at all.
    case compact
    /// A line a member, two spaces a level.
    case indented
  }

  /// What was written so far: UTF-8.
  public private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private var depth = 0
  /// Whether the next value or key of the open object or array needs a comma before it.
  private var needsComma = false
  private var followsKey = false

  public init(layout: Layout = .compact) {
    self.layout = layout
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Ends the text with a line feed, as a file or a line of JSON Lines wants it.
  public mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  public mutating func object<Failure: Error>(
    _ members: (inout JSONText) throws(Failure) -> Void
  ) throws(Failure) {
    open("{")
    try members(&self)
    close("}")
  }

  public mutating func array<Failure: Error>(
    _ elements: (inout JSONText) throws(Failure) -> Void
  ) throws(Failure) {
    open("[")
    try elements(&self)
    close("]")
  }

  /// The name of the next value; only within an object.
  public mutating func key(_ name: String) {
    separate()
    write(quoted: name)
    bytes.append(UInt8(ascii: ":"))
    if layout == .indented { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  public mutating func value(_ string: String) {
    separate()
    write(quoted: string)
    needsComma = true
  }

  /// A string of UTF-8 code units; what is no UTF-8 becomes U+FFFD.
  public mutating func value(utf8 units: [UInt8]) {
    value(String(decoding: units, as: UTF8.self))
  }

  public mutating func value(_ number: some BinaryInteger) {
    literal(String(number))
  }

  /// JSON has no infinities and no NaN: they become null.
  public mutating func value(_ number: Double) {
    literal(number.isFinite ? number.description : "null")
  }

  public mutating func value(_ truth: Bool) {
    literal(truth ? "true" : "false")
  }

  public mutating func null() {
    literal("null")
  }

  private mutating func literal(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: bracket))
    depth += 1
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    depth -= 1
    if needsComma { breakLine() }
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    needsComma = false
  }

  private mutating func breakLine() {
    guard layout == .indented else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}

extension JSONText {
  public mutating func member(_ name: String, _ string: String) {
    key(name)
    value(string)
  }

  public mutating func member(_ name: String, _ number: some BinaryInteger) {
    key(name)
    value(number)
  }

  public mutating func member(_ name: String, _ truth: Bool) {
    key(name)
    value(truth)
  }

  /// A member whose value the closure writes: exactly one.
  public mutating func member<Failure: Error>(
    _ name: String, _ write: (inout JSONText) throws(Failure) -> Void
  ) throws(Failure) {
    key(name)
    try write(&self)
  }

  public mutating func member(_ name: String, _ strings: [String]) {
    key(name)
    array { json in
      for string in strings { json.value(string) }
    }
  }
}

extension JSONText {
  private mutating func write(quoted string: String) {
    bytes.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { units in
      var copied = 0
      var offset = 0
      while offset < units.count {
        guard mayNeedEscape(units[offset]), let escape = Escape(units, at: offset) else {
          offset += 1
          continue
        }
        bytes.append(contentsOf: units[copied..<offset])
        bytes.append(contentsOf: escape.text.utf8)
        offset += escape.length
        copied = offset
      }
      bytes.append(contentsOf: units[copied...])
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

@inline(__always)
private func mayNeedEscape(_ unit: UInt8) -> Bool {
  unit < 0x20 || unit == 0x22 || unit == 0x5C || unit == 0x7F || unit == 0xC2 || unit == 0xE2
}

/// A character that stands in JSON under another spelling.
private struct Escape {
  let length: Int
  let text: String

  init?(_ units: UnsafeBufferPointer<UInt8>, at offset: Int) {
    switch units[offset] {
    case UInt8(ascii: "\""): self.init(length: 1, text: "\\\"")
    case UInt8(ascii: "\\"): self.init(length: 1, text: "\\\\")
    case UInt8(ascii: "\n"): self.init(length: 1, text: "\\n")
    case UInt8(ascii: "\r"): self.init(length: 1, text: "\\r")
    case UInt8(ascii: "\t"): self.init(length: 1, text: "\\t")
    case 0..<0x20, 0x7F:
      self.init(length: 1, scalar: UInt32(units[offset]))
    case 0xC2:
      // U+0080 to U+009F: control characters of eight bits.
      guard offset + 1 < units.count, units[offset + 1] < 0xA0 else { return nil }
      self.init(length: 2, scalar: UInt32(units[offset + 1]))
    case 0xE2:
      guard offset + 2 < units.count else { return nil }
      let scalar = 0x2000 | UInt32(units[offset + 1] & 0x3F) << 6 | UInt32(units[offset + 2] & 0x3F)
      // Line separators and what turns the direction of text.
      switch scalar {
      case 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: self.init(length: 3, scalar: scalar)
      default: return nil
      }
    default: return nil
    }
  }

  private init(length: Int, text: String) {
    self.length = length
    self.text = text
  }

  private init(length: Int, scalar: UInt32) {
    let digits = String(scalar, radix: 16)
    self.init(
      length: length, text: "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
  }
}
