public import Diagnostics

extension DiagnosticCode {
  public static let strangeExportLine = DiagnosticCode(
    "L001", .warning, "lines of an exported configuration that hold no key")
  public static let exportWithoutKeys = DiagnosticCode(
    "L002", .error, "an exported configuration without keys")
  public static let exportOfAnotherDialect = DiagnosticCode(
    "L003", .error, "an exported configuration of another dialect than the family's")
  public static let catalogueTooLarge = DiagnosticCode(
    "L004", .error, "a key catalogue that is too large to compare")

  /// The codes of this target, for the list of rules.
  public static let keyLearningCodes: [DiagnosticCode] = [
    strangeExportLine, exportWithoutKeys, exportOfAnotherDialect, catalogueTooLarge,
  ]
}
