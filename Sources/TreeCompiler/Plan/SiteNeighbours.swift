public import Diagnostics
import SiteModel

/// Finds what sites of one run must not share.
public enum SiteNeighbours {
  public static func diagnostics(_ plans: [SitePlan]) -> [Diagnostic] {
    guard plans.count > 1 else { return [] }
    var diagnostics: [Diagnostic] = []
    var names: [String: SitePlan] = [:]
    var phones: [MACAddress: (site: String, span: SourceSpan)] = [:]
    for plan in plans {
      let name = plan.site.frame.name
      if let earlier = names.updateValue(plan, forKey: name) {
        diagnostics.append(
          Diagnostic(
            .unusableName, "two sites are called `\(name)`", at: plan.site.frame.span,
            also: [DiagnosticLabel(earlier.site.frame.span, "the other one")],
            help: ["give one of them another name: `site: NAME`"]))
      }
      for phone in plan.site.phones {
        guard let earlier = phones.updateValue((name, phone.macSpan), forKey: phone.mac),
          earlier.site != name
        else { continue }
        diagnostics.append(
          Diagnostic(
            .repeatedMACAddress,
            "two sites have a phone with the address \(phone.mac.colonSeparated)",
            at: phone.macSpan,
            also: [DiagnosticLabel(earlier.span, "the other one, in the site `\(earlier.site)`")],
            help: ["a phone is in one site only: take it out of the other"]))
      }
    }
    return diagnostics
  }
}
