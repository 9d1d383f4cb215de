import Diagnostics
import YAMLNodes

/// Reads one phone.
struct PhoneReader {
  let context: DecodingContext
  let models: ModelDirectory
  private let layers: LayerReader
  private let keyReader: FunctionKeyReader

  private static let names = SiteObject.phone.names

  init(context: DecodingContext, models: ModelDirectory) {
    self.context = context
    self.models = models
    layers = LayerReader(context: context)
    keyReader = FunctionKeyReader(context: context)
  }

  /// A phone, whatever is wrong with it, so that its accounts are known to be in use; nil for what
  /// is no mapping at all.
  func phone(_ node: YAMLNode, report: inout DecodingReport) -> Phone? {
    guard let entries = node.entries(of: "a phone", report: &report) else { return nil }
    var modelNode: YAMLNode?
    var accounts: [AccountReference] = []
    var keysNode: YAMLNode?
    var layer = Layer()
    var macNode: YAMLNode?
    var lines = 0
    for (key, value) in entries {
      if key.text(equals: "mac") {
        macNode = value
      } else if key.text(equals: "model") {
        modelNode = value
      } else if key.text(equals: "accounts") {
        accounts = references(value, report: &report)
        // A line whose account is misspelt is a line all the same.
        lines = value.kind == .sequence ? value.items.count : 1
      } else if key.text(equals: "keys") {
        keysNode = value
      } else if !layers.take(key, value, into: &layer, report: &report) {
        report.reportUnknown(
          .unknownKey, "a phone has no", key.text, at: key.span, among: Self.names,
          help: SettingsSchema.standard.section(named: key.text) == nil
            ? nil : "settings stand under `settings`: `settings: {\(key.text): …}`")
      }
    }
    let mac = macNode.flatMap { address($0, report: &report) }
    let model = modelNode.flatMap { self.model($0, report: &report) }
    if macNode == nil || modelNode == nil {
      reportMissing(node, mac: macNode != nil, model: modelNode != nil, report: &report)
    }
    if let model, accounts.count > model.lines {
      report.report(
        .tooManyAccounts,
        "the phone has \(accounts.count) accounts, but the model \(model.name) takes \(model.lines)",
        at: accounts[model.lines].span,
        label: accounts.count == model.lines + 1
          ? "one too many" : "too many from here on",
        help: "take accounts out; or if the model takes more, say so: "
          + "`models: {\(model.name): {lines: \(accounts.count)}}`")
    }
    let keys = keysNode.map {
      keyReader.keys($0, limit: model?.keys, lines: lines, report: &report)
    }
    let macSpan = macNode?.usedSpan ?? node.usedSpan
    if let mac, let model, !model.organisations.isEmpty,
      !model.organisations.contains(mac.organisation)
    {
      reportForeignMaker(mac, at: macSpan, model, report: &report)
    }
    return Phone(
      mac: mac ?? MACAddress(bits: 0), macSpan: macSpan,
      model: model?.name ?? modelNode?.text ?? "", accounts: accounts, keys: keys ?? [],
      layer: layer)
  }

  private func reportMissing(
    _ node: YAMLNode, mac: Bool, model: Bool, report: inout DecodingReport
  ) {
    let missing = [mac ? nil : "`mac`", model ? nil : "`model`"].compactMap(\.self)
    report.report(
      .missingKey, "a phone without \(missing.joined(separator: " and "))",
      at: node.entries.first { _ in true }?.key.span ?? node.usedSpan,
      help: "every phone needs its MAC address and its model: "
        + "`mac: 80:82:87:01:02:03`, `model: A20`")
  }

  private func reportForeignMaker(
    _ mac: MACAddress, at span: SourceSpan, _ model: KnownModel, report: inout DecodingReport
  ) {
    let known = model.organisations.map { organisation in
      String(MACAddress(bits: UInt64(organisation) << 24).colonSeparated.prefix(8))
    }
    report.report(
      .foreignMaker,
      "\(mac.colonSeparated) is not an address of this family's maker", at: span,
      help: "its addresses begin with \(known.joined(separator: ", ")): look at the label again; "
        + "if it is right, add its beginning to `maker.oui` in the family's family.yaml")
  }

  private func address(_ node: YAMLNode, report: inout DecodingReport) -> MACAddress? {
    let scalars = ScalarReader(context: context)
    guard let text = scalars.plainText(node, "mac", "a MAC address", report: &report) else {
      return nil
    }
    guard let mac = MACAddress(text) else {
      report.report(
        .notAMACAddress, "`\(excerpt(text))` is not a MAC address", at: node.span,
        help: "write 12 hexadecimal digits: `80:82:87:01:02:03`, `80-82-87-01-02-03`, "
          + "`8082.8701.0203` or `808287010203`")
      return nil
    }
    if mac.isZero || mac.isMulticast {
      report.report(
        .impossibleMACAddress,
        mac.isZero
          ? "\(mac.colonSeparated) is no phone's address"
          : "\(mac.colonSeparated) is a multicast address: no single phone has it",
        at: node.span, help: "copy the address from the label on the phone")
      return nil
    }
    return mac
  }

  private func model(_ node: YAMLNode, report: inout DecodingReport) -> KnownModel? {
    let scalars = ScalarReader(context: context)
    guard let text = scalars.plainText(node, "model", "a model's name", report: &report) else {
      return nil
    }
    return models.model(text, at: node.usedSpan, report: &report)
  }

  /// The accounts in the order of the lines; one name alone is a list of one.
  private func references(
    _ node: YAMLNode, report: inout DecodingReport
  ) -> [AccountReference] {
    if node.kind == .scalar {
      return reference(node, report: &report).map { [$0] } ?? []
    }
    guard let items = node.items(of: "`accounts`", report: &report) else { return [] }
    let most = SiteLimits.lines.upperBound
    guard items.count <= most else {
      report.report(
        .tooMany, "a phone has \(items.count) accounts, more than the \(most) allowed",
        at: node.usedSpan, help: "take some out")
      return []
    }
    var references: [AccountReference] = []
    references.reserveCapacity(items.count)
    for item in items {
      guard let reference = reference(item, report: &report) else { continue }
      if let earlier = references.first(where: { $0.id == reference.id }) {
        report.report(
          .repeatedWord, "the account `\(excerpt(reference.id))` stands twice on one phone",
          at: reference.span, also: [DiagnosticLabel(earlier.span, "first here")],
          help: "take one out")
        continue
      }
      references.append(reference)
    }
    return references
  }

  private func reference(
    _ node: YAMLNode, report: inout DecodingReport
  ) -> AccountReference? {
    ScalarReader(context: context)
      .plainText(node, "accounts", "an account's name", report: &report)
      .map { AccountReference(id: $0, span: node.usedSpan) }
  }
}
