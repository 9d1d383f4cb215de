public import Diagnostics

extension DiagnosticCode {
  public static let yamlFileTooLarge = DiagnosticCode("Y001", .error, "the file is too large")
  public static let yamlWrongEncoding = DiagnosticCode("Y002", .error, "the file is not in UTF-8")
  public static let yamlBadUTF8 = DiagnosticCode("Y003", .error, "bytes that are not UTF-8")
  public static let yamlForbiddenCharacter = DiagnosticCode(
    "Y004", .error, "a character that YAML forbids")
  public static let yamlTab = DiagnosticCode("Y005", .error, "a tab used for indentation")
  public static let yamlUnterminatedQuote = DiagnosticCode(
    "Y006", .error, "a quote that is not closed")
  public static let yamlUnclosedBracket = DiagnosticCode(
    "Y007", .error, "a bracket that is not closed, or a comma missing in it")
  public static let yamlUnexpectedColon = DiagnosticCode(
    "Y008", .error, "a colon where no key may stand")
  public static let yamlBadIndentation = DiagnosticCode(
    "Y009", .error, "indentation that fits nothing")
  public static let yamlMissingColon = DiagnosticCode("Y010", .error, "a key without a colon")
  public static let yamlBadEscape = DiagnosticCode(
    "Y011", .error, "an unknown escape in double quotes")
  public static let yamlReservedCharacter = DiagnosticCode(
    "Y012", .error, "a value that begins with a character that needs quotes")
  public static let yamlBadProperty = DiagnosticCode(
    "Y013", .error, "a malformed tag, anchor or alias")
  public static let yamlBadBlockHeader = DiagnosticCode(
    "Y014", .error, "a malformed `|` or `>` header")
  public static let yamlTextAfterValue = DiagnosticCode(
    "Y015", .error, "text after a value that is complete")
  public static let yamlSyntax = DiagnosticCode("Y016", .error, "other errors of syntax")
  public static let yamlDirective = DiagnosticCode(
    "Y017", .error, "a directive other than %YAML 1.2")
  public static let yamlSeveralDocuments = DiagnosticCode(
    "Y018", .error, "more than one document in a file")
  public static let yamlUndefinedAlias = DiagnosticCode(
    "Y019", .error, "an alias without its anchor")
  public static let yamlRecursiveAlias = DiagnosticCode(
    "Y020", .error, "an alias to what it stands in")
  public static let yamlDuplicateKey = DiagnosticCode("Y021", .error, "a key twice in a mapping")
  public static let yamlKeyNotScalar = DiagnosticCode("Y022", .error, "a list or mapping as a key")
  public static let yamlBadMerge = DiagnosticCode(
    "Y023", .error, "a merge of something else than mappings")
  public static let yamlTooDeep = DiagnosticCode("Y024", .error, "nesting too deep")
  public static let yamlAliasExpansion = DiagnosticCode(
    "Y025", .error, "aliases that stand for too much")
  public static let yamlTooManyNodes = DiagnosticCode("Y026", .error, "too many nodes")
  public static let yamlScalarTooLong = DiagnosticCode("Y027", .error, "a scalar that is too long")

  /// All that a parse can find, in the order of their identifiers.
  public static let yamlNodesCodes: [DiagnosticCode] = [
    .yamlFileTooLarge, .yamlWrongEncoding, .yamlBadUTF8, .yamlForbiddenCharacter, .yamlTab,
    .yamlUnterminatedQuote, .yamlUnclosedBracket, .yamlUnexpectedColon, .yamlBadIndentation,
    .yamlMissingColon, .yamlBadEscape, .yamlReservedCharacter, .yamlBadProperty,
    .yamlBadBlockHeader, .yamlTextAfterValue, .yamlSyntax, .yamlDirective, .yamlSeveralDocuments,
    .yamlUndefinedAlias, .yamlRecursiveAlias, .yamlDuplicateKey, .yamlKeyNotScalar, .yamlBadMerge,
    .yamlTooDeep, .yamlAliasExpansion, .yamlTooManyNodes, .yamlScalarTooLong,
  ]
}
