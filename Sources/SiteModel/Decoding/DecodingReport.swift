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
  private var latest: (name: String, what: String, near: String?)?

  public init() {
    self.init(comparisons: 5_000)
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
    let near = nearest(to: name, what, among: known)
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
        // A quoted name stands in a longer span: what is between quotes cannot be replaced alone.
        replacement: span.end - span.start == name.utf8.count
          ? near.map { DiagnosticReplacement(span, with: $0) } : nil))
  }

  /// The known name that was perhaps meant. One mistake often stands on many phones: it is looked
  /// for once.
  private mutating func nearest(
    to name: String, _ what: String, among known: some Collection<String>
  ) -> String? {
    if let latest, latest.name == name, latest.what == what { return latest.near }
    guard comparisons > 0 else { return nil }
    comparisons -= known.count
    let near = suggestion(for: name, among: known)
    latest = (name, what, near)
    return near
  }
}

/// What every part of a site is decoded with.
struct DecodingContext: Sendable {
  let secrets: SecretStore
}
