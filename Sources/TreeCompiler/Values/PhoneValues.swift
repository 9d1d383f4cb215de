import SiteModel
import Templates

/// What all phones of one model have in common, ready to be completed for each phone.
struct ModelValues {
  let model: KnownModel
  let family: Family
  /// The effective settings so far: site, family, model.
  let settings: SettingsValues
  /// What the model says itself.
  let own: SettingsValues
  let variables: VariableValues
  private let rawLayers: [Layer]
  private let head: [TemplateValue]
  private let raw: TemplateValue
  private let accountIndex: [String: Int]
  private let accounts: [Account]

  init(
    site: Site, model: KnownModel, family: Family, usedModels: [String],
    variableType: RecordType
  ) {
    self.model = model
    self.family = family
    let frame = site.frame
    let modelLayer = frame.models[model.name]?.layer ?? Layer()
    let familyLayer = frame.families[family.name]?.layer ?? Layer()
    var settings = SettingsValues(withStandards: true)
    for layer in [frame.layer, familyLayer, modelLayer] { settings.apply(layer) }
    var own = SettingsValues(withStandards: false)
    own.apply(modelLayer)
    var variables = VariableValues(type: variableType)
    for layer in [frame.layer, familyLayer, modelLayer] { variables.apply(layer) }
    self.settings = settings
    self.own = own
    self.variables = variables
    head = [
      .text(frame.name), .text(family.name),
      family.commonNames.first.map { .text($0) } ?? .absent,
      .list(usedModels.map { .text($0) }), .number(model.lines), .number(model.keys),
    ]
    // Where there is no common file, everything is said in the phone's own.
    rawLayers = family.commonNames.isEmpty ? [frame.layer, familyLayer, modelLayer] : [modelLayer]
    raw = RawValues.map(rawLayers)
    accountIndex = site.accountIndex
    accounts = site.accounts
  }

  /// The values of the root record of a phone's file, in its order, and the phone's label.
  func root(of phone: Phone) -> (values: [TemplateValue], label: String?) {
    var settings = settings
    settings.apply(phone.layer)
    var own = own
    own.apply(phone.layer)
    var variables = variables
    variables.apply(phone.layer)
    var root = head
    root.reserveCapacity(head.count + 8)
    root.append(settings.record)
    root.append(variables.record)
    root.append(phone.layer.raw.isEmpty ? raw : RawValues.map(rawLayers + [phone.layer]))
    root.append(.text(phone.model))
    root.append(.text(phone.mac.digits))
    root.append(.list(accountValues(of: phone, settings)))
    root.append(.list(phone.keys.map(\.templateValue)))
    root.append(own.record)
    return (root, label(of: phone, settings))
  }

  private func accountValues(of phone: Phone, _ settings: SettingsValues) -> [TemplateValue] {
    phone.accounts.enumerated().compactMap { index, reference in
      accountIndex[reference.id].map {
        accounts[$0].templateValue(line: index + 1, settings: settings)
      }
    }
  }

  /// The phone's name for people: its label, else that of its first line.
  func label(of phone: Phone) -> String? {
    var settings = settings
    settings.apply(phone.layer)
    return label(of: phone, settings)
  }

  private func label(of phone: Phone, _ settings: SettingsValues) -> String? {
    if let slot = Self.labelSlot, case .text(let label) = settings[slot] { return label }
    guard let first = phone.accounts.first, let index = accountIndex[first.id] else { return nil }
    return accounts[index].label ?? accounts[index].name
  }

  private static let labelSlot = SettingsSchema.standard.slot(path: "label")
}

/// The slots of the settings that an account falls back on.
private struct AccountFallbacks {
  let server, port, transport, outboundProxy, outboundPort, backupServer, backupPort, expires, srtp,
    voiceMail: SettingSlot?

  static let slots = AccountFallbacks()

  private init() {
    func slot(_ path: String) -> SettingSlot? { SettingsSchema.standard.slot(path: path) }
    server = slot("sip.server")
    port = slot("sip.port")
    transport = slot("sip.transport")
    outboundProxy = slot("sip.outbound_proxy")
    outboundPort = slot("sip.outbound_port")
    backupServer = slot("sip.backup_server")
    backupPort = slot("sip.backup_port")
    expires = slot("sip.expires")
    srtp = slot("sip.srtp")
    voiceMail = slot("voice_mail.number")
  }
}

extension Account {
  /// The account as a phone's template sees it, in the order of its record type.
  func templateValue(line: Int, settings: SettingsValues) -> TemplateValue {
    let slots = AccountFallbacks.slots
    func text(_ own: String?, _ slot: SettingSlot?) -> TemplateValue {
      own.map { .text($0) } ?? slot.map { settings[$0] } ?? .absent
    }
    func number(_ own: Int?, _ slot: SettingSlot?) -> TemplateValue {
      own.map { .number($0) } ?? slot.map { settings[$0] } ?? .absent
    }
    let user = user ?? id
    return .record([
      .number(line), .text(id), .text(name), .text(user), .text(authUser ?? user),
      .text(displayName ?? name), .text(label ?? name), .text(password), .boolean(isEnabled),
      text(server, slots.server), number(port, slots.port), text(transport, slots.transport),
      text(outboundProxy, slots.outboundProxy), number(outboundPort, slots.outboundPort),
      text(backupServer, slots.backupServer), number(backupPort, slots.backupPort),
      number(expires, slots.expires), text(srtp, slots.srtp), text(voiceMail, slots.voiceMail),
    ])
  }

  /// The account as a page sees it: without its password.
  var publicTemplateValue: TemplateValue {
    .record([
      .text(id), .text(name), .text(user ?? id), .text(displayName ?? name),
      .text(label ?? name),
    ])
  }
}

extension FunctionKey {
  var templateValue: TemplateValue {
    .record([
      .number(position), .text(type.rawValue), value.map { .text($0) } ?? .absent,
      label.map { .text($0) } ?? .absent, .number(line), pickup.map { .text($0) } ?? .absent,
    ])
  }
}
