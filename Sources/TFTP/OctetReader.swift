/// Reads the fields of a packet one after the other.
struct OctetReader {
  private let octets: UnsafeRawBufferPointer
  private(set) var position = 0

  /// The octets must stay valid for as long as the reader is used.
  init(_ octets: UnsafeRawBufferPointer) { self.octets = octets }

  var isAtEnd: Bool { position == octets.count }

  /// Whether all that is left is NUL: the padding with which some clients fill up a packet.
  var isPadding: Bool { octets[position...].allSatisfy { $0 == 0 } }

  /// Two octets in network byte order; nil if they are not there.
  mutating func number() -> UInt16? {
    guard octets.count - position >= 2 else { return nil }
    defer { position += 2 }
    return UInt16(octets[position]) << 8 | UInt16(octets[position + 1])
  }

  /// The octets before the next NUL, which is taken too; nil if there is no NUL.
  mutating func text() -> Slice<UnsafeRawBufferPointer>? {
    guard let end = octets[position...].firstIndex(of: 0) else { return nil }
    defer { position = end + 1 }
    return octets[position..<end]
  }

  /// What is left, up to a number of octets, without a NUL that ends it.
  func remainder(upTo limit: Int) -> Slice<UnsafeRawBufferPointer> {
    let rest = octets[position...].prefix(limit)
    return rest.prefix(rest.firstIndex(of: 0).map { $0 - rest.startIndex } ?? rest.count)
  }
}

extension Slice<UnsafeRawBufferPointer> {
  /// Whether this is a word, in any case of its ASCII letters.
  func isWord(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for (offset, octet) in enumerated() {
      let isUpper = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= octet
      if (isUpper ? octet | 0x20 : octet) != word.utf8Start[offset] { return false }
    }
    return true
  }

  /// The decimal number that this is; nil if it is anything else, or has more than 18 digits.
  var decimalNumber: Int? {
    guard 1...18 ~= count else { return nil }
    var number = 0
    for octet in self {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= octet else { return nil }
      number = number * 10 + Int(octet - UInt8(ascii: "0"))
    }
    return number
  }

  /// The text for a log: what is not printable ASCII becomes `?`.
  var printableText: String {
    String(decoding: lazy.map { 0x20...0x7e ~= $0 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }
}
