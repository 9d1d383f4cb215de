public import Diagnostics

extension DiagnosticCode {
  public static let existingSecret = DiagnosticCode(
    "O004", .error, "a secret that the file has already")
  public static let unusableSecretsFile = DiagnosticCode(
    "O005", .error, "a file to which no secret can be added")

  /// The codes of the commands themselves, for the list of rules.
  public static let commandCodes: [DiagnosticCode] = [existingSecret, unusableSecretsFile]
}
