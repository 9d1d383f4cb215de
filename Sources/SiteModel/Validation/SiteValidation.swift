public import Diagnostics
import YAMLNodes

/// Finds what is wrong between the parts of a site, once each part is decoded.
public struct SiteValidation {
  let site: Site
  let models: ModelDirectory
  private let schema = SettingsSchema.standard

  public init(_ site: Site, models: ModelDirectory) {
    self.site = site
    self.models = models
  }

  /// Warnings that say nothing while there are errors: what seems unused may be used where one is.
  public static let unusedCodes: Set<DiagnosticCode> = [.unusedAccount, .unusedModel, .noPhones]

  /// Everything found, in no particular order.
  public func diagnostics() -> [Diagnostic] {
    var report = DecodingReport(comparisons: 200_000)
    checkAddresses(&report)
    checkAccounts(&report)
    checkModels(&report)
    checkServers(&report)
    checkNetworks(&report)
    if site.phones.isEmpty {
      report.report(
        .noPhones, "the site `\(site.frame.name)` has no phones", at: site.frame.span,
        help: "add some under `phones:`")
    }
    return report.diagnostics
  }

  private func checkAddresses(_ report: inout DecodingReport) {
    var first: [MACAddress: Int] = [:]
    first.reserveCapacity(site.phones.count)
    for (index, phone) in site.phones.enumerated() where !phone.mac.isZero {
      guard let earlier = first.updateValue(index, forKey: phone.mac) else { continue }
      first[phone.mac] = earlier
      report.report(
        .repeatedMACAddress, "two phones have the address \(phone.mac.colonSeparated)",
        at: phone.macSpan,
        also: [DiagnosticLabel(site.phones[earlier].macSpan, "the first of them")],
        help: "copy each address from the label on its phone")
    }
  }

  private func checkAccounts(_ report: inout DecodingReport) {
    for (index, account) in site.accounts.enumerated() {
      if let earlier = site.accountIndex[account.id], earlier != index {
        reportRepeated(account, site.accounts[earlier], &report)
      }
    }
    var firstUse: [SourceSpan?] = Array(repeating: nil, count: site.accounts.count)
    for phone in site.phones {
      for reference in phone.accounts {
        guard let index = site.accountIndex[reference.id] else {
          if !site.frame.isComplete { continue }
          report.reportUnknown(
            .unknownAccount, "unknown account", reference.id, at: reference.span,
            among: site.accounts.lazy.map(\.id), help: "accounts stand under `accounts:`")
          continue
        }
        if let earlier = firstUse[index] {
          report.report(
            .sharedAccount, "the account `\(reference.id)` is on two phones", at: reference.span,
            also: [DiagnosticLabel(earlier, "the first")],
            help: "that is legal; where it is meant, both will ring")
        } else {
          firstUse[index] = reference.span
        }
      }
    }
    for (index, account) in site.accounts.enumerated()
    where firstUse[index] == nil && site.accountIndex[account.id] == index {
      report.report(
        .unusedAccount, "no phone uses the account `\(account.id)`", at: account.span,
        help: "name it in a phone's `accounts`, or take it out")
    }
  }

  private func reportRepeated(
    _ account: Account, _ earlier: Account, _ report: inout DecodingReport
  ) {
    if account.span.source == earlier.span.source {
      switch account.origin {
      case .mapping: return
      case .piece:
        report.diagnostics += YAMLDuplicateKeys.diagnostics(
          across: [], and: [(earlier.id, earlier.span), (account.id, account.span)])
        return
      case .table: break
      }
    }
    report.report(
      .repeatedAccount, "the account `\(excerpt(account.id))` is said twice", at: account.span,
      also: [DiagnosticLabel(earlier.span, "first here")], help: "take one of them out")
  }

  private func checkModels(_ report: inout DecodingReport) {
    guard !site.frame.models.isEmpty else { return }
    let used = Set(site.phones.lazy.map(\.model))
    for (name, use) in site.frame.models where !used.contains(name) {
      report.report(
        .unusedModel, "no phone is a `\(name)`", at: use.span,
        help: "give it to a phone, or take it out")
    }
  }

  /// Every account must know a server: its own, or its phone's.
  private func checkServers(_ report: inout DecodingReport) {
    guard site.frame.isComplete, let slot = schema.slot(path: "sip.server") else { return }
    var modelHasServer: [String: Bool] = [:]
    for phone in site.phones where !phone.accounts.isEmpty && models[phone.model] != nil {
      let isSaidAbove =
        modelHasServer[phone.model]
        ?? {
          let layers = layersAbove(phone)
          return layers.contains { $0.mentions(slot) }
        }()
      modelHasServer[phone.model] = isSaidAbove
      if isSaidAbove || phone.layer.mentions(slot) { continue }
      for reference in phone.accounts {
        guard let index = site.accountIndex[reference.id], site.accounts[index].server == nil,
          !site.accounts[index].hasServerFault
        else { continue }
        report.report(
          .noServer, "nobody says where the account `\(reference.id)` registers",
          at: reference.span,
          also: [DiagnosticLabel(site.accounts[index].span, "the account says no `server`")],
          help: "write `settings: {sip: {server: pbx.example.net}}` at the top of the site")
      }
    }
  }

  /// The site's, the family's and the model's layers, weakest first.
  private func layersAbove(_ phone: Phone) -> [Layer] {
    let family = models[phone.model].flatMap { site.frame.families[$0.family] }
    return [site.frame.layer, family?.layer, site.frame.models[phone.model]?.layer]
      .compactMap(\.self)
  }

  /// A static address needs its netmask and gateway.
  private func checkNetworks(_ report: inout DecodingReport) {
    let paths = ["network.mode", "network.address", "network.netmask", "network.gateway"]
    let slots = paths.compactMap { schema.slot(path: $0) }
    guard site.frame.isComplete, slots.count == paths.count else { return }
    let mode = slots[0]
    var isStaticAbove: [String: Bool] = [:]
    for phone in site.phones where models[phone.model] != nil && !phone.mac.isZero {
      let above =
        isStaticAbove[phone.model]
        ?? {
          layersAbove(phone).contains { layer in
            layer.settings.contains { $0.slot == mode && $0.value == .text("static") }
          }
        }()
      isStaticAbove[phone.model] = above
      guard above || phone.layer.settings.contains(where: { $0.slot == mode }) else { continue }
      let layers = layersAbove(phone) + [phone.layer]
      func entry(_ slot: SettingSlot) -> SettingEntry? {
        layers.reversed().lazy.compactMap { $0.settings.first { $0.slot == slot } }.first
      }
      guard let said = entry(mode), said.value == .text("static") else { continue }
      let missing = slots.dropFirst()
        .filter { slot in !layers.contains { $0.mentions(slot) } }
        .map { "`\(schema.path(of: $0))`" }
      if !missing.isEmpty {
        report.report(
          .incompleteNetwork,
          "the phone \(phone.mac.colonSeparated) has a static address without "
            + missing.joined(separator: ", "), at: phone.macSpan,
          also: [DiagnosticLabel(said.span, "static here")],
          help: "say them for the phone, or leave `mode` at `dhcp`")
      }
    }
  }
}
