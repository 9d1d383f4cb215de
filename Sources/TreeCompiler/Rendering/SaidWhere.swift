import Diagnostics
import SiteModel

/// Finds where a site said a value that a template calls by a dotted path.
struct SaidWhere {
  let plan: SitePlan

  /// The strongest place that said it; nil for what nobody said, such as a standard value.
  func span(of path: [String], phone: Phone?, family: Family?) -> SourceSpan? {
    guard let root = path.first else { return nil }
    let frame = plan.site.frame
    let layers = [
      phone?.layer, phone.flatMap { frame.models[$0.model]?.layer },
      family.flatMap { frame.families[$0.name]?.layer }, frame.layer,
    ].compactMap(\.self)
    switch root {
    case "settings", "own":
      let setting = path.dropFirst().prefix(2).joined(separator: ".")
      guard let slot = SettingsSchema.standard.slot(path: setting) else { return nil }
      return layers.lazy.compactMap { $0.settings.first { $0.slot == slot }?.span }.first
    case "vars":
      guard path.count > 1 else { return nil }
      return layers.lazy.compactMap { $0.variables.first { $0.name == path[1] }?.span }.first
    case "raw":
      guard path.count > 1 else { return nil }
      let key = path.dropFirst().joined(separator: ".")
      return layers.lazy.compactMap { $0.raw.first { $0.key == key }?.span }.first
    case "accounts":
      guard path.count > 1, let index = Int(path[1]) else { return nil }
      if let phone {
        guard index < phone.accounts.count else { return nil }
        let account = plan.site.accountIndex[phone.accounts[index].id]
        return account.map { plan.site.accounts[$0].span }
      }
      return index < plan.site.accounts.count ? plan.site.accounts[index].span : nil
    case "keys", "mac", "model": return phone?.macSpan
    default: return nil
    }
  }
}
