import Diagnostics

extension SiteJSONSchema {
  /// Writes the members of a schema for one kind of setting.
  ///
  /// Where `!secret NAME` may stand, the secret's name must be let through as well.
  static func write(_ kind: SettingKind, into json: inout JSONText) {
    switch kind {
    case .text(let maximum): writeText(maximum: maximum, into: &json)
    case .password:
      json.member("title", "!secret NAME, or the password itself")
      writeText(maximum: 128, into: &json)
    case .host: writeText(pattern: #"^[0-9A-Za-z_.:-]{1,253}$"#, into: &json)
    case .ipv4: writeForm(#"\d{1,3}(?:\.\d{1,3}){3}"#, into: &json)
    case .url(let schemes):
      writeForm(#"(?:\#(schemes.joined(separator: "|")))://[!-~]+"#, into: &json)
    case .number(let range): writeNumber(range, into: &json)
    case .duration(let range): writeDuration(range, into: &json)
    case .boolean:
      json.member("type", ["boolean", "string"])
      let words = ["true", "yes", "on", "false", "no", "off"].map(anyCase)
      json.member("pattern", "^(?:\(words.joined(separator: "|")))$")
    case .choice(let words): json.member("enum", words)
    case .timeZone: json.member("$ref", "#/$defs/time_zone")
    case .dialString: writeDialString(into: &json)
    case .timeOfDay: writeForm(#"(?:[01][0-9]|2[0-3]):[0-5][0-9]"#, into: &json)
    case .choices(let words):
      writeOneOrMore(maximum: words.count, into: &json) { $0.member("enum", words) }
    case .dialStrings(let maximum):
      writeOneOrMore(maximum: maximum, into: &json, item: writeDialString)
    }
  }

  static let dialStringPattern = #"^[0-9A-Za-z*#+_.!~'()&=$,;?/%-]{1,64}$"#
  static let identifierPattern = #"^[A-Za-z_][A-Za-z0-9_]{0,63}$"#

  /// Text on one line, without white space at its ends. JSON counts characters where ringtree
  /// counts bytes, so that some longer ones are left to `check`.
  static func writeText(maximum: Int, orEmpty: Bool = false, into json: inout JSONText) {
    json.member("type", ["string", "number", "boolean"])
    if !orEmpty { json.member("minLength", 1) }
    json.member("maxLength", maximum)
    let inner = #"[^\x00-\x1F\x7F]"#
    let outer = #"[^\x00-\x20\x7F]"#
    json.member("pattern", "^(?:\(outer)(?:\(inner)*\(outer))?)\(orEmpty ? "?" : "")$")
  }

  /// A scalar that has a form if it is a text; a number or a boolean is left to `check`.
  static func writeText(pattern: String, into json: inout JSONText) {
    json.member("type", ["string", "number", "boolean"])
    json.member("pattern", pattern)
  }

  /// A text of a form, or the name of a secret.
  private static func writeForm(_ form: String, into json: inout JSONText) {
    writeText(pattern: #"^(?:\#(form)|[0-9A-Za-z_.-]{1,64})$"#, into: &json)
  }

  /// A MAC address in one of its four notations, or one of 12 digits that YAML takes for a number:
  /// 808287010203, or 80828701e203.
  static func writeMACAddress(into json: inout JSONText) {
    let octet = "[0-9A-Fa-f]{2}"
    let quad = "[0-9A-Fa-f]{4}"
    let notations = [
      "\(octet)(?::\(octet)){5}", "\(octet)(?:-\(octet)){5}", #"\#(quad)(?:\.\#(quad)){2}"#,
      "[0-9A-Fa-f]{12}",
    ]
    json.member("type", ["string", "number"])
    json.member("pattern", "^(?:\(notations.joined(separator: "|")))$")
    json.member("minimum", 1)
  }

  private static func writeNumber(_ range: ClosedRange<Int>, into json: inout JSONText) {
    json.member("type", ["integer", "string"])
    json.member("minimum", range.lowerBound)
    json.member("maximum", range.upperBound)
    json.member("pattern", range.lowerBound < 0 ? "^(?:0|-?[1-9][0-9]*)$" : "^(?:0|[1-9][0-9]*)$")
  }

  private static func writeDuration(_ range: ClosedRange<Int>, into json: inout JSONText) {
    json.member("title", "seconds, or a number with s, m, h or d")
    json.member("type", ["integer", "string"])
    json.member("minimum", range.lowerBound)
    json.member("maximum", range.upperBound)
    json.member("pattern", "^(?:0|[1-9][0-9]*)[smhd]?$")
  }

  private static func writeDialString(into json: inout JSONText) {
    writeText(pattern: dialStringPattern, into: &json)
  }

  /// A list in which nothing comes twice, or one of its items alone.
  private static func writeOneOrMore(
    maximum: Int, into json: inout JSONText, item: @escaping (inout JSONText) -> Void
  ) {
    json.alternatives([
      item,
      { json in
        json.member("type", "array")
        json.member("items") { $0.object(item) }
        json.member("maxItems", maximum)
        json.member("uniqueItems", true)
      },
    ])
  }

  static func writeTimeZones(into json: inout JSONText) {
    json.member("time_zone") { json in
      json.object { $0.member("enum", TimeZoneRules.names.sorted()) }
    }
  }

  /// A pattern that takes a word in any case.
  private static func anyCase(_ word: String) -> String {
    word.map { "[\($0.uppercased())\($0)]" }.joined()
  }
}

extension JSONText {
  /// Writes `anyOf` with the schemas whose members the closures write.
  mutating func alternatives(_ schemas: [(inout JSONText) -> Void]) {
    member("anyOf") { json in
      json.array { json in
        for schema in schemas { json.object(schema) }
      }
    }
  }
}
