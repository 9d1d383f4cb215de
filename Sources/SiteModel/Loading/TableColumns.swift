import CSVTables
import Diagnostics

/// Which columns a table may have.
enum TableColumns: Sendable {
  case phones
  case accounts

  /// The site's key that the table stands for.
  var what: String {
    switch self {
    case .phones: "phones"
    case .accounts: "accounts"
    }
  }

  /// Names to compare a misspelt one with.
  var names: [String] {
    switch self {
    case .accounts: return ["id", "password_secret"] + AccountReader.names
    case .phones:
      let schema = SettingsSchema.standard
      return ["mac", "model", "accounts", "label"]
        + schema.fields.indices.map { "settings." + schema.path(of: SettingSlot(index: $0)) }
    }
  }

  var help: String? {
    switch self {
    case .accounts: nil
    case .phones:
      "columns are mac, model, accounts, label, settings.SECTION.FIELD, vars.NAME, raw.KEY and "
        + "keyN.type, keyN.value, keyN.label, keyN.line, keyN.pickup"
    }
  }

  /// The names of which one must be there, for each thing that no row can do without.
  var required: [[String]] {
    switch self {
    case .accounts: [["id"], ["name"], ["password_secret", "password"]]
    case .phones: [["mac"], ["model"]]
    }
  }

  /// Where a column's fields go; nil for a name that no column may have.
  func target(of name: String) -> ColumnTarget? {
    switch (self, name) {
    case (.accounts, "id"): return .identifier
    case (.accounts, "password_secret"): return .passwordSecret
    case (.accounts, _): return AccountReader.names.contains(name) ? .path([name]) : nil
    case (.phones, "mac"), (.phones, "model"): return .path([name])
    case (.phones, "accounts"): return .accountList
    case (.phones, "label"): return .path(["settings", "label"])
    case (.phones, _): return Self.dottedTarget(of: name)
    }
  }

  private static func dottedTarget(of name: String) -> ColumnTarget? {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    let head = String(name[..<dot])
    let rest = String(name[name.index(after: dot)...])
    switch head {
    case "settings":
      guard SettingsSchema.standard.slot(path: rest) != nil else { return nil }
      return .path(["settings"] + rest.split(separator: ".").map(String.init))
    case "vars", "raw":
      return rest.isEmpty ? nil : .path([head, rest])
    default:
      let digits = head.dropFirst(3)
      guard head.hasPrefix("key"), let position = Int(digits), String(position) == digits,
        SiteLimits.keyPosition.contains(position), rest != "position",
        SiteObject.functionKey.names.contains(rest)
      else { return nil }
      return .functionKey(position: position, property: rest)
    }
  }
}

/// Where a column's fields go in the mapping that a row stands for.
enum ColumnTarget: Hashable, Sendable {
  /// A path of keys: `settings`, `sip`, `server`.
  case path([String])
  /// Accounts, separated by spaces or `;`.
  case accountList
  /// A property of a function key: `key3.type`.
  case functionKey(position: Int, property: String)
  /// The account's identifier.
  case identifier
  /// The name of the secret that holds the password.
  case passwordSecret

  /// Whether its fields are never to be shown. What goes into a file as it stands, or into the
  /// user's own templates, may be a password as well.
  var isSecret: Bool {
    guard case .path(let path) = self else { return false }
    switch path.first {
    case "password", "raw", "vars": return true
    case "settings":
      let slot = SettingsSchema.standard.slot(path: path.dropFirst().joined(separator: "."))
      return slot.map { SettingsSchema.standard[$0].kind.isSecret } ?? false
    default: return false
    }
  }
}
