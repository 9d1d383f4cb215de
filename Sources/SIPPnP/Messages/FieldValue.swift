/// A header's value with its parameters: `ua-profile;profile-type="device"`.
///
/// Read leniently, since phones put spaces round `;` and `=`, leave out quotes, and repeat names
/// (docs/pnp.md). Of two parameters with one name the first counts.
public struct FieldValue: Hashable, Sendable {
  public let value: String
  public let parameters: [Parameter]

  public struct Parameter: Hashable, Sendable {
    /// In lower case.
    public let name: String
    /// Without quotes; empty for a parameter without `=`.
    public let value: String
    /// As it was written.
    public let text: String
  }

  public init(_ text: String) {
    let parts = Self.split(text, at: UInt8(ascii: ";"))
    value = String(parts[0])
    parameters = parts.dropFirst().filter { !$0.isEmpty }.map { part in
      let sides = Self.split(part, at: UInt8(ascii: "="), limit: 2)
      return Parameter(
        name: sides[0].lowercased(), value: sides.count == 2 ? Self.unquoted(sides[1]) : "",
        text: String(part))
    }
  }

  /// The value of a parameter, by its name in lower case; nil if it is not there.
  public subscript(name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// Cuts a text at an ASCII character outside of quotes and angle brackets, and trims the parts. An
  /// unfinished quote or bracket lasts to the end. There is at least one part.
  static func split(
    _ text: some StringProtocol, at separator: UInt8, limit: Int = .max
  ) -> [Substring] {
    let text = Substring(text)
    let octets = text.utf8
    var parts: [Substring] = []
    var isQuoted = false
    var isEscaped = false
    var isInBrackets = false
    var start = text.startIndex
    var index = start
    while index != octets.endIndex {
      let octet = octets[index]
      let next = octets.index(after: index)
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        isEscaped = octet == UInt8(ascii: "\\")
        isQuoted = octet != UInt8(ascii: "\"")
      } else if octet == UInt8(ascii: "\"") {
        isQuoted = true
      } else if isInBrackets {
        isInBrackets = octet != UInt8(ascii: ">")
      } else if octet == UInt8(ascii: "<") {
        isInBrackets = true
      } else if octet == separator, parts.count < limit - 1 {
        parts.append(trimmed(text[start..<index]))
        start = next
      }
      index = next
    }
    parts.append(trimmed(text[start...]))
    return parts
  }

  /// Without spaces and tabs at its ends.
  static func trimmed(_ text: Substring) -> Substring {
    func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 }
    guard let first = text.utf8.firstIndex(where: { !isSpace($0) }),
      let last = text.utf8.lastIndex(where: { !isSpace($0) })
    else { return text[text.startIndex..<text.startIndex] }
    return text[first..<text.utf8.index(after: last)]
  }

  private static func unquoted(_ text: Substring) -> String {
    guard text.utf8.first == UInt8(ascii: "\"") else { return String(text) }
    var octets: [UInt8] = []
    var isEscaped = false
    for octet in text.utf8.dropFirst() {
      if !isEscaped, octet == UInt8(ascii: "\"") { break }
      isEscaped = !isEscaped && octet == UInt8(ascii: "\\")
      if !isEscaped { octets.append(octet) }
    }
    return String(decoding: octets, as: UTF8.self)
  }
}
