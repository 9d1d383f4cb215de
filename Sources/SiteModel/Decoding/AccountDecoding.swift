import Diagnostics
import YAMLNodes

/// Reads one account: its identifier and the mapping that belongs to it.
struct AccountReader {
  let context: DecodingContext
  let schema = SettingsSchema.standard

  static let names = [
    "name", "password", "user", "auth_user", "display_name", "label", "enabled", "server", "port",
    "transport", "outbound_proxy", "outbound_port", "backup_server", "backup_port", "expires",
    "srtp", "voice_mail",
  ]

  func account(
    id: String, at idSpan: SourceSpan, _ node: YAMLNode, report: inout DecodingReport
  ) -> Account? {
    // An identifier is the account's user part where nothing else is said.
    if id.isEmpty || DialString.fault(in: id) != nil {
      report.report(
        .unusableName, "`\(id)` cannot name an account", at: idSpan,
        help: "use up to 64 digits, letters and signs of a SIP user part, without spaces")
      return nil
    }
    guard let entries = node.entries(of: "the account `\(id)`", report: &report) else { return nil }
    var account = Account(id: id, span: idSpan, name: "", password: "")
    var hasName = false
    var hasPassword = false
    for (key, value) in entries {
      if key.text(equals: "name") {
        hasName = true
        account.name = text(value, "name", 64, report: &report) ?? ""
      } else if key.text(equals: "password") {
        hasPassword = true
        account.password =
          ScalarReader(context: context).text(
            value, "password", maximum: 128, isSecret: true, report: &report) ?? ""
      } else {
        take(key, value, into: &account, report: &report)
      }
    }
    if !hasName || !hasPassword {
      let missing = [hasName ? nil : "`name`", hasPassword ? nil : "`password`"].compactMap(\.self)
      report.report(
        .missingKey, "the account `\(id)` has no \(missing.joined(separator: " and no "))",
        at: idSpan,
        help: hasPassword
          ? "write `name: …`: what people call it"
          : "write `password: !secret NAME`, so that it stays out of git")
    }
    return account
  }

  private func text(
    _ node: YAMLNode, _ name: String, _ maximum: Int, report: inout DecodingReport
  ) -> String? {
    ScalarReader(context: context).text(node, name, maximum: maximum, report: &report)
  }

  private func take(
    _ key: YAMLNode, _ value: YAMLNode, into account: inout Account,
    report: inout DecodingReport
  ) {
    let name = key.text
    switch name {
    case "user": account.user = text(value, name, 64, report: &report)
    case "auth_user": account.authUser = text(value, name, 64, report: &report)
    case "display_name": account.displayName = text(value, name, 64, report: &report)
    case "label": account.label = text(value, name, 64, report: &report)
    case "enabled":
      account.isEnabled =
        ScalarReader(context: context).boolean(value, name, report: &report) ?? true
    case "server": account.server = setting("server", value, report: &report)
    case "port": account.port = number("port", value, report: &report)
    case "transport": account.transport = setting("transport", value, report: &report)
    case "outbound_proxy": account.outboundProxy = setting("outbound_proxy", value, report: &report)
    case "outbound_port": account.outboundPort = number("outbound_port", value, report: &report)
    case "backup_server": account.backupServer = setting("backup_server", value, report: &report)
    case "backup_port": account.backupPort = number("backup_port", value, report: &report)
    case "expires": account.expires = number("expires", value, report: &report)
    case "srtp": account.srtp = setting("srtp", value, report: &report)
    case "voice_mail":
      account.voiceMail = decoded(.dialString, name, value, report: &report)?.text
    default:
      report.reportUnknown(
        .unknownKey, "an account has no", name, at: key.span, among: Self.names)
    }
  }

  /// A value of the same kind as the setting of this name in the section `sip`.
  private func sipValue(
    _ name: String, _ node: YAMLNode, report: inout DecodingReport
  ) -> SettingValue? {
    guard let slot = schema.section(named: "sip")?.slot(named: name) else { return nil }
    return decoded(schema[slot].kind, name, node, report: &report)
  }

  private func setting(
    _ name: String, _ node: YAMLNode, report: inout DecodingReport
  ) -> String? {
    sipValue(name, node, report: &report)?.text
  }

  private func number(_ name: String, _ node: YAMLNode, report: inout DecodingReport) -> Int? {
    sipValue(name, node, report: &report)?.number
  }

  private func decoded(
    _ kind: SettingKind, _ name: String, _ node: YAMLNode, report: inout DecodingReport
  ) -> SettingValue? {
    SettingReader(context: context).value(node, of: kind, name, report: &report)
  }
}
