public import Diagnostics
public import YAMLNodes

/// The canonical form of a site file: what is left free by YAML is always written in one way, so
/// that a diff shows what was meant and no more.
///
/// What is canonical:
/// - UTF-8 without a byte order mark, lines that end with LF, no white space at their ends, one
///   line end at the end of the file;
/// - blocks are indented by two columns, also lists below their key; one space behind `-`, `:` and
///   `,` and before a comment; none within brackets and braces. Comments that stand below each
///   other in one column stay in one;
/// - at most one empty line in a row, and one before each section of more than a line;
/// - the sections in the order of ``SiteSections/order``, each with the comments above it, where
///   no anchor would come to stand behind its alias;
/// - MAC addresses as `80:82:87:01:02:03`, in quotes only where YAML 1.1 would read a number.
///
/// All else stays as it is: which collections are in block and which in flow style, where lines
/// are broken, quotes, the order of keys, comments.
public enum SiteFormatting {
  public enum Outcome: Sendable {
    /// The canonical form; the bytes that were given if they are in it.
    case formatted([UInt8])
    /// What is wrong with the file, which is to be left alone.
    case refused([Diagnostic])
  }

  /// Formats a site file, or a file that a site includes.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - source: The file's name in diagnostics.
  ///   - limits: How much to take in.
  /// - Returns: The canonical form, or what is wrong with the file.
  public static func format(
    _ bytes: [UInt8], source: SourceID, limits: YAMLLimits = YAMLLimits()
  ) -> Outcome {
    let parsed = YAMLParser.parse(bytes, source: source, limits: limits)
    guard let document = parsed.document, !parsed.diagnostics.hasErrors else {
      return .refused(parsed.diagnostics)
    }
    let text = PlainText.of(bytes)
    guard let tokens = YAMLTokens.scan(text) else { return .refused([unsafe(source)]) }
    let addresses = MACNotation.replacements(in: text, source: source, limits: limits)
    let lines = TokenLayout.lines(of: text, tokens, replacing: addresses)
    let comparison = SameMeaning(source: source, limits: limits)
    for candidate in [SectionOrder.canonical(lines), lines] {
      let formatted = FormattedLine.text(of: candidate)
      guard comparison.holds(between: document, and: formatted),
        comparison.hasSameComments(text, formatted)
      else { continue }
      return .formatted(formatted)
    }
    return .refused([unsafe(source)])
  }

  private static func unsafe(_ source: SourceID) -> Diagnostic {
    Diagnostic(
      .noCanonicalForm, "the file cannot be formatted without changing what it means",
      at: SourceSpan(source: source, start: 0, end: 0),
      help: ["it was left as it is; line breaks other than LF and CR LF may be the cause"])
  }
}
