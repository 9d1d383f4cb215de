import JSONReading
import NetworkAddresses
import OutputTree

/// The members of a line of a ledger's file, before it is known whether they fit together.
struct LedgerFields {
  private var texts: [String: String] = [:]
  private var numbers: [String: Int] = [:]
  private var totals = PhoneTotals()

  /// Nil if the line is no JSON object, or has a member of the wrong type.
  init?(_ line: ArraySlice<UInt8>) {
    let isRead = line.withUnsafeBufferPointer { buffer in
      var cursor = JSONCursor(buffer)
      do throws(JSONFault) {
        try cursor.object { (cursor, name) throws(JSONFault) in
          try take(name, &cursor)
        }
        try cursor.end()
        return true
      } catch {
        return false
      }
    }
    guard isRead else { return nil }
  }

  private mutating func take(
    _ name: String, _ cursor: inout JSONCursor
  ) throws(JSONFault) {
    switch name {
    case "time", "first", "times": numbers[name] = try cursor.wholeNumber()
    case "version" where texts["ringtree"] != nil: numbers[name] = try cursor.wholeNumber()
    case "ringtree", "site", "ledger", "mac", "address", "event", "url", "file", "kind", "family",
      "protocol", "sha256", "reason", "vendor", "model", "version", "user_agent":
      texts[name] = try cursor.string()
    case "addresses":
      try cursor.array { (cursor) throws(JSONFault) in
        totals.addresses.append(try cursor.addressUse())
      }
    case "steps":
      try cursor.object { (cursor, name) throws(JSONFault) in
        let times = try cursor.stepTimes()
        if let step = RolloutStep(rawValue: name) { totals.steps[step] = times }
      }
    case "own": totals.ownFetch = try cursor.fileFetch()
    case "common": totals.commonFetch = try cursor.fileFetch()
    case "failure": totals.lastFailure = try cursor.failure()
    case "failing": totals.isFailing = try cursor.boolean()
    default: try cursor.skipValue()
    }
  }

  /// What the line says; nil if its members do not fit together.
  var line: LedgerLine? {
    if texts["ringtree"] == "rollout" {
      guard numbers["version"] == LedgerText.version, let site = texts["site"] else { return nil }
      return .header(LedgerHeader(site: site, ledger: texts["ledger"] ?? ""))
    }
    if let mac = texts["mac"], !mac.isMACAddress { return nil }
    switch texts["event"] {
    case nil: return nil
    case "totals":
      guard totals.addresses.count <= PhoneTotals.addressCount else { return nil }
      return texts["mac"].map { .totals(mac: $0, totals) }
    case "dropped": return numbers["times"].map { .dropped($0) }
    case "unknown" where numbers["times"] != nil: return unknownRecord.map { .unknown($0) }
    default: return event.map { .event($0) }
    }
  }

  private var unknownRecord: UnknownRecord? {
    guard let event, case .unknown(let said) = event.kind, let times = numbers["times"], times > 0
    else { return nil }
    let first = Int64(numbers["first"] ?? Int(event.time))
    return UnknownRecord(
      mac: event.mac, address: event.address, said: said, first: min(first, event.time),
      last: event.time, times: times)
  }

  private var event: RolloutEvent? {
    guard let time = numbers["time"], let kind,
      let address = texts["address"].flatMap({ IPAddress($0) })
    else { return nil }
    return RolloutEvent(time: Int64(time), mac: texts["mac"], address: address, kind)
  }

  private var kind: RolloutEvent.Kind? {
    switch texts["event"] {
    case "seen": .seen
    case "told": texts["url"].map { .told(url: $0) }
    case "acknowledged": .acknowledged
    case "fetching": fetching
    case "fetched": fetched
    case "failed": failed
    case "unknown":
      .unknown(
        RolloutEvent.UnknownPhone(
          vendor: texts["vendor"], model: texts["model"], version: texts["version"],
          userAgent: texts["user_agent"]))
    default: nil
    }
  }

