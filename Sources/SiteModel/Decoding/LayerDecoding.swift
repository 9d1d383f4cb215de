import Diagnostics
import YAMLNodes

/// Reads `settings`, `vars` and `raw`, which every level may have.
struct LayerReader {
  let context: DecodingContext
  let schema = SettingsSchema.standard

  static let keys = SiteObject.layerKeys.map(\.name)

  /// Takes an entry of a level if it is one of `keys`; false if it is something else.
  func take(
    _ key: YAMLNode, _ value: YAMLNode, into layer: inout Layer, report: inout DecodingReport
  ) -> Bool {
    if key.text(equals: "settings") {
      readSettings(value, into: &layer, report: &report)
    } else if key.text(equals: "vars") {
      readVariables(value, into: &layer, report: &report)
    } else if key.text(equals: "raw") {
      readRaw(value, into: &layer, report: &report)
    } else {
      return false
    }
    return true
  }

  func readSettings(_ node: YAMLNode, into layer: inout Layer, report: inout DecodingReport) {
    guard let entries = node.entries(of: "`settings`", report: &report) else { return }
    for (key, value) in entries {
      let name = key.text
      if let slot = schema.direct?.slot(named: name) {
        readSetting(slot, value, into: &layer, report: &report)
      } else if let section = schema.section(named: name) {
        readSection(section, value, into: &layer, report: &report)
      } else {
        let known =
          schema.sections.map(\.name).filter { !$0.isEmpty }
          + (schema.direct?.fields.map(\.name) ?? [])
        report.reportUnknown(
          .unknownKey, "unknown setting", name, at: key.span, among: known, help: home(of: name))
      }
    }
  }

  /// Where a field stands that somebody wrote without its section.
  private func home(of field: String) -> String? {
    let homes = schema.sections.filter { $0.fields.contains { $0.name == field } }.map(\.name)
    guard let first = homes.first, !first.isEmpty else { return nil }
    return "`\(field)` belongs into a section: `\(first): {\(field): …}`"
  }

  func readSection(
    _ section: SettingsSection, _ node: YAMLNode, into layer: inout Layer,
    report: inout DecodingReport
  ) {
    guard let entries = node.entries(of: "`\(section.name)`", report: &report) else { return }
    for (key, value) in entries {
      let name = key.text
      guard let slot = section.slot(named: name) else {
        report.reportUnknown(
          .unknownKey, "`\(section.name)` has no setting", name, at: key.span,
          among: section.fields.map(\.name), help: home(of: name))
        continue
      }
      readSetting(slot, value, into: &layer, report: &report)
    }
  }

  private func readSetting(
    _ slot: SettingSlot, _ node: YAMLNode, into layer: inout Layer, report: inout DecodingReport
  ) {
    if let earlier = layer.settings.first(where: { $0.slot == slot }) {
      report.report(
        .saidTwice, "`\(schema.path(of: slot))` is said in two ways on one level", at: node.span,
        also: [DiagnosticLabel(earlier.span, "first here")], help: "keep one of them")
      return
    }
    let value = SettingReader(context: context).value(
      node, of: schema[slot].kind, schema.path(of: slot), report: &report)
    if let value {
      layer.settings.append(SettingEntry(slot: slot, value: value, span: node.span))
    } else {
      layer.faults.append(slot)
    }
  }

  func readVariables(
    _ node: YAMLNode, into layer: inout Layer, report: inout DecodingReport
  ) {
    guard let entries = node.entries(of: "`vars`", report: &report) else { return }
    for (key, value) in entries {
      guard Self.isIdentifier(key, report: &report) else { continue }
      if let decoded = custom(value, key.text, layer: &layer, report: &report) {
        layer.variables.append(Variable(name: key.text, value: decoded, span: value.span))
      }
    }
  }

  /// Whether a template can say the name; reports it if not.
  static func isIdentifier(_ key: YAMLNode, report: inout DecodingReport) -> Bool {
    let name = key.text
    let isName =
      name.utf8.count <= 64
      && name.utf8.enumerated().allSatisfy { index, byte in
        (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
          || index > 0 && (0x30...0x39).contains(byte)
      }
    if isName, !name.isEmpty { return true }
    report.report(
      .unusableName, "`\(excerpt(name))` is no name that a template could say", at: key.span,
      help: "use letters, digits and `_`, and no digit first")
    return false
  }

  private func custom(
    _ node: YAMLNode, _ name: String, layer: inout Layer, report: inout DecodingReport
  ) -> CustomValue? {
    switch node.kind {
    case .scalar:
      if node.tag == "!secret" { layer.hidesSecrets = true }
      return ScalarReader(context: context)
        .text(node, name, maximum: 4096, report: &report).map { .text($0) }
    case .sequence:
      guard let items = node.items(of: "`\(name)`", report: &report) else { return nil }
      var values: [CustomValue] = []
      for item in items {
        if let value = custom(item, name, layer: &layer, report: &report) { values.append(value) }
      }
      return .list(values)
    case .mapping:
      guard let entries = node.entries(of: "`\(name)`", report: &report) else { return nil }
      var values: [CustomEntry] = []
      for (key, value) in entries where Self.isIdentifier(key, report: &report) {
        if let decoded = custom(value, key.text, layer: &layer, report: &report) {
          values.append(CustomEntry(name: key.text, value: decoded))
        }
      }
      return .map(values)
    }
  }

  func readRaw(_ node: YAMLNode, into layer: inout Layer, report: inout DecodingReport) {
    guard let entries = node.entries(of: "`raw`", report: &report) else { return }
    for (key, value) in entries {
      if let fault = TextFault.find(in: key, maximum: 255) {
        report.report(
          .unsuitableText, "a key of `raw` \(fault.sentence)", at: key.span, help: fault.help)
        continue
      }
      if value.kind == .scalar, value.tag == "!secret" { layer.hidesSecrets = true }
      // An empty text is a value here: some firmware clears a setting by it.
      if value.kind == .scalar, value.style != .plain, value.tag == nil, value.text.isEmpty {
        layer.raw.append(RawEntry(key: key.text, value: "", span: value.span))
        continue
      }
      let text = ScalarReader(context: context).text(
        value, key.text, maximum: 4096, report: &report)
      if let text { layer.raw.append(RawEntry(key: key.text, value: text, span: value.span)) }
    }
  }
}
