import Diagnostics
import YAMLNodes

/// Reads one account: its identifier and the mapping that belongs to it.
struct AccountReader {
  let context: DecodingContext

  static let names = SiteObject.account.names

  private static let kinds: [String: SettingKind] = {
    var kinds: [String: SettingKind] = [:]
    for key in SiteObject.account.keys {
      if case .value(let kind) = key.shape { kinds[key.name] = kind }
    }
    return kinds
  }()

  /// An account, whatever is wrong with it: it is there, and phones may name it.
  func account(
    id: String, at idSpan: SourceSpan, _ node: YAMLNode, from origin: AccountOrigin,
    report: inout DecodingReport
  ) -> Account {
    var account = Account(id: id, span: idSpan, name: "", password: "", origin: origin)
    // An identifier is the account's user part where nothing else is said.
    if id.isEmpty || DialString.fault(in: id) != nil {
      report.report(
        .unusableName, "`\(excerpt(id))` cannot name an account", at: idSpan,
        help: "use up to 64 digits, letters and signs of a SIP user part, without spaces")
    }
    guard let entries = node.entries(of: "the account `\(excerpt(id))`", report: &report) else {
      account.hasServerFault = true
      return account
    }
    var hasName = false
    var hasPassword = false
    for (key, value) in entries {
      if key.text(equals: "name") {
        hasName = true
      } else if key.text(equals: "password") {
        hasPassword = true
      }
      take(key, value, into: &account, report: &report)
    }
    if !hasName || !hasPassword {
      reportMissing(account, name: hasName, password: hasPassword, report: &report)
    }
    return account
  }

  private func reportMissing(
    _ account: Account, name: Bool, password: Bool, report: inout DecodingReport
  ) {
    let missing = [name ? nil : "`name`", password ? nil : "`password`"].compactMap(\.self)
    report.report(
      .missingKey,
      "the account `\(excerpt(account.id))` has no \(missing.joined(separator: " and no "))",
      at: account.span,
      help: password
        ? "write `name: …`: what people call it"
        : "write `password: !secret NAME`, so that it stays out of git")
  }

  private func take(
    _ key: YAMLNode, _ node: YAMLNode, into account: inout Account, report: inout DecodingReport
  ) {
    let name = key.text
    guard let kind = Self.kinds[name] else {
      report.reportUnknown(
        .unknownKey, "an account has no", name, at: key.span, among: Self.names)
      return
    }
    let value = SettingReader(context: context).value(node, of: kind, name, report: &report)
    switch name {
    case "name": account.name = value?.text ?? ""
    case "password": account.password = value?.text ?? ""
    case "user": account.user = value?.text
    case "auth_user": account.authUser = value?.text
    case "display_name": account.displayName = value?.text
    case "label": account.label = value?.text
    case "enabled": account.isEnabled = value != .boolean(false)
    case "server":
      account.server = value?.text
      account.hasServerFault = value == nil
    case "port": account.port = value?.number
    case "transport": account.transport = value?.text
    case "outbound_proxy": account.outboundProxy = value?.text
    case "outbound_port": account.outboundPort = value?.number
    case "backup_server": account.backupServer = value?.text
    case "backup_port": account.backupPort = value?.number
    case "expires": account.expires = value?.number
    case "srtp": account.srtp = value?.text
    case "voice_mail": account.voiceMail = value?.text
    default: break
    }
  }
}
