public import Diagnostics

/// A setting that somebody said, and where.
public struct SettingEntry: Sendable {
  public let slot: SettingSlot
  public let value: SettingValue
  public let span: SourceSpan
}

/// A value of `vars`: the user's own, never typed.
public indirect enum CustomValue: Hashable, Sendable {
  case text(String)
  case list([CustomValue])
  case map([CustomEntry])
}

/// A name with its value within `vars`.
public struct CustomEntry: Hashable, Sendable {
  public let name: String
  public let value: CustomValue

  public init(name: String, value: CustomValue) {
    self.name = name
    self.value = value
  }
}

/// A value of `vars` at the top, and where it was said.
public struct Variable: Sendable {
  public let name: String
  public let value: CustomValue
  public let span: SourceSpan
}

/// A key and value that go into the phone's file as they stand.
public struct RawEntry: Sendable {
  public let key: String
  public let value: String
  public let span: SourceSpan
}

/// What one level (site, family, model or phone) says.
public struct Layer: Sendable {
  /// At most one for each slot, in the order in which they were said.
  public internal(set) var settings: [SettingEntry] = []
  public internal(set) var variables: [Variable] = []
  public internal(set) var raw: [RawEntry] = []
  /// Whether a `!secret` stands in `vars` or `raw`, where the schema does not know of it.
  public internal(set) var hidesSecrets = false
  /// Settings that were said, but not rightly: they are not missing.
  var faults: [SettingSlot] = []

  public init() {}

  public var isEmpty: Bool { settings.isEmpty && variables.isEmpty && raw.isEmpty }

  /// Takes over what a stronger level of the same kind says.
  mutating func merge(stronger: Layer) {
    settings = Self.merge(settings, stronger: stronger.settings, by: \.slot)
    variables = Self.merge(variables, stronger: stronger.variables, by: \.name)
    raw = Self.merge(raw, stronger: stronger.raw, by: \.key)
    hidesSecrets = hidesSecrets || stronger.hidesSecrets
    faults += stronger.faults
  }

  /// What both say, in that order, without what the stronger one says anew.
  private static func merge<Entry, Name: Hashable>(
    _ weaker: [Entry], stronger: [Entry], by name: (Entry) -> Name
  ) -> [Entry] {
    if weaker.isEmpty { return stronger }
    let said = Set(stronger.map(name))
    return weaker.filter { !said.contains(name($0)) } + stronger
  }

  /// Whether it says a setting, rightly or not.
  func mentions(_ slot: SettingSlot) -> Bool {
    settings.contains { $0.slot == slot } || faults.contains(slot)
  }
}
