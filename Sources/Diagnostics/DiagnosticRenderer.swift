/// What diagnostics are printed as: the values of `--format`.
public enum DiagnosticFormat: String, CaseIterable, Sendable {
  /// For people.
  case text
  /// For programs; ringtree's own format.
  case json
  /// Annotations in a GitHub workflow.
  case github
  /// SARIF 2.1.0, for code hosts and editors.
  case sarif
}

/// Turns diagnostics into what is printed, with no secret in it.
public struct DiagnosticRenderer: Sendable {
  private let format: DiagnosticFormat
  private let colour: Bool
  private let sources: SourceSet
  private let toolVersion: String
  private let width: Int

  /// - Parameters:
  ///   - format: what to print as.
  ///   - colour: whether `text` may use ANSI colours.
  ///   - sources: the files that the diagnostics point into.
  ///   - toolVersion: ringtree's version, for `sarif`; left out if empty.
  ///   - width: the columns of the terminal, for `text`; at least 40 are taken.
  public init(
    format: DiagnosticFormat, colour: Bool = false, sources: SourceSet, toolVersion: String = "",
    width: Int = 100
  ) {
    self.format = format
    self.colour = colour
    self.sources = sources
    self.toolVersion = toolVersion
    self.width = max(40, width)
  }

  /// All of them in reading order, exact duplicates once. `json` and `sarif` are whole documents
  /// even for none; `text` and `github` are then empty.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    var read = ReadSources(sources)
    let ordered = diagnostics.inReadingOrder().map { diagnostic in
      Redaction(of: diagnostic, in: &read).applied(to: diagnostic)
    }
    return switch format {
    case .text: TextFormat(colour: colour, width: width).render(ordered, &read)
    case .json: JSONFormat().render(ordered, &read)
    case .github: GitHubFormat().render(ordered, &read)
    case .sarif: SARIFFormat(toolVersion: toolVersion).render(ordered, &read)
    }
  }
}
