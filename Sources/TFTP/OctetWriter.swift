/// Builds a packet.
struct OctetWriter {
  private(set) var octets: [UInt8] = []

  init(_ opcode: Opcode) { append(opcode.rawValue) }

  /// In network byte order.
  mutating func append(_ number: UInt16) {
    octets.append(UInt8(number >> 8))
    octets.append(UInt8(truncatingIfNeeded: number))
  }

  /// A text and the NUL that ends it. A NUL in the text would begin the next field: it is left out.
  mutating func append(_ text: String) {
    octets.append(contentsOf: text.utf8.lazy.filter { $0 != 0 })
    octets.append(0)
  }
}
