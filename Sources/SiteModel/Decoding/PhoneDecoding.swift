import Diagnostics
import YAMLNodes

/// Reads one phone.
struct PhoneReader {
  let context: DecodingContext
  let models: ModelDirectory
  private let layers: LayerReader
  private let keyReader: FunctionKeyReader

  private static let names = ["mac", "model", "accounts", "keys"] + LayerReader.keys

  init(context: DecodingContext, models: ModelDirectory) {
    self.context = context
    self.models = models
    layers = LayerReader(context: context)
    keyReader = FunctionKeyReader(context: context)
  }

  func phone(_ node: YAMLNode, report: inout DecodingReport) -> Phone? {
    guard let entries = node.entries(of: "a phone", report: &report) else { return nil }
    var mac: (address: MACAddress, span: SourceSpan)?
    var modelNode: YAMLNode?
    var accounts: [AccountReference] = []
    var keysNode: YAMLNode?
    var layer = Layer()
    var hasMAC = false
    for (key, value) in entries {
      if key.text(equals: "mac") {
        hasMAC = true
        mac = address(value, report: &report).map { ($0, value.usedSpan) }
      } else if key.text(equals: "model") {
        modelNode = value
      } else if key.text(equals: "accounts") {
        accounts = references(value, report: &report)
      } else if key.text(equals: "keys") {
        keysNode = value
      } else if !layers.take(key, value, into: &layer, report: &report) {
        report.reportUnknown(
          .unknownKey, "a phone has no", key.text, at: key.span, among: Self.names,
          help: SettingsSchema.standard.section(named: key.text) == nil
            ? nil : "settings stand under `settings`: `settings: {\(key.text): …}`")
      }
    }
    let model = modelNode.flatMap { self.model($0, report: &report) }
    if !hasMAC || modelNode == nil {
      reportMissing(node, mac: hasMAC, model: modelNode != nil, report: &report)
    }
    if let model, accounts.count > model.lines {
      report.report(
        .tooManyAccounts,
        "the phone has \(accounts.count) accounts, but a \(model.name) takes \(model.lines)",
        at: accounts[model.lines].span, label: "one too many",
        help: "take accounts out; or if the model takes more, say so: "
          + "`models: {\(model.name): {lines: \(accounts.count)}}`")
    }
    let keys = keysNode.map {
      keyReader.keys($0, limit: model?.keys, lines: accounts.count, report: &report)
    }
    guard let mac, let model else { return nil }
    if !model.organisations.isEmpty, !model.organisations.contains(mac.address.organisation) {
      reportForeignMaker(mac.address, at: mac.span, model, report: &report)
    }
    return Phone(
      mac: mac.address, macSpan: mac.span, model: model.name, accounts: accounts,
      keys: keys ?? [], layer: layer)
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
        .notAMACAddress, "`\(text)` is not a MAC address", at: node.span,
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
    var references: [AccountReference] = []
    references.reserveCapacity(items.count)
    for item in items {
      guard let reference = reference(item, report: &report) else { continue }
      if let earlier = references.first(where: { $0.id == reference.id }) {
        report.report(
          .repeatedWord, "the account `\(reference.id)` stands twice on one phone",
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
