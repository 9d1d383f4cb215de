public import Diagnostics

extension DiagnosticCode {
  public static let listWithoutColumn = DiagnosticCode(
    "I001", .error, "a list of phones without a column that it needs")
  public static let repeatedListColumn = DiagnosticCode(
    "I002", .error, "two columns of a list that say the same")
  public static let ignoredColumn = DiagnosticCode(
    "I003", .warning, "a column that is not imported")
  public static let phoneInSite = DiagnosticCode(
    "I004", .warning, "a phone that the site has already")
  public static let phoneTwiceInList = DiagnosticCode(
    "I005", .error, "the same phone twice in a list")
  public static let unknownListedModel = DiagnosticCode(
    "I006", .error, "a model of a list that nobody knows")
  public static let notAListedAddress = DiagnosticCode(
    "I007", .error, "no MAC address where a list should have one")
  public static let noPlaceForPhones = DiagnosticCode(
    "I008", .error, "a site file into which phones cannot be written")
  public static let noPlaceForField = DiagnosticCode(
    "I009", .warning, "a field for which the site's table has no column")
  public static let unusableImport = DiagnosticCode(
    "I010", .error, "an import after which the site would not be readable")

  /// The codes of this target, for the list of rules.
  public static let phoneImportCodes: [DiagnosticCode] = [
    listWithoutColumn, repeatedListColumn, ignoredColumn, phoneInSite, phoneTwiceInList,
    unknownListedModel, notAListedAddress, noPlaceForPhones, noPlaceForField, unusableImport,
  ]
}
