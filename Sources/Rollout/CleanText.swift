/// A text that came over the network, fit to be shown: control and direction characters are gone,
/// and it has at most 160 characters. All texts of a ledger keep this one rule.
public struct CleanText: Hashable, Sendable {
  /// The longest text, in characters; a longer one is cut and ends in `…`.
  public static let longest = 160

  public let text: String

  public init(_ text: String) {
    let isPlain =
      text.utf8.count <= Self.longest && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    self.text = isPlain ? text : Self.cleaned(text)
  }

  private static func cleaned(_ text: String) -> String {
    let scalars = text.unicodeScalars.lazy.map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        "\u{FFFD}"
      default: scalar
      }
    }
    // A character may hold any number of combining marks.
    let cut = String(String.UnicodeScalarView(scalars.prefix(4 * longest)))
    return cut.count > longest ? cut.prefix(longest - 1) + "…" : cut
  }

  /// A URL without the user's name and password that may stand in it: they are a secret.
  static func url(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return CleanText(url).text }
    let rest = url[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return CleanText(url).text }
    return CleanText(String(url[..<scheme.upperBound]) + String(rest[rest.index(after: at)...]))
      .text
  }
}
