public import Diagnostics
public import SiteModel

/// A phone that a rollout met and its site does not have.
public struct SeenPhone: Sendable {
  public let mac: MACAddress
  /// Who made it, as it says; nil if it does not.
  public let vendor: String?
  /// What it calls itself: often the maker's name again.
  public let model: String?
  /// Where the ledger of the rollout speaks of it.
  public let span: SourceSpan

  public init(mac: MACAddress, vendor: String?, model: String?, span: SourceSpan) {
    self.mac = mac
    self.vendor = vendor
    self.model = model
    self.span = span
  }

  /// Whether a family's maker has made it, by its address or its own word.
  func isMade(for catalogue: FamilyCatalogue) -> Bool {
    vendor?.lowercased().contains("atcom") == true
      || catalogue.families.contains { $0.organisations.contains(mac.organisation) }
  }

  /// Its model, unless it is the maker's name.
  fileprivate var saidModel: String? {
    guard let model, !model.isEmpty, model.lowercased() != vendor?.lowercased(),
      model.lowercased() != "atcom"
    else { return nil }
    return model
  }
}

extension PhoneList {
  /// The phones that a rollout met, without those of other makers.
  ///
  /// - Parameters:
  ///   - seen: The phones, each once.
  ///   - model: The model of those that do not say it.
  ///   - catalogue: Whose makers count.
  /// - Returns: The list, and how many phones were left out.
  public static func seen(
    _ seen: [SeenPhone], model: String?, catalogue: FamilyCatalogue
  ) -> (list: PhoneList, othersCount: Int) {
    let own = seen.filter { $0.isMade(for: catalogue) && !$0.mac.isZero && !$0.mac.isMulticast }
    let entries = own.sorted { $0.mac < $1.mac }.map { phone in
      Entry(
        mac: phone.mac, macSpan: phone.span, model: phone.saidModel ?? model ?? "",
        modelSpan: phone.span, account: nil, name: nil, label: nil)
    }
    return (PhoneList(entries: entries, isSound: true), seen.count - own.count)
  }
}
