public import Diagnostics

extension DiagnosticCode {
  public static let csvBadUTF8 = DiagnosticCode("C001", .error, "a table that is not in UTF-8")
  public static let csvUnterminatedQuote = DiagnosticCode(
    "C002", .error, "a quote that is not closed")
  public static let csvTextAfterQuote = DiagnosticCode(
    "C003", .error, "text behind a closing quote")
  public static let csvTooManyFields = DiagnosticCode(
    "C004", .error, "a row with more fields than the header")
  public static let csvEmptyName = DiagnosticCode("C005", .error, "a column without a name")
  public static let csvDuplicateName = DiagnosticCode("C006", .error, "two columns of one name")
  public static let csvNoHeader = DiagnosticCode("C007", .error, "a table without a header")
  public static let csvFieldTooLong = DiagnosticCode("C008", .error, "a field that is too long")
  public static let csvTooManyColumns = DiagnosticCode("C009", .error, "too many columns")
  public static let csvTooManyRows = DiagnosticCode("C010", .error, "too many rows")
  public static let csvFileTooLarge = DiagnosticCode("C011", .error, "a table that is too large")

  /// All that reading a table can find, in the order of their identifiers.
  public static let csvTablesCodes: [DiagnosticCode] = [
    .csvBadUTF8, .csvUnterminatedQuote, .csvTextAfterQuote, .csvTooManyFields, .csvEmptyName,
    .csvDuplicateName, .csvNoHeader, .csvFieldTooLong, .csvTooManyColumns, .csvTooManyRows,
    .csvFileTooLarge,
  ]
}
