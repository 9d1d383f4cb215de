/// A header's value with its parameters: `ua-profile;profile-type="device"`.
///
/// Read leniently, since phones put spaces round `;` and `=`, leave out quotes, and repeat names
/// (facts: PnP). Of two parameters with one name the first counts.
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
    var parts = Self.split(text, at: ";")
    value = parts.isEmpty ? "" : parts.removeFirst()
    parameters = parts.filter { !$0.isEmpty }.map { part in
      let sides = Self.split(part, at: "=", limit: 2)
      return Parameter(
        name: sides[0].lowercased(), value: sides.count == 2 ? Self.unquoted(sides[1]) : "",
        text: part)
    }
  }

  /// The value of a parameter, by its name in lower case; nil if it is not there.
  public subscript(name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// Cuts a text at a character outside of quotes and angle brackets, and trims the parts. An
  /// unfinished quote or bracket lasts to the end. There is at least one part.
  static func split(_ text: String, at separator: Unicode.Scalar, limit: Int = .max) -> [String] {
    var parts: [String] = []
    var part = String.UnicodeScalarView()
    var isQuoted = false
    var isEscaped = false
    var isInBrackets = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        if scalar == "\\" { isEscaped = true }
        if scalar == "\"" { isQuoted = false }
      } else if scalar == "\"" {
        isQuoted = true
      } else if isInBrackets {
        if scalar == ">" { isInBrackets = false }
      } else if scalar == "<" {
        isInBrackets = true
      } else if scalar == separator, parts.count < limit - 1 {
        parts.append(trimmed(String(part)))
        part.removeAll()
        continue
      }
      part.append(scalar)
    }
    return parts + [trimmed(String(part))]
  }

  /// The text without spaces and tabs at its ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
    let scalars = String(text).unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }),
      let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  static func unquoted(_ text: String) -> String {
    guard text.hasPrefix("\"") else { return text }
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars.dropFirst() {
      if isEscaped {
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
        continue
      } else if scalar == "\"" {
        break
      }
      result.append(scalar)
    }
    return String(result)
  }
}
