/// What a setting's value may be.
public enum SettingKind: Hashable, Sendable {
  /// Text of 1 to `maximum` bytes, on one line.
  case text(maximum: Int = 255)
  /// A password: as text, and never shown. May be `!secret NAME`.
  case password
  /// A host name (RFC 1123) or an IPv4 or IPv6 address.
  case host
  case ipv4
  /// An absolute URL with one of these schemes.
  case url(schemes: [String])
  case number(ClosedRange<Int>)
  /// A time span in seconds; `90`, `90s`, `15m`, `1h` and `2d` are ways to write it.
  case duration(ClosedRange<Int>)
  case boolean
  /// One word of a list.
  case choice([String])
  /// A name of the IANA time zone database, such as `Europe/Madrid`.
  case timeZone
  /// What a phone can dial: digits, `*`, `#`, `+`, letters of a SIP user part.
  case dialString
  /// A time of day, `HH:MM`.
  case timeOfDay
  /// Several words out of a list, in order of preference, none twice.
  case choices([String])
  /// Several dial strings.
  case dialStrings(maximum: Int)

  /// Whether the value must never be shown.
  public var isSecret: Bool { self == .password }

  /// Whether the value is a list of texts.
  public var isList: Bool {
    switch self {
    case .choices, .dialStrings: true
    default: false
    }
  }
}

/// What a site says for one setting.
public enum SettingValue: Hashable, Sendable {
  case text(String)
  /// A number, or a time span in seconds.
  case number(Int)
  case boolean(Bool)
  case list([String])
}

extension SettingValue {
  /// The text, if it is one.
  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The number, if it is one.
  public var number: Int? {
    if case .number(let number) = self { number } else { nil }
  }
}
