import SiteModel
import YAMLNodes

/// How the items of a site file are written, taken from those that are there.
struct ItemStyle {
  /// The columns in front of an item, and of what stands within it.
  var indent = "  "
  var step = "  "
  /// Whether an item stands on one line, in braces.
  var isFlow = false
  /// Whether an empty line stands between two items.
  var isSpaced = false
  var lineEnd = "\n"
  var notation = Notation.colons
  var isUpperCase = false

  enum Notation {
    case colons, hyphens, dots, none
  }

  func text(of address: MACAddress) -> String {
    let digits = Array(isUpperCase ? address.upperDigits : address.digits)
    func joined(_ size: Int, _ separator: String) -> String {
      stride(from: 0, to: digits.count, by: size)
        .map { String(digits[$0..<min($0 + size, digits.count)]) }.joined(separator: separator)
    }
    return switch notation {
    case .colons: joined(2, ":")
    case .hyphens: joined(2, "-")
    case .dots: joined(4, ".")
    case .none: joined(12, "")
    }
  }

  /// A mapping as the item of a list, or below a key.
  func item(_ lead: String, _ fields: [(key: String, value: String)]) -> String {
    if isFlow {
      let space = lead.isEmpty || lead.hasSuffix(" ") ? "" : " "
      return indent + lead + space + "{"
        + fields.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}" + lineEnd
    }
    let inner = indent + step
    let lines = fields.map { "\($0.key): \($0.value)" }
    if lead == "- " {
      // The first key stands on the dash's line, where the others are indented to.
      let dash = "-" + String(repeating: " ", count: max(1, step.count - 1))
      return indent + dash + lines.joined(separator: lineEnd + inner) + lineEnd
    }
    return indent + lead + lineEnd + inner + lines.joined(separator: lineEnd + inner) + lineEnd
  }

  static func notation(of text: String) -> (Notation, isUpperCase: Bool) {
    let notation: Notation =
      text.contains(":")
      ? .colons : text.contains("-") ? .hyphens : text.contains(".") ? .dots : .none
    return (notation, text.contains { $0.isUppercase })
  }
}
