public import Diagnostics

extension DiagnosticCode {
  public static let unknownKey = DiagnosticCode("S001", .error, "unknown key")
  public static let wrongShape = DiagnosticCode("S002", .error, "value of the wrong shape")
  public static let noValue = DiagnosticCode(
    "S003", .error, "no value, or null, where one is wanted")
  public static let notANumber = DiagnosticCode("S004", .error, "not a number")
  public static let leadingZero = DiagnosticCode("S005", .error, "number with a leading zero")
  public static let outOfRange = DiagnosticCode("S006", .error, "number out of its range")
  public static let notABoolean = DiagnosticCode("S007", .error, "neither true nor false")
  public static let notAChoice = DiagnosticCode("S008", .error, "not one of the words allowed here")
  public static let notAHost = DiagnosticCode("S009", .error, "not a host name or address")
  public static let notAURL = DiagnosticCode("S010", .error, "not a usable URL")
  public static let notADuration = DiagnosticCode("S011", .error, "not a time span")
  public static let unknownTimeZone = DiagnosticCode("S012", .error, "unknown time zone")
  public static let unsuitableText = DiagnosticCode(
    "S013", .error, "text that a phone's file cannot carry")
  public static let notAMACAddress = DiagnosticCode("S014", .error, "not a MAC address")
  public static let impossibleMACAddress = DiagnosticCode(
    "S015", .error, "a MAC address that no phone has")
  public static let repeatedMACAddress = DiagnosticCode(
    "S016", .error, "the same MAC address twice")
  public static let unknownModel = DiagnosticCode("S017", .error, "unknown model")
  public static let unknownFamily = DiagnosticCode("S018", .error, "unknown family")
  public static let unknownAccount = DiagnosticCode("S019", .error, "unknown account")
  public static let sharedAccount = DiagnosticCode("S020", .warning, "an account on two phones")
  public static let unusedAccount = DiagnosticCode(
    "S021", .warning, "an account that no phone uses")
  public static let unusedModel = DiagnosticCode("S022", .warning, "a model that no phone has")
  public static let unusedSecret = DiagnosticCode("S023", .warning, "a secret that nothing uses")
  public static let missingSecret = DiagnosticCode("S024", .error, "a secret that is not to be had")
  public static let unusableSecrets = DiagnosticCode(
    "S025", .error, "a secrets file of the wrong form")
  public static let missingKey = DiagnosticCode(
    "S026", .error, "a key that must be there is missing")
  public static let tooManyAccounts = DiagnosticCode("S027", .error, "more accounts than lines")
  public static let keyPosition = DiagnosticCode(
    "S028", .error, "a function key where the phone has none, or two in one place")
  public static let incompleteKey = DiagnosticCode(
    "S029", .error, "a function key that lacks what its type needs")
  public static let noServer = DiagnosticCode("S030", .error, "an account without a SIP server")
  public static let unusableInclude = DiagnosticCode(
    "S031", .error, "an included file that cannot be used")
  public static let unreadableFile = DiagnosticCode(
    "S032", .error, "a file that the site names cannot be read")
  public static let sameFileTwice = DiagnosticCode(
    "S033", .error, "two things would write one file")
  public static let misplacedTag = DiagnosticCode("S034", .error, "a tag that does not belong here")
  public static let unknownColumn = DiagnosticCode("S035", .error, "unknown column")
  public static let foreignMaker = DiagnosticCode(
    "S036", .warning, "a MAC address of another maker than the family's")
  public static let saidTwice = DiagnosticCode("S037", .error, "one thing said in two places")
  public static let repeatedAccount = DiagnosticCode("S038", .error, "the same account twice")
  public static let unusableName = DiagnosticCode("S039", .error, "a name that cannot be used")
  public static let incompleteNetwork = DiagnosticCode(
    "S040", .error, "a static address without its netmask or gateway")
  public static let notAnIPv4Address = DiagnosticCode("S041", .error, "not an IPv4 address")
  public static let notADialString = DiagnosticCode("S042", .error, "not something to dial")
  public static let notATimeOfDay = DiagnosticCode("S043", .error, "not a time of day")
  public static let noPhones = DiagnosticCode("S044", .warning, "a site without phones")
  public static let repeatedWord = DiagnosticCode("S045", .error, "the same word twice in a list")
  public static let tooMany = DiagnosticCode("S046", .error, "more than there may be")

  public static let noFamilies = DiagnosticCode(
    "F001", .error, "no templates folder, or none in it")
  public static let unusableFamily = DiagnosticCode("F002", .error, "a family that cannot be used")
  public static let ambiguousModel = DiagnosticCode(
    "F003", .error, "a model that two families claim")
  public static let repeatedFamily = DiagnosticCode("F004", .error, "two families of one name")
  public static let unusableKeys = DiagnosticCode(
    "F005", .error, "a key catalogue of the wrong form")

  /// The codes of this target, for the list of rules.
  public static let siteModelCodes: [DiagnosticCode] = [
    unknownKey, wrongShape, noValue, notANumber, leadingZero, outOfRange, notABoolean, notAChoice,
    notAHost, notAURL, notADuration, unknownTimeZone, unsuitableText, notAMACAddress,
    impossibleMACAddress, repeatedMACAddress, unknownModel, unknownFamily, unknownAccount,
    sharedAccount, unusedAccount, unusedModel, unusedSecret, missingSecret, unusableSecrets,
    missingKey, tooManyAccounts, keyPosition, incompleteKey, noServer, unusableInclude,
    unreadableFile, sameFileTwice, misplacedTag, unknownColumn, foreignMaker, saidTwice,
    repeatedAccount, unusableName, incompleteNetwork, notAnIPv4Address, notADialString,
    notATimeOfDay, noPhones, repeatedWord, tooMany,
    noFamilies, unusableFamily, ambiguousModel, repeatedFamily, unusableKeys,
  ]
}
