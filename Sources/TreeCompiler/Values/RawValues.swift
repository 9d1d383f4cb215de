import SiteModel
import Templates

/// `raw` entries of several levels, the stronger one's value in the weaker one's place.
enum RawValues {
  static func map(_ layers: [Layer]) -> TemplateValue {
    let said = layers.filter { !$0.raw.isEmpty }
    if said.isEmpty { return none }
    return .map(
      TemplateMap(said.flatMap(\.raw).map { ($0.key, TemplateValue.text($0.value)) }))
  }

  private static let none = TemplateValue.map(TemplateMap([]))
}
