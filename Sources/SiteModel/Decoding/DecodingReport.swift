public import Diagnostics
import YAMLNodes

/// A place where the site names a secret.
public struct SecretUse: Sendable {
  public let name: String
  public let span: SourceSpan
}

/// What is found while a part of a site is decoded, beside the part itself.
public struct DecodingReport: Sendable {
  public var diagnostics: [Diagnostic] = []
  public internal(set) var secretUses: [SecretUse] = []
  /// Where literal passwords stand, so that no diagnostic quotes them.
  public internal(set) var redactions: [SourceSpan] = []
  /// How many more names may be compared to find the one that was perhaps meant: a wrong name on
  /// each of many phones must not take the time of comparing it with each of many accounts.
  private var comparisons: Int

  public init() {
    self.init(comparisons: 20_000)
  }

  init(comparisons: Int) {
    self.comparisons = comparisons
  }

  public mutating func add(_ other: DecodingReport) {
    diagnostics += other.diagnostics
    secretUses += other.secretUses
    redactions += other.redactions
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, label: String = "",
    also secondary: [DiagnosticLabel] = [], notes: [String] = [], help: String...
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: span, label: label, also: secondary, notes: notes, help: help))
  }

  /// Reports a name that is not known here, with the one that was perhaps meant.
  mutating func reportUnknown(
    _ code: DiagnosticCode, _ what: String, _ name: String, at span: SourceSpan,
    among known: some Collection<String>, help: String? = nil
  ) {
    let near = comparisons > 0 ? suggestion(for: name, among: known) : nil
    comparisons -= known.count
    var lines: [String] = []
    if let near {
      lines.append("did you mean `\(near)`?")
    } else if known.isEmpty {
      lines.append(help ?? "nothing may stand here")
    } else if known.count <= 24 {
      lines.append("known here: \(known.sorted().joined(separator: ", "))")
    }
    if let help, !lines.contains(help) { lines.append(help) }
    diagnostics.append(
      Diagnostic(
        code, "\(what) `\(excerpt(name))`", at: span, help: lines,
        replacement: near.map { DiagnosticReplacement(span, with: $0) }))
  }
}

/// What every part of a site is decoded with.
struct DecodingContext: Sendable {
  let secrets: SecretStore
}
