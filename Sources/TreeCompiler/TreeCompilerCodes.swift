public import Diagnostics

extension DiagnosticCode {
  public static let missingTemplate = DiagnosticCode(
    "F006", .error, "a template that a family or page needs is missing")
  public static let unusablePath = DiagnosticCode(
    "F007", .error, "a name that no file of a tree can have")
  public static let unknownFormat = DiagnosticCode(
    "F008", .error, "a page whose format cannot be told from its name")
  public static let repeatedKey = DiagnosticCode("R001", .error, "a key twice in one file")
  public static let unknownRenderedKey = DiagnosticCode(
    "R002", .error, "a key that the firmware does not know")
  public static let malformedLine = DiagnosticCode(
    "R003", .error, "a line that the family's dialect does not have")
  public static let treeFailure = DiagnosticCode(
    "O001", .error, "the tree cannot be written or read")
  public static let foreignFile = DiagnosticCode(
    "O002", .warning, "something in the tree that ringtree did not write")

  /// The codes of this target, for the list of rules.
  public static let treeCompilerCodes: [DiagnosticCode] = [
    missingTemplate, unusablePath, unknownFormat, repeatedKey, unknownRenderedKey, malformedLine,
    treeFailure, foreignFile,
  ]
}
