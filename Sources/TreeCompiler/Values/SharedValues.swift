import SiteModel
import Templates

/// What a family's common file sees.
enum CommonValues {
  static func root(
    site: Site, family: Family, models: [KnownModel], variableType: RecordType
  ) -> [TemplateValue] {
    let layers = [site.frame.layer, site.frame.families[family.name]?.layer ?? Layer()]
    var settings = SettingsValues(withStandards: true)
    var variables = VariableValues(type: variableType)
    for layer in layers {
      settings.apply(layer)
      variables.apply(layer)
    }
    return [
      .text(site.frame.name), .text(family.name),
      family.commonNames.first.map { .text($0) } ?? .absent,
      .list(models.map { .text($0.name) }),
      .number(models.map(\.lines).max() ?? family.lines),
      .number(models.map(\.keys).max() ?? family.keys),
      settings.record, variables.record, RawValues.map(layers),
    ]
  }
}

/// What a page of the site sees.
enum PageValues {
  static func root(
    site: Site, models: [String: ModelValues], variableType: RecordType
  ) -> [TemplateValue] {
    var settings = SettingsValues(withStandards: true)
    settings.apply(site.frame.layer)
    var variables = VariableValues(type: variableType)
    variables.apply(site.frame.layer)
    let phones = site.phones.compactMap { phone -> TemplateValue? in
      guard let values = models[phone.model] else { return nil }
      return .record([
        .text(phone.mac.digits), .text(phone.model), .text(values.family.name),
        values.label(of: phone).map { .text($0) } ?? .absent,
        .list(phone.accounts.map { .text($0.id) }),
      ])
    }
    return [
      .text(site.frame.name), settings.record, variables.record, RawValues.map([site.frame.layer]),
      .list(site.accounts.map(\.publicTemplateValue)), .list(phones),
    ]
  }
}
