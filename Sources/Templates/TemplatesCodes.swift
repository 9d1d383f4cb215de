public import Diagnostics

extension DiagnosticCode {
  public static let templateEncoding = Self("T001", .error, "Template is not UTF-8 or too large")
  public static let templateUnclosedTag = Self(
    "T002", .error, "Tag, comment or raw block not closed")
  public static let templateToken = Self("T003", .error, "Character that no expression may hold")
  public static let templateLiteral = Self("T004", .error, "Literal that templates don't have")
  public static let templateSyntax = Self("T005", .error, "Something else was expected here")
  public static let templateUnclosedBlock = Self("T006", .error, "Block not closed")
  public static let templateUnexpectedEnd = Self("T007", .error, "End of a block that is not open")
  public static let templateUnknownTag = Self("T008", .error, "Unknown tag")
  public static let templateUnsupported = Self(
    "T009", .error, "Part of Jinja that is not supported")
  public static let templateTooDeep = Self("T010", .error, "Nested too deeply")
  public static let templateUnknownName = Self("T011", .error, "Unknown name")
  public static let templateUnknownAttribute = Self("T012", .error, "Unknown attribute")
  public static let templateUnknownFilter = Self("T013", .error, "Unknown filter")
  public static let templateUnknownTest = Self("T014", .error, "Unknown test")
  public static let templateType = Self("T015", .error, "Value of the wrong type")
  public static let templateUnprintable = Self("T016", .error, "Value that cannot be printed")
  public static let templateMaybeAbsent = Self("T017", .error, "Optional value used unguarded")
  public static let templateMaybeUnset = Self("T018", .error, "Name that may not be set")
  public static let templateNameTaken = Self("T019", .error, "Name that cannot be set here")
  public static let templateArguments = Self("T020", .error, "Wrong arguments")
  public static let templateMissingInclude = Self("T021", .error, "Included template not found")
  public static let templateIncludeCycle = Self("T022", .error, "Templates include each other")
  public static let templateTooLarge = Self("T023", .error, "Includes add up to too much")
  public static let renderControlCharacter = Self(
    "T030", .error, "Value with a character that the file cannot hold")
  public static let renderMissingElement = Self("T031", .error, "No such element or key")
  public static let renderArithmetic = Self("T032", .error, "Arithmetic without a result")
  public static let renderLimit = Self("T033", .error, "Rendering takes too much")
  public static let renderMismatch = Self("T034", .error, "Value that is not of its schema's type")

  /// Every code that templates can raise.
  public static let templatesCodes: [DiagnosticCode] = [
    templateEncoding, templateUnclosedTag, templateToken, templateLiteral, templateSyntax,
    templateUnclosedBlock, templateUnexpectedEnd, templateUnknownTag, templateUnsupported,
    templateTooDeep, templateUnknownName, templateUnknownAttribute, templateUnknownFilter,
    templateUnknownTest, templateType, templateUnprintable, templateMaybeAbsent,
    templateMaybeUnset, templateNameTaken, templateArguments, templateMissingInclude,
    templateIncludeCycle, templateTooLarge, renderControlCharacter, renderMissingElement,
    renderArithmetic, renderLimit, renderMismatch,
  ]
}