  private var fetching: RolloutEvent.Kind? {
    guard let file, let part else { return nil }
    return .fetching(file, part)
  }

  private var fetched: RolloutEvent.Kind? {
    guard let file, let part, let hash = texts["sha256"].flatMap(ContentHash.init(hexadecimal:))
    else { return nil }
    return .fetched(file, part, hash: hash)
  }

  private var failed: RolloutEvent.Kind? {
    guard let part, texts["file"] == nil || file != nil else { return nil }
    return .failed(part, file, reason: texts["reason"] ?? "")
  }

  private var part: RolloutProtocol? {
    texts["protocol"].flatMap(RolloutProtocol.init(rawValue:))
  }

  private var file: RolloutFile? {
    RolloutFile(name: texts["file"], kind: texts["kind"], family: texts["family"])
  }
}

extension RolloutFile {
  /// Nil if the texts of a line do not fit together.
  fileprivate init?(name: String?, kind: String?, family: String?) {
    guard let name else { return nil }
    switch kind {
    case "own": self.init(name: name, role: .own)
    case "common":
      guard let family else { return nil }
      self.init(name: name, role: .common(family: family))
    case "other": self.init(name: name, role: .other)
    default: return nil
    }
  }
}

extension JSONCursor {
  /// A time, in milliseconds since 1970.
  private mutating func time() throws(JSONFault) -> Int64 {
    min(Int64(try wholeNumber()), RolloutEvent.latestTime)
  }

  fileprivate mutating func addressUse() throws(JSONFault) -> PhoneTotals.AddressUse {
    var address: IPAddress?
    var time: Int64 = 0
    try object { (cursor, name) throws(JSONFault) in
      switch name {
      case "address": address = IPAddress(try cursor.string())
      case "time": time = try cursor.time()
      default: try cursor.skipValue()
      }
    }
    guard let address else { throw error("an address is wanted here") }
    return PhoneTotals.AddressUse(address: address, time: time)
  }

  fileprivate mutating func stepTimes() throws(JSONFault) -> StepTimes {
    var times = StepTimes(first: 0, last: 0, count: 1)
    try object { (cursor, name) throws(JSONFault) in
      switch name {
      case "first": times.first = try cursor.time()
      case "last": times.last = try cursor.time()
      case "count": times.count = max(1, try cursor.wholeNumber())
      default: try cursor.skipValue()
      }
    }
    return times
  }

  fileprivate mutating func fileFetch() throws(JSONFault) -> PhoneTotals.FileFetch {
    var hash: ContentHash?
    var time: Int64 = 0
    try object { (cursor, name) throws(JSONFault) in
      switch name {
      case "sha256": hash = ContentHash(hexadecimal: try cursor.string())
      case "time": time = try cursor.time()
      default: try cursor.skipValue()
      }
    }
    guard let hash else { throw error("a SHA-256 is wanted here") }
    return PhoneTotals.FileFetch(hash: hash, time: time)
  }

  fileprivate mutating func failure() throws(JSONFault) -> PhoneTotals.Failure {
    var time: Int64 = 0
    var texts: [String: String] = [:]
    try object { (cursor, name) throws(JSONFault) in
      switch name {
      case "time": time = try cursor.time()
      case "protocol", "file", "kind", "family", "reason": texts[name] = try cursor.string()
      default: try cursor.skipValue()
      }
    }
    guard let part = texts["protocol"].flatMap(RolloutProtocol.init(rawValue:)) else {
      throw error("a protocol is wanted here")
    }
    return PhoneTotals.Failure(
      time: time, part: part,
      file: RolloutFile(name: texts["file"], kind: texts["kind"], family: texts["family"]),
      reason: CleanText(texts["reason"] ?? "").text)
  }
}

extension String {
  /// Twelve lower-case hexadecimal digits.
  fileprivate var isMACAddress: Bool {
    utf8.count == 12
      && utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
      }
  }
}
