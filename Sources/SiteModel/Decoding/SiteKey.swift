/// What stands behind a key of a site file.
indirect enum ValueShape: Sendable {
  /// A value of the same kind as a setting.
  case value(SettingKind)
  /// One scalar; what it may be is not a matter of its form.
  case word
  case siteName
  case macAddress
  case list(of: ValueShape)
  /// A list, or one of its items alone.
  case listOrOne(of: ValueShape)
  /// A mapping whose keys are the site's own.
  case map(keys: KeyShape, of: ValueShape)
  /// What it would be in YAML, or `!csv` and a table's path.
  case table(or: ValueShape)
  case object(SiteObject)
  case settings
  case section(String)
  case variables
  case raw
}

/// What the keys of a mapping may be whose keys are the site's own.
enum KeyShape: Sendable {
  case word
  case accountIdentifier
}

/// A key that a mapping of a site file may have: its decoder knows it by this name, and the JSON
/// Schema is made of it.
struct SiteKey: Sendable {
  let name: String
  let shape: ValueShape
  let isRequired: Bool
  /// One or two sentences for site authors.
  let documentation: String

  init(_ name: String, _ shape: ValueShape, isRequired: Bool = false, _ documentation: String) {
    self.name = name
    self.shape = shape
    self.isRequired = isRequired
    self.documentation = documentation
  }
}

/// Numbers that bound what a site may say.
enum SiteLimits {
  static let lines = 1...64
  static let keyCount = 0...1000
  static let keyPosition = 1...1000
}
