public import Diagnostics

/// Why a rendering stopped: what only values can tell, such as a line break in one of them.
public struct RenderFailure: Error, Sendable, Equatable {
  public let code: DiagnosticCode
  /// One line that never quotes the value.
  public let message: String
  /// The expression in the template.
  public let span: SourceSpan
  /// The `{% include %}` tags that led there, outermost first.
  public let includes: [SourceSpan]
  public let help: [String]
  /// Where the value at fault stands below the root, such as `["accounts", "0", "password"]`;
  /// nil if it was computed.
  public let path: [String]?

  public init(
    code: DiagnosticCode, message: String, span: SourceSpan, includes: [SourceSpan] = [],
    help: [String] = [], path: [String]? = nil
  ) {
    self.code = code
    self.message = message
    self.span = span
    self.includes = includes
    self.help = help
    self.path = path
  }

  /// The same as a diagnostic; pass as `also` where the site said the value.
  public func diagnostic(also secondary: [DiagnosticLabel] = []) -> Diagnostic {
    let stack = includes.map { DiagnosticLabel($0, "included here") }
    return Diagnostic(code, message, at: span, also: secondary + stack, help: help)
  }
}
