import SiteModel
import Templates

/// Settings as templates see them: a record of sections, in which a stronger level replaces single
/// values.
struct SettingsValues {
  /// The values of the record's fields.
  private var fields: [TemplateValue]

  var record: TemplateValue { .record(fields) }

  /// Where each slot's value stands: a field of the record, and within it one of a section.
  private struct Place {
    let field: Int
    let inner: Int?
  }

  private static let places: [Place] = {
    var places: [Place] = []
    var field = 0
    for section in SettingsSchema.standard.sections {
      for index in section.fields.indices {
        places.append(
          section.name.isEmpty
            ? Place(field: field + index, inner: nil) : Place(field: field, inner: index))
      }
      field += section.name.isEmpty ? section.fields.count : 1
    }
    return places
  }()

  private static let urlSlot = SettingsSchema.standard.slot(path: "provisioning.url")
  private static let zoneSlot = SettingsSchema.standard.slot(path: "time.zone")

  /// Nothing said, or the standard values where there are any.
  init(withStandards: Bool) {
    fields = []
    for section in SettingsSchema.standard.sections {
      let values = section.fields.map { field -> TemplateValue in
        withStandards ? field.standard?.templateValue ?? .absent : .absent
      }
      if section.name.isEmpty {
        fields += values
      } else {
        let zone: [TemplateValue] = section.name == "time" ? Self.zoneValues(nil) : []
        fields.append(.record(values + zone))
      }
    }
  }

  /// Takes over what a stronger level says.
  mutating func apply(_ layer: Layer) {
    for entry in layer.settings {
      let place = Self.places[entry.slot.index]
      // A phone cannot be told `auto`: only the server that it asks knows the address.
      let isAutomatic =
        entry.slot == Self.urlSlot && entry.value.text.map(Self.namesAutomaticHost) == true
      set(isAutomatic ? .absent : entry.value.templateValue, at: place)
      if entry.slot == Self.zoneSlot { setZone(entry.value.text, in: place.field) }
    }
  }

  subscript(slot: SettingSlot) -> TemplateValue {
    let place = Self.places[slot.index]
    guard let inner = place.inner else { return fields[place.field] }
    guard case .record(let section) = fields[place.field] else { return .absent }
    return section[inner]
  }

  private mutating func set(_ value: TemplateValue, at place: Place) {
    guard let inner = place.inner else {
      fields[place.field] = value
      return
    }
    guard case .record(var section) = fields[place.field] else { return }
    fields[place.field] = .absent
    section[inner] = value
    fields[place.field] = .record(section)
  }

  private mutating func setZone(_ zone: String?, in field: Int) {
    guard case .record(var section) = fields[field] else { return }
    let values = Self.zoneValues(zone)
    section.replaceSubrange((section.count - values.count)..., with: values)
    fields[field] = .record(section)
  }

  private static func zoneValues(_ zone: String?) -> [TemplateValue] {
    guard let rule = zone.flatMap({ TimeZoneRules.rule(of: $0) }) else {
      return [.absent, .absent, .absent, .absent]
    }
    return [
      .text(rule.offset), .number(rule.standardMinutes), .text(rule.posix),
      .boolean(rule.hasSummerTime),
    ]
  }

  /// Whether a URL's host is the word `auto`.
  static func namesAutomaticHost(_ url: String) -> Bool {
    guard let scheme = url.firstRange(of: "://") else { return false }
    return url[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" } == "auto"
  }
}

extension SettingValue {
  var templateValue: TemplateValue {
    switch self {
    case .text(let text): .text(text)
    case .number(let number): .number(number)
    case .boolean(let boolean): .boolean(boolean)
    case .list(let words): .list(words.map { .text($0) })
    }
  }
}
