@testable import SiteModel

/// The tables of docs/site-file.md, made of the lists that the decoders go by.
enum ReferenceTables {
  /// Every section of the settings.
  static func settings(_ schema: SettingsSchema) -> String {
    schema.sections.map { section in
      let title = section.name.isEmpty ? "Directly under `settings:`" : "`\(section.name)`"
      let rows = section.fields.map { field in
        row(
          "`\(field.name)`", field.kind.inWords, field.standard?.inWords ?? "", field.documentation)
      }
      return "### \(title)\n\n\(section.documentation)\n\n"
        + (["| key | value | standard | meaning |", "|---|---|---|---|"] + rows)
        .joined(separator: "\n")
    }.joined(separator: "\n\n") + "\n"
  }

  /// The keys of a mapping.
  static func keys(of object: SiteObject) -> String {
    let rows = object.keys.map { key in
      row(
        "`\(key.name)`" + (key.isRequired ? " (must be there)" : ""), key.shape.inWords,
        key.documentation)
    }
    return (["| key | value | meaning |", "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
  }

  private static func row(_ cells: String...) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }
}

extension SettingKind {
  var inWords: String {
    switch self {
    case .text(let maximum): "text, up to \(maximum) bytes"
    case .password: "text, up to 128 bytes; secret"
    case .host: "host name or address"
    case .ipv4: "IPv4 address"
    case .url(let schemes): "URL: \(schemes.joined(separator: ", "))"
    case .number(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .duration(let range):
      "time span, \(Self.span(range.lowerBound)) to \(Self.span(range.upperBound))"
    case .boolean: "`true` or `false`"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .timeZone: "IANA time zone"
    case .dialString: "number to dial"
    case .timeOfDay: "time of day"
    case .choices(let words): "list of " + words.map { "`\($0)`" }.joined(separator: ", ")
    case .dialStrings(let maximum): "list of up to \(maximum) numbers to dial"
    }
  }

  /// Seconds in the greatest unit that they are whole in.
  private static func span(_ seconds: Int) -> String {
    let units = [(86_400, "d"), (3600, "h"), (60, "m")]
    let unit = units.first { seconds > 0 && seconds % $0.0 == 0 }
    return unit.map { "\(seconds / $0.0)\($0.1)" } ?? "\(seconds)s"
  }
}

extension SettingValue {
  var inWords: String {
    switch self {
    case .text(let text): "`\(text)`"
    case .number(let number): "\(number)"
    case .boolean(let boolean): "`\(boolean)`"
    case .list(let words): words.joined(separator: ", ")
    }
  }
}

extension ValueShape {
  var inWords: String {
    switch self {
    case .value(let kind): kind.inWords
    case .word: "text"
    case .siteName: "name"
    case .macAddress: "MAC address"
    case .list(let shape): "list of \(shape.inWords)"
    case .listOrOne(let shape): "list of \(shape.inWords), or one"
    case .map(_, let shape): "mapping of names to \(shape.inWords)"
    case .table(let shape): "\(shape.inWords), or `!csv PATH`"
    case .object(let object): "[\(object.rawValue)](#\(object.rawValue))"
    case .settings: "[settings](#settings)"
    case .section(let name): "[settings](#\(name))"
    case .variables: "[vars](#vars)"
    case .raw: "[raw](#raw)"
    }
  }
}
