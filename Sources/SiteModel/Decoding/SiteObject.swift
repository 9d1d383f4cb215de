/// The mappings of a site file with the keys that each may have: the one list of them.
enum SiteObject: String, CaseIterable, Sendable {
  case site
  case family
  case model
  case account
  case phone
  case functionKey = "function_key"
  case asset
  case page

  /// The keys in the order in which one would write them.
  var keys: [SiteKey] {
    switch self {
    case .site: Self.siteKeys
    case .family: [Self.commonNames] + Self.layerKeys
    case .model: Self.modelKeys
    case .account: Self.accountKeys
    case .phone: Self.phoneKeys
    case .functionKey: Self.functionKeyKeys
    case .asset: Self.assetKeys
    case .page: Self.pageKeys
    }
  }

  var names: [String] { keys.map(\.name) }

  var documentation: String {
    switch self {
    case .site: "What phones, accounts and settings a site has."
    case .family: "What holds for every phone of a family: with the site's, its common file."
    case .model: "What holds for every phone of a model."
    case .account: "A SIP account."
    case .phone: "A phone: who it is, what it registers, what its keys do."
    case .functionKey: "What a function key does."
    case .asset: "A file that is copied into the tree."
    case .page: "A template that is rendered once for the site."
    }
  }

  /// What every level (site, family, model, phone) may say.
  static let layerKeys = [
    SiteKey("settings", .settings, "Settings of this level; a stronger level may say otherwise."),
    SiteKey("vars", .variables, "Names of your own, for your own templates."),
    SiteKey("raw", .raw, "Keys and values that go into the phone's file as they stand."),
  ]

  private static let siteKeys =
    [
      SiteKey("site", .siteName, "The site's name, and its tree's; by default the file's name."),
      SiteKey(
        "include", .listOrOne(of: .word),
        "Files that this one builds on, relative to it; what this file says is stronger."),
      SiteKey(
        "provisioning", .section("provisioning"),
        "What phones are told; the same as `settings: {provisioning: …}`."),
    ] + layerKeys + [
      SiteKey(
        "families", .map(keys: .word, of: .object(.family)),
        "What holds for every phone of a family, by the family's name."),
      SiteKey(
        "models", .map(keys: .word, of: .object(.model)),
        "What holds for every phone of a model, by the model's name."),
      SiteKey(
        "accounts", .table(or: .map(keys: .accountIdentifier, of: .object(.account))),
        "SIP accounts by their identifiers, or `!csv` and a table's path."),
      SiteKey(
        "phones", .table(or: .list(of: .object(.phone))),
        "The phones, or `!csv` and a table's path."),
      SiteKey("assets", .list(of: .object(.asset)), "Files that are copied into the tree."),
      SiteKey("pages", .list(of: .object(.page)), "Templates that are rendered once for the site."),
    ]

  private static let commonNames = SiteKey(
    "common", .list(of: .word), "Further names of the family's common file.")

  private static let modelKeys =
    [
      SiteKey("family", .word, "The family, where the model's name does not tell it."),
      SiteKey("lines", .value(.number(SiteLimits.lines)), "The most accounts that it takes."),
      SiteKey(
        "keys", .value(.number(SiteLimits.keyCount)), "The most function keys that it has."),
    ] + layerKeys

  private static let phoneKeys =
    [
      SiteKey(
        "mac", .macAddress, isRequired: true,
        "The MAC address: `80:82:87:01:02:03`, `80-82-87-01-02-03`, `8082.8701.0203` or "
          + "`808287010203`."),
      SiteKey("model", .word, isRequired: true, "The model's name, such as `A20`."),
      SiteKey(
        "accounts", .listOrOne(of: .word),
        "The accounts in the order of the lines, by their identifiers."),
      SiteKey("keys", .list(of: .object(.functionKey)), "The function keys from the first on."),
    ] + layerKeys

  private static let functionKeyKeys = [
    SiteKey(
      "type", .value(.choice(FunctionKeyType.allCases.map(\.rawValue))), isRequired: true,
      "What the key does."),
    SiteKey("value", .value(.text()), "What it dials, watches or opens."),
    SiteKey("label", .value(.text(maximum: 64)), "What the phone shows beside it."),
    SiteKey(
      "line", .value(.number(SiteLimits.lines)), "The line that it works on; 1 by default."),
    SiteKey(
      "pickup", .value(.text(maximum: 64)), "The code that picks up a call which the key shows."),
    SiteKey(
      "position", .value(.number(SiteLimits.keyPosition)),
      "Which key it is, from 1; by default the one behind the last."),
  ]

  private static let assetKeys = [
    SiteKey("from", .word, isRequired: true, "The file to copy, relative to the site file."),
    SiteKey("as", .word, isRequired: true, "Its name in the tree."),
  ]

  private static let pageKeys = [
    SiteKey(
      "template", .word, isRequired: true, "The template, relative to the templates folder."),
    SiteKey("as", .word, isRequired: true, "The file's name in the tree."),
  ]
}

extension SiteObject {
  private static let accountKeys: [SiteKey] = {
    let sip = SettingsSchema.standard.section(named: "sip")?.fields ?? []
    let own = [
      SiteKey(
        "name", .value(.text(maximum: 64)), isRequired: true, "Whose account it is, for people."),
      SiteKey(
        "password", .value(.password), isRequired: true,
        "The password of its registration: `!secret NAME` keeps it out of git."),
      SiteKey(
        "user", .value(.text(maximum: 64)),
        "The user part of its address; the identifier by default."),
      SiteKey(
        "auth_user", .value(.text(maximum: 64)),
        "The user name of authentication; `user` by default."),
      SiteKey(
        "display_name", .value(.text(maximum: 64)),
        "What others see as the caller; `name` by default."),
      SiteKey(
        "label", .value(.text(maximum: 64)),
        "What the phone shows beside the line; `name` by default."),
      SiteKey("enabled", .value(.boolean), "Whether it registers; true by default."),
      SiteKey("voice_mail", .value(.dialString), "The number of its voice mail."),
    ]
    // An account may say its own of these settings.
    let shared = [
      "server", "port", "transport", "outbound_proxy", "outbound_port", "backup_server",
      "backup_port", "expires", "srtp",
    ]
    return own
      + sip.filter { shared.contains($0.name) }
      .map { SiteKey($0.name, .value($0.kind), $0.documentation + " Of this account alone.") }
  }()
}
