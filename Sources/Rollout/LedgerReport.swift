public import Diagnostics

/// What `ringtree rollout` prints of a ledger.
public struct LedgerReport: Sendable {
  private let ledger: Ledger
  private let site: String?
  private let summary: LedgerSummary

  public init(_ ledger: Ledger, site: String?) {
    self.ledger = ledger
    self.site = site
    summary = LedgerSummary(ledger)
  }

  private var openPhones: [PhoneRecord] {
    ledger.phones.values.filter { !$0.isDone }.sorted {
      ($0.state, $0.phone.family, $0.phone.mac) < ($1.state, $1.phone.family, $1.phone.mac)
    }
  }

  private var unknownPhones: [UnknownRecord] {
    ledger.unknown.sorted { $0.key < $1.key }.map(\.value)
  }

  /// For a terminal: the sum, then each phone that is not done, then the strangers.
  public var text: String {
    var text = (site.map { "\($0): " } ?? "") + summary.line + "\n"
    for record in openPhones {
      text += "  \(record.phone.mac)  \(Self.name(record.phone))  \(record.state.rawValue)"
      if let reason = record.failure?.reason { text += ": \(reason)" }
      text += "\n"
    }
    for record in unknownPhones {
      text += "  unknown: \(record.mac ?? "no MAC address") at \(record.address)"
      let said = [record.said.vendor, record.said.model].compactMap(\.self).joined(separator: " ")
      text += said.isEmpty ? "\n" : ", says \(said)\n"
    }
    return text
  }

  /// For a merge request or a wiki.
  public var markdown: String {
    var text = "**\(Self.escaped(site ?? "Rollout"))**: \(summary.line)\n"
    if !openPhones.isEmpty {
      text += "\n| phone | name | state | |\n|---|---|---|---|\n"
      for record in openPhones {
        text += "| `\(record.phone.mac)` | \(Self.escaped(Self.name(record.phone))) "
        text += "| \(record.state.rawValue) | \(Self.escaped(record.failure?.reason ?? "")) |\n"
      }
    }
    if !unknownPhones.isEmpty {
      text += "\n| unknown phone | address | says |\n|---|---|---|\n"
      for record in unknownPhones {
        let said = [record.said.vendor, record.said.model, record.said.userAgent]
          .compactMap(\.self).joined(separator: " ")
        text += "| `\(record.mac ?? "?")` | \(record.address) | \(Self.escaped(said)) |\n"
      }
    }
    return text
  }

  /// For programs: the numbers, every phone, every stranger.
  public var json: JSONText {
    var json = JSONText(layout: .indented)
    json.object { json in
      if let site { json.member("site", site) }
      json.member("phones", summary.total)
      json.member("done", summary.done)
      json.key("states")
      json.object { json in
        for state in RolloutState.allCases {
          json.member(state.rawValue, summary.counts[state] ?? 0)
        }
      }
      json.key("list")
      json.array { json in
        for record in ledger.phones.values.sorted(by: { $0.phone.mac < $1.phone.mac }) {
          json.object { record.write(to: &$0) }
        }
      }
      json.key("unknown")
      json.array { json in
        for record in unknownPhones { json.object { record.write(to: &$0) } }
      }
    }
    json.endLine()
    return json
  }

  private static func name(_ phone: RolloutPhone) -> String {
    [phone.model, phone.label ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_{}[]()#+-.!|<>&~".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}

extension PhoneRecord {
  /// Its members in JSON, as the report and the status page say them.
  public func write(to json: inout JSONText) {
    json.member("mac", phone.mac)
    json.member("family", phone.family)
    json.member("model", phone.model)
    if let label = phone.label { json.member("label", label) }
    json.member("state", state.rawValue)
    if let address { json.member("address", "\(address)") }
    if let lastTime { json.member("time", lastTime) }
    if let failure {
      json.key("failure")
      json.object { json in
        json.member("time", failure.time)
        json.member("step", failure.step.rawValue)
        json.member("reason", failure.reason)
      }
    }
  }
}

extension UnknownRecord {
  /// Its members in JSON, as the report and the status page say them.
  public func write(to json: inout JSONText) {
    if let mac { json.member("mac", mac) }
    json.member("address", "\(address)")
    for (name, value) in [
      ("vendor", said.vendor), ("model", said.model), ("version", said.version),
      ("user_agent", said.userAgent), ("snippet", snippet),
    ] { if let value { json.member(name, value) } }
    json.member("first", first)
    json.member("last", last)
    json.member("times", times)
  }
}
