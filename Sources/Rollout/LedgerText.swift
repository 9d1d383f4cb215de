import Diagnostics
import JSONReading
import NetworkAddresses

/// The text of `out/<site>.rollout.jsonl`: a first line that says what it is, then an event a line.
public enum LedgerText {
  /// The version of the format that this program writes.
  public static let version = 1
  /// Lines that are longer are no events.
  public static let longestLine = 4096

  /// The first line, with its line feed.
  public static func header(site: String) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.member("ringtree", "rollout")
      json.member("version", version)
      json.member("site", site)
    }
    json.endLine()
    return json.bytes
  }

  /// An event's line, with its line feed.
  public static func line(_ event: RolloutEvent) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.member("time", event.time)
      if let mac = event.mac { json.member("mac", mac) }
      json.member("address", "\(event.address)")
      switch event.kind {
      case .seen: json.member("event", "seen")
      case .told(let url):
        json.member("event", "told")
        json.member("url", url)
      case .acknowledged: json.member("event", "acknowledged")
      case .fetched(let file, let transfer, let hash):
        json.member("event", "fetched")
        json.member("file", file)
        json.member("protocol", transfer.rawValue)
        json.member("sha256", hash)
      case .failed(let step, let reason):
        json.member("event", "failed")
        json.member("step", step.rawValue)
        json.member("reason", reason)
      case .unknown(let said):
        json.member("event", "unknown")
        for (name, value) in [
          ("vendor", said.vendor), ("model", said.model), ("version", said.version),
          ("user_agent", said.userAgent),
        ] { if let value { json.member(name, value) } }
      }
    }
    json.endLine()
    return json.bytes
  }

  /// What a ledger's file holds, as far as it can be read.
  public struct Content: Hashable, Sendable {
    /// The site that it is about; nil if the first line does not say.
    public internal(set) var site: String?
    public internal(set) var events: [RolloutEvent] = []
    /// The numbers of lines that say nothing that is understood, the first 100 of them. The last
    /// line may be torn, by a crash: it is not among them.
    public internal(set) var faultyLines: [Int] = []
    public internal(set) var faultCount = 0
  }

  /// Reads a ledger's file. What cannot be read is passed over and counted.
  public static func read(_ bytes: [UInt8]) -> Content {
    var content = Content()
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      let line = bytes[start..<(end ?? bytes.count)]
      start = (end ?? bytes.count) + 1
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0d }) { continue }
      if line.count <= longestLine, let fields = Fields(line) {
        if number == 1, fields["ringtree"] == "rollout" {
          content.site = fields["site"]
          continue
        }
        if let event = fields.event {
          content.events.append(event)
          continue
        }
      }
      if end == nil { continue }
      content.faultCount += 1
      if content.faultyLines.count < 100 { content.faultyLines.append(number) }
    }
    return content
  }
}

/// The members of a line that are texts or whole numbers.
private struct Fields {
  private var texts: [String: String] = [:]
  private var numbers: [String: Int] = [:]

  subscript(name: String) -> String? { texts[name] }

  /// Nil if the line is no JSON object.
  init?(_ line: ArraySlice<UInt8>) {
    var texts: [String: String] = [:]
    var numbers: [String: Int] = [:]
    let isRead = line.withUnsafeBufferPointer { buffer in
      var cursor = JSONCursor(buffer)
      do throws(JSONFault) {
        try cursor.object { (cursor, name) throws(JSONFault) in
          if name == "time" || name == "version" && texts["ringtree"] != nil {
            numbers[name] = try cursor.wholeNumber()
          } else if Self.names.contains(name) {
            texts[name] = try cursor.string()
          } else {
            try cursor.skipValue()
          }
        }
        try cursor.end()
        return true
      } catch {
        return false
      }
    }
    guard isRead else { return nil }
    self.texts = texts
    self.numbers = numbers
  }

  private static let names: Set = [
    "ringtree", "site", "mac", "address", "event", "url", "file", "protocol", "sha256", "step",
    "reason", "vendor", "model", "version", "user_agent",
  ]

  var event: RolloutEvent? {
    guard let time = numbers["time"], let name = texts["event"],
      let address = texts["address"].flatMap({ IPAddress($0) }), let kind = kind(name)
    else { return nil }
    let mac = texts["mac"]
    if let mac, mac.utf8.count != 12 || !mac.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) {
      return nil
    }
    return RolloutEvent(time: Int64(time), mac: mac, address: address, kind)
  }

  private func kind(_ name: String) -> RolloutEvent.Kind? {
    switch name {
    case "seen": return .seen
    case "told": return texts["url"].map { .told(url: $0) }
    case "acknowledged": return .acknowledged
    case "fetched":
      guard let file = texts["file"], let hash = texts["sha256"],
        let transfer = texts["protocol"].flatMap(RolloutEvent.TransferProtocol.init(rawValue:))
      else { return nil }
      return .fetched(file: file, transfer, hash: hash)
    case "failed":
      guard let step = texts["step"].flatMap(RolloutEvent.Step.init(rawValue:)) else { return nil }
      return .failed(step, reason: texts["reason"] ?? "")
    case "unknown":
      return .unknown(
        RolloutEvent.UnknownPhone(
          vendor: texts["vendor"], model: texts["model"], version: texts["version"],
          userAgent: texts["user_agent"]))
    default: return nil
    }
  }
}
