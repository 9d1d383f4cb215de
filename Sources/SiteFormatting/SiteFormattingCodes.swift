public import Diagnostics

extension DiagnosticCode {
  public static let noCanonicalForm = DiagnosticCode(
    "O003", .error, "a file that cannot be formatted without changing what it means")

  /// The codes of this target, for the list of rules.
  public static let siteFormattingCodes: [DiagnosticCode] = [noCanonicalForm]
}
