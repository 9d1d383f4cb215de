import Diagnostics
public import Rollout

/// What the status page is told of a ledger, as JSON; `docs/status.md` describes it.
///
/// Pure functions of a ledger and the time: whoever serves the page sends what they return.
public struct StatusDocument: Sendable {
  public let site: String
  /// Names this run of the server: revisions of another run say nothing. Letters and digits.
  public let run: String
  /// Such as `ringtree 1.0`.
  public let generator: String

  public init(site: String, run: String, generator: String) {
    self.site = site
    self.run = run
    self.generator = generator
  }

  /// Everything but time lines: `/status.json`, and the first event of a stream.
  public func whole(_ ledger: Ledger, now: Int64) -> [UInt8] {
    written { json in
      json.member("version", 1)
      json.member("site", site)
      json.member("generator", generator)
      writeHead(ledger, now: now, to: &json)
      writePhones(ledger.phones.values.sorted { $0.phone.mac < $1.phone.mac }, to: &json)
      writeUnknown(ledger.unknown.values.sorted { $0.key < $1.key }, to: &json)
    }
  }

  /// What is new since a revision: the numbers, and the phones that changed.
  func changes(of ledger: Ledger, since revision: UInt64, now: Int64) -> [UInt8] {
    written { json in
      writeHead(ledger, now: now, to: &json)
      writePhones(ledger.phones.values.filter { $0.revision > revision }, to: &json)
      writeUnknown(ledger.unknown.values.filter { $0.revision > revision }, to: &json)
    }
  }

  /// One phone with its time line: `/phones/<mac>.json`; nil if the site has no such phone. The
  /// MAC address in twelve lower-case hexadecimal digits.
  public func phone(_ mac: String, of ledger: Ledger) -> [UInt8]? {
    guard let record = ledger.phones[mac] else { return nil }
    return written { json in
      record.write(to: &json)
      json.member("common_file", record.phone.commonHash != nil)
      json.member("history") { json in
        json.array { json in
          for event in record.history { json.object { event.write(to: &$0) } }
        }
      }
    }
  }

  /// By what a browser says how far it has come: `<run>-<revision>`.
  func eventID(of ledger: Ledger) -> String { "\(run)-\(ledger.revision)" }

  private func writeHead(_ ledger: Ledger, now: Int64, to json: inout JSONText) {
    json.member("now", now)
    json.member("summary") { LedgerSummary(ledger).write(to: &$0) }
    json.member("progress") { json in
      json.object { json in
        json.member("seen") { json in
          ProgressCurve(ledger) { $0.totals.steps.values.map(\.first).min() }.write(to: &json)
        }
        json.member("done") { ProgressCurve(ledger) { $0.doneTime }.write(to: &$0) }
      }
    }
  }

  private func writePhones(_ records: [PhoneRecord], to json: inout JSONText) {
    json.member("phones") { json in
      json.array { json in
        for record in records { json.object { record.writeRow(to: &$0) } }
      }
    }
  }

  private func writeUnknown(_ records: [UnknownRecord], to json: inout JSONText) {
    json.member("unknown") { json in
      json.array { json in
        for record in records { json.object { record.write(to: &$0) } }
      }
    }
  }

  private func written(_ members: (inout JSONText) -> Void) -> [UInt8] {
    var json = JSONText()
    json.object(members)
    return json.bytes
  }
}

extension PhoneRecord {
  /// What a list shows of a phone: short, since there may be ten thousand.
  fileprivate func writeRow(to json: inout JSONText) {
    json.member("mac", phone.mac)
    json.member("family", phone.family)
    json.member("model", phone.model)
    if let label = phone.label { json.member("label", label) }
    json.member("state", state.identifier)
    if let address { json.member("address", "\(address)") }
    if let time = totals.lastTime { json.member("time", time) }
    if state == .failed, let failure = totals.lastFailure {
      json.member("error", "\(failure.part.rawValue.uppercased()): \(failure.reason)")
    }
  }
}
