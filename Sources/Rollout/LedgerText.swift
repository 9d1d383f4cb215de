package import Diagnostics
import NetworkAddresses
import OutputTree

/// The text of `out/<site>.rollout.jsonl`: a first line that says what it is, then an event a line.
/// `docs/ledger.md` describes it.
///
/// Whoever keeps the file appends ``line(_:)`` for each event, and puts ``compacted(_:header:)`` in
/// its place, by a file beside it and a rename, when ``shouldCompact(size:compactedSize:)`` says so.
public enum LedgerText {
  /// The version of the format that this program writes.
  public static let version = 1
  /// The longest line that is read, in bytes; what is longer is no line of a ledger.
  public static let longestLine = 8192
  /// The largest file that is read, in bytes. Compacting keeps files far below it.
  public static let largestFile = 256 << 20
  /// A file below this size, in bytes, is not compacted.
  public static let smallestCompacted = 4 << 20

  /// Whether a file of some size should be written anew: when it is large and has doubled since it
  /// was compacted last.
  public static func shouldCompact(size: Int, compactedSize: Int) -> Bool {
    size >= smallestCompacted && size / 2 >= compactedSize
  }

  /// The first line, with its line feed.
  public static func line(_ header: LedgerHeader) -> [UInt8] {
    written { json in
      json.member("ringtree", "rollout")
      json.member("version", version)
      json.member("site", header.site)
      json.member("ledger", header.ledger)
    }
  }

  /// An event's line, with its line feed.
  public static func line(_ event: RolloutEvent) -> [UInt8] {
    written { event.write(to: &$0) }
  }

  /// A whole file that says all that a ledger knows: time lines, what was counted, unknown phones.
  public static func compacted(_ ledger: Ledger, header: LedgerHeader) -> [UInt8] {
    var bytes = line(header)
    let records = ledger.phones.values.sorted { $0.phone.mac < $1.phone.mac }
    for record in records where !record.totals.addresses.isEmpty {
      for event in record.history { bytes += line(event) }
      bytes += written { record.totals.write(to: &$0, mac: record.phone.mac) }
    }
    let waiting = ledger.waiting.values.sorted {
      ($0.time, $0.address) < ($1.time, $1.address)
    }
    for event in waiting { bytes += line(event) }
    for record in ledger.unknown.values.sorted(by: { $0.key < $1.key }) {
      bytes += written { record.writeLine(to: &$0) }
    }
    if ledger.droppedUnknown > 0 {
      bytes += written { json in
        json.member("event", "dropped")
        json.member("times", ledger.droppedUnknown)
      }
    }
    return bytes
  }

  private static func written(_ members: (inout JSONText) -> Void) -> [UInt8] {
    var json = JSONText()
    json.object(members)
    json.endLine()
    return json.bytes
  }
}

extension RolloutEvent {
  /// Its members, as a line of the ledger's file and the status page have them.
  package func write(to json: inout JSONText) {
    json.member("time", time)
    if let mac { json.member("mac", mac) }
    json.member("address", "\(address)")
    switch kind {
    case .seen: json.member("event", "seen")
    case .told(let url):
      json.member("event", "told")
      json.member("url", url)
    case .acknowledged: json.member("event", "acknowledged")
    case .fetching(let file, let part):
      json.member("event", "fetching")
      json.member("protocol", part.rawValue)
      file.write(to: &json)
    case .fetched(let file, let part, let hash):
      json.member("event", "fetched")
      json.member("protocol", part.rawValue)
      file.write(to: &json)
      json.member("sha256", hash.hexadecimal)
    case .failed(let part, let file, let reason):
      json.member("event", "failed")
      json.member("protocol", part.rawValue)
      file?.write(to: &json)
      json.member("reason", reason)
    case .unknown(let said):
      json.member("event", "unknown")
      said.write(to: &json)
    }
  }
}

extension RolloutEvent.UnknownPhone {
  package func write(to json: inout JSONText) {
    for (name, value) in [
      ("vendor", vendor), ("model", model), ("version", version), ("user_agent", userAgent),
    ] { if let value { json.member(name, value) } }
  }
}

extension RolloutFile {
  fileprivate func write(to json: inout JSONText) {
    json.member("file", name)
    switch role {
    case .own: json.member("kind", "own")
    case .common(let family):
      json.member("kind", "common")
      json.member("family", family)
    case .other: json.member("kind", "other")
    }
  }
}

extension PhoneTotals {
  fileprivate func write(to json: inout JSONText, mac: String) {
    json.member("event", "totals")
    json.member("mac", mac)
    json.member("addresses") { json in
      json.array { json in
        for use in addresses {
          json.object { json in
            json.member("address", "\(use.address)")
            json.member("time", use.time)
          }
        }
      }
    }
    json.member("steps") { json in
      json.object { json in
        for step in RolloutStep.allCases {
          guard let times = steps[step] else { continue }
          json.member(step.rawValue) { times.write(to: &$0) }
        }
      }
    }
    for (name, fetch) in [("own", ownFetch), ("common", commonFetch)] {
      guard let fetch else { continue }
      json.member(name) { json in
        json.object { json in
          json.member("sha256", fetch.hash.hexadecimal)
          json.member("time", fetch.time)
        }
      }
    }
    guard let lastFailure else { return }
    json.member("failure") { json in
      json.object { lastFailure.write(to: &$0) }
    }
    json.member("failing", isFailing)
  }
}

extension PhoneTotals.Failure {
  package func write(to json: inout JSONText) {
    json.member("time", time)
    json.member("protocol", part.rawValue)
    file?.write(to: &json)
    json.member("reason", reason)
  }
}

extension StepTimes {
  package func write(to json: inout JSONText) {
    json.object { json in
      json.member("first", first)
      json.member("last", last)
      json.member("count", count)
    }
  }
}

extension UnknownRecord {
  fileprivate func writeLine(to json: inout JSONText) {
    json.member("time", last)
    if let mac { json.member("mac", mac) }
    json.member("address", "\(address)")
    json.member("event", "unknown")
    said.write(to: &json)
    json.member("first", first)
    json.member("times", times)
  }
}
