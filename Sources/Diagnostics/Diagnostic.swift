/// How much a finding weighs.
public enum Severity: String, Hashable, Comparable, Sendable {
  case note
  /// The run goes on; its exit status stays 0.
  case warning
  /// Nothing is written; the exit status is 1.
  case error

  public static func < (left: Severity, right: Severity) -> Bool {
    left.weight < right.weight
  }

  private var weight: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A kind of finding, under an identifier that never changes its meaning (`docs/diagnostics.md`).
///
/// The letter says the part: `Y` YAML, `C` CSV, `S` the site, `F` families, `T` templates,
/// `R` what was rendered, `O` reading and writing, `I` lists of phones.
public struct DiagnosticCode: Hashable, Sendable {
  /// A letter and three digits, such as `S012`.
  public let id: String
  public let severity: Severity
  /// What kind of trouble it is, without particulars: one line for the list of rules.
  public let title: String

  public init(_ id: String, _ severity: Severity, _ title: String) {
    self.id = id
    self.severity = severity
    self.title = title
  }
}

/// A span with what is to be said about it.
public struct DiagnosticLabel: Hashable, Sendable {
  public let span: SourceSpan
  /// A few words beside the underline; may be empty.
  public let text: String

  public init(_ span: SourceSpan, _ text: String = "") {
    self.span = span
    self.text = text
  }
}

/// A change of the source that would mend the trouble.
public struct DiagnosticReplacement: Hashable, Sendable {
  public let span: SourceSpan
  public let text: String

  public init(_ span: SourceSpan, with text: String) {
    self.span = span
    self.text = text
  }
}

/// One thing that is wrong: what, where, and what to do.
///
/// No text in it may hold a secret's value.
public struct Diagnostic: Hashable, Sendable {
  public let code: DiagnosticCode
  /// One line, without a full stop at its end, that says what is wrong with this input.
  public let message: String
  /// The place at fault; absent where no file is to blame (a missing folder, a full disk).
  public let primary: DiagnosticLabel?
  /// Further places, such as the one that the primary disagrees with.
  public let secondary: [DiagnosticLabel]
  /// What else is worth knowing, a line each.
  public let notes: [String]
  /// What to do, a line each.
  public let help: [String]
  public let replacement: DiagnosticReplacement?

  public var severity: Severity { code.severity }

  public init(
    _ code: DiagnosticCode, _ message: String, at primary: DiagnosticLabel? = nil,
    also secondary: [DiagnosticLabel] = [], notes: [String] = [], help: [String] = [],
    replacement: DiagnosticReplacement? = nil
  ) {
    self.code = code
    self.message = message
    self.primary = primary
    self.secondary = secondary
    self.notes = notes
    self.help = help
    self.replacement = replacement
  }

  /// The same with a bare span as its place.
  public init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, label: String = "",
    also secondary: [DiagnosticLabel] = [], notes: [String] = [], help: [String] = [],
    replacement: DiagnosticReplacement? = nil
  ) {
    self.init(
      code, message, at: DiagnosticLabel(span, label), also: secondary, notes: notes, help: help,
      replacement: replacement)
  }
}

extension Sequence where Element == Diagnostic {
  /// Whether anything in it forbids to write.
  public var hasErrors: Bool {
    contains { $0.severity == .error }
  }
}
