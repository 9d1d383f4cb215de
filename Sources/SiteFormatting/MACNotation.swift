import Diagnostics
import SiteModel
import YAMLNodes

/// The one notation of the phones' MAC addresses.
enum MACNotation {
  /// The new text of each address of `phones` that is written otherwise, by its first byte.
  static func replacements(
    in text: [UInt8], source: SourceID, limits: YAMLLimits
  ) -> [Int: [UInt8]] {
    guard let root = YAMLParser.parse(text, source: source, limits: limits).document?.root else {
      return [:]
    }
    var replacements: [Int: [UInt8]] = [:]
    for (key, phones) in root.entries where key.text(equals: "phones") {
      for phone in phones.items {
        for (key, value) in phone.entries where key.text(equals: "mac") {
          guard value.kind == .scalar, value.style == .plain || isQuoted(value),
            let address = MACAddress(value.text), isBare(value, in: text)
          else { continue }
          replacements[value.span.start] = Array(canonical(address).utf8)
        }
      }
    }
    return replacements
  }

  /// YAML 1.1 takes `10:20:30:40:50:10` for a number to the base 60: there the quotes stay.
  static func canonical(_ address: MACAddress) -> String {
    let text = address.colonSeparated
    let pairs = text.split(separator: ":")
    let isNumber =
      text.first != "0" && text.utf8.allSatisfy { $0 <= UInt8(ascii: ":") }
      && pairs.dropFirst().allSatisfy { $0 < "60" }
    return isNumber ? "\"\(text)\"" : text
  }

  private static func isQuoted(_ node: YAMLNode) -> Bool {
    node.style == .singleQuoted || node.style == .doubleQuoted
  }

  /// Whether the value's span holds nothing but the scalar: no anchor, no tag.
  private static func isBare(_ node: YAMLNode, in text: [UInt8]) -> Bool {
    guard node.span.start < text.count, node.tag == nil else { return false }
    return text[node.span.start] != UInt8(ascii: "&")
  }
}
