public import Diagnostics

extension DiagnosticCode {
  public static let existingSecret = DiagnosticCode(
    "O004", .error, "a secret that the file has already")
  public static let unusableSecretsFile = DiagnosticCode(
    "O005", .error, "a file to which no secret can be added")
  public static let folderInUse = DiagnosticCode(
    "O006", .error, "a folder that has files of a new repository")
  public static let notALedger = DiagnosticCode(
    "O007", .error, "a file that is not the ledger of a rollout")

  /// The codes of the commands themselves, for the list of rules.
  public static let commandCodes: [DiagnosticCode] = [
    existingSecret, unusableSecretsFile, folderInUse, notALedger,
  ]
}
