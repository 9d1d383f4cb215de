import SiteModel

/// All that a site says, without places, a line a thing: for comparisons.
func describe(_ site: Site) -> String {
  var lines = ["site \(site.frame.name)"] + describe(site.frame.layer)
  for (name, use) in site.frame.families.sorted(by: { $0.key < $1.key }) {
    lines += ["family \(name) \(use.commonNames.map(\.name))"] + describe(use.layer)
  }
  for (name, use) in site.frame.models.sorted(by: { $0.key < $1.key }) {
    let numbers = [use.lines, use.keys].map { $0.map(String.init) ?? "-" }
    lines += ["model \(name) \(use.family ?? "-") \(numbers)"] + describe(use.layer)
  }
  lines += site.frame.assets.map { "asset \($0.from) as \($0.name)" }
  lines += site.frame.pages.map { "page \($0.template) as \($0.name)" }
  lines += site.accounts.map(describe)
  lines += site.phones.map(describe)
  return lines.joined(separator: "\n")
}

func describe(_ layer: Layer) -> [String] {
  layer.settings.map { "  \(SettingsSchema.standard.path(of: $0.slot)) = \($0.value)" }.sorted()
    + layer.variables.map { "  vars.\($0.name) = \(describe($0.value))" }
    + layer.raw.map { "  raw \($0.key) = \($0.value)" }
}

private func describe(_ value: CustomValue) -> String {
  switch value {
  case .text(let text): text.debugDescription
  case .list(let values): "[" + values.map(describe).joined(separator: ", ") + "]"
  case .map(let entries):
    "{" + entries.map { "\($0.name): \(describe($0.value))" }.joined(separator: ", ") + "}"
  }
}

func describe(_ account: Account) -> String {
  let texts = [
    account.user, account.authUser, account.displayName, account.label, account.server,
    account.transport, account.outboundProxy, account.backupServer, account.srtp,
    account.voiceMail,
  ]
  let numbers = [account.port, account.outboundPort, account.backupPort, account.expires]
  return "account \(account.id) \(account.name) \(account.password) \(account.isEnabled) "
    + texts.map { $0 ?? "-" }.joined(separator: " ") + " "
    + numbers.map { $0.map(String.init) ?? "-" }.joined(separator: " ")
}

func describe(_ phone: Phone) -> String {
  let keys = phone.keys.map { key in
    "\n  key \(key.position) \(key.type.rawValue) \(key.value ?? "-") \(key.label ?? "-") "
      + "\(key.line) \(key.pickup ?? "-")"
  }
  return "phone \(phone.mac.digits) \(phone.model) \(phone.accounts.map(\.id))" + keys.joined()
    + describe(phone.layer).map { "\n" + $0 }.joined()
}
