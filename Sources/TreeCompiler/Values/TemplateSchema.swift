import SiteModel
import Templates

/// The types of what templates see, out of the settings schema.
struct TemplateSchema {
  let settings: RecordType
  /// The settings that model and phone say: every field may be missing.
  let own: RecordType
  let account: RecordType
  let key: RecordType
  let publicAccount: RecordType
  let publicPhone: RecordType

  static let standard = TemplateSchema(.standard)

  /// The dotted names below a root that hold passwords.
  let secretNames: Set<String>

  private init(_ schema: SettingsSchema) {
    settings = Self.settingsRecord(schema, name: "settings", isOwn: false)
    own = Self.settingsRecord(schema, name: "own", isOwn: true)
    account = Self.accountRecord()
    key = Self.keyRecord()
    publicAccount = RecordType(
      name: "account",
      fields: ["id", "name", "user", "display_name", "label"].map { .init($0, .text) })
    publicPhone = RecordType(
      name: "phone",
      fields: [
        .init("mac", .text), .init("model", .text), .init("family", .text),
        .init("label", .optional(.text)), .init("accounts", .list(.text)),
      ])
    var secrets: Set<String> = ["accounts.password"]
    for (index, field) in schema.fields.enumerated() where field.kind.isSecret {
      let path = schema.path(of: SettingSlot(index: index))
      secrets.formUnion(["settings.\(path)", "own.\(path)"])
    }
    secretNames = secrets
  }

  private static func settingsRecord(
    _ schema: SettingsSchema, name: String, isOwn: Bool
  ) -> RecordType {
    var fields: [RecordType.Field] = []
    for section in schema.sections {
      let sectionFields =
        section.fields.map { self.field($0, isOwn: isOwn) }
        + (section.name == "time" ? zoneFields : [])
      if section.name.isEmpty {
        fields += sectionFields
      } else {
        fields.append(
          RecordType.Field(
            section.name, .record(RecordType(name: section.name, fields: sectionFields)),
            documentation: section.documentation))
      }
    }
    return RecordType(name: name, fields: fields)
  }

  private static func field(_ field: SettingField, isOwn: Bool) -> RecordType.Field {
    let type = field.kind.templateType
    let isOptional = isOwn || field.standard == nil
    return RecordType.Field(
      field.name, isOptional ? .optional(type) : type, documentation: field.documentation)
  }

  /// What follows from the time zone.
  private static let zoneFields: [RecordType.Field] = [
    .init("zone_offset", .optional(.text), documentation: "Hours east of UTC: `+1`, `-3:30`."),
    .init("zone_minutes", .optional(.number), documentation: "Minutes east of UTC in winter."),
    .init("zone_posix", .optional(.text), documentation: "The rule as POSIX writes it."),
    .init("zone_dst", .optional(.boolean), documentation: "Whether clocks change."),
  ]

  private static func accountRecord() -> RecordType {
    RecordType(
      name: "account",
      fields: [
        .init("line", .number), .init("id", .text), .init("name", .text), .init("user", .text),
        .init("auth_user", .text), .init("display_name", .text), .init("label", .text),
        .init("password", .text), .init("enabled", .boolean), .init("server", .text),
        .init("port", .number), .init("transport", .text),
        .init("outbound_proxy", .optional(.text)), .init("outbound_port", .number),
        .init("backup_server", .optional(.text)), .init("backup_port", .number),
        .init("expires", .number), .init("srtp", .optional(.text)),
        .init("voice_mail", .optional(.text)),
      ])
  }

  private static func keyRecord() -> RecordType {
    RecordType(
      name: "key",
      fields: [
        .init("position", .number), .init("type", .text), .init("value", .optional(.text)),
        .init("label", .optional(.text)), .init("line", .number),
        .init("pickup", .optional(.text)),
      ])
  }

  /// What a family's common file sees.
  func common(variables: RecordType) -> RecordType {
    RecordType(name: "the common file", fields: shared(variables))
  }

  /// What a phone's own file sees.
  func phone(variables: RecordType) -> RecordType {
    RecordType(
      name: "the phone's file",
      fields: shared(variables) + [
        .init("model", .text), .init("mac", .text), .init("accounts", .list(.record(account))),
        .init("keys", .list(.record(key))), .init("own", .record(own)),
      ])
  }

  private func shared(_ variables: RecordType) -> [RecordType.Field] {
    [
      .init("site", .text), .init("family", .text), .init("common_file", .optional(.text)),
      .init("models", .list(.text)), .init("lines", .number), .init("key_count", .number),
      .init("settings", .record(settings)), .init("vars", .record(variables)),
      .init("raw", .map(.text)),
    ]
  }

  /// What a page of the site sees: no password.
  func page(variables: RecordType) -> RecordType {
    RecordType(
      name: "the page",
      fields: [
        .init("site", .text), .init("settings", .record(settings)),
        .init("vars", .record(variables)), .init("raw", .map(.text)),
        .init("accounts", .list(.record(publicAccount))),
        .init("phones", .list(.record(publicPhone))),
      ])
  }
}

extension SettingKind {
  /// What a template sees of such a setting.
  var templateType: TemplateType {
    switch self {
    case .text, .password, .host, .ipv4, .url, .choice, .timeZone, .dialString, .timeOfDay: .text
    case .number, .duration: .number
    case .boolean: .boolean
    case .choices, .dialStrings: .list(.text)
    }
  }
}
