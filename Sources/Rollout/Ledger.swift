import NetworkAddresses

/// What is known of each phone's rollout: the phones of the site, and what happened to them.
///
/// A common file is asked for by an address, not by a phone. A fetch counts for the phone that PnP
/// or a fetch of its own file showed at that address last; if there is none yet, it waits for one
/// for ``waitingTime``. It counts only for a phone of the file's family. Where several phones share
/// an address (behind NAT), a common file may count for the wrong one of them; their own files never
/// do.
public struct Ledger: Sendable {
  /// Unknown phones that are kept, by default. When there are more, a sixteenth of them goes: those
  /// that asked least often, of these those not heard of for the longest time; they are counted.
  public static let defaultUnknownCount = 4096
  /// Addresses whose phone is remembered. When there are more, all are forgotten and learned anew.
  public static let addressCount = 65_536
  /// Common files that wait for a phone to show itself at their address. When there are more, all
  /// are forgotten.
  public static let waitingCount = 4096
  /// How long they wait, in milliseconds.
  public static let waitingTime: Int64 = 600_000

  private let unknownCount: Int
  public internal(set) var phones: [String: PhoneRecord] = [:]
  /// By MAC address, else by address.
  public internal(set) var unknown: [String: UnknownRecord] = [:]
  /// Unknown phones that were dropped because there were too many.
  public internal(set) var droppedUnknown = 0
  /// Grows with each change: a record whose own revision is higher than one that somebody saw is
  /// news to them.
  public private(set) var revision: UInt64 = 0
  /// The revision at which records were last taken away: whoever saw an earlier one must look at
  /// everything anew.
  public private(set) var removalRevision: UInt64 = 0
  private var occupants: [IPAddress: Occupant] = [:]
  private(set) var waiting: [IPAddress: RolloutEvent] = [:]

  /// The phone that showed itself at an address last.
  private struct Occupant {
    let mac: String
    let time: Int64
  }

  public init(_ phones: some Sequence<RolloutPhone>, unknownCount: Int = defaultUnknownCount) {
    self.unknownCount = max(1, unknownCount)
    for phone in phones { self.phones[phone.mac] = PhoneRecord(phone) }
  }

  /// Takes over the phones of a new build: records of those that stay are kept, phones that the
  /// site knows now are unknown no more, and those that are gone are forgotten.
  public mutating func replacePhones(_ phones: some Sequence<RolloutPhone>) {
    revision += 1
    removalRevision = revision
    var records: [String: PhoneRecord] = [:]
    for phone in phones {
      var record = self.phones[phone.mac] ?? PhoneRecord(phone)
      record.phone = phone
      record.revision = revision
      records[phone.mac] = record
      unknown[phone.mac] = nil
    }
    self.phones = records
  }

  /// Takes an event. Returns the MAC address of the phone, or the key of the unknown phone, whose
  /// record changed; nil if none did.
  @discardableResult
  public mutating func apply(_ event: RolloutEvent) -> String? {
    if case .unknown(let said) = event.kind {
      return applyUnknown(said, event)
    }
    guard let mac = event.mac ?? phone(thatFetchedCommonFile: event), phones[mac] != nil else {
      return nil
    }
    revision += 1
    if event.mac != nil {
      remember(mac, at: event.address, time: event.time)
      if let fetch = waiting.removeValue(forKey: event.address),
        event.time - fetch.time <= Self.waitingTime, fetch.commonFamily == phones[mac]?.phone.family
      {
        phones[mac]?.apply(fetch)
      }
    }
    phones[mac]?.apply(event)
    phones[mac]?.revision = revision
    return mac
  }

  /// Takes up what was counted of a phone before.
  mutating func restore(_ totals: PhoneTotals, of mac: String) {
    guard phones[mac] != nil else { return }
    revision += 1
    phones[mac]?.totals = totals
    phones[mac]?.revision = revision
    for use in totals.addresses { remember(mac, at: use.address, time: use.time) }
  }

  /// Takes up what was known of an unknown phone before.
  mutating func restore(_ record: UnknownRecord) {
    if let mac = record.mac, phones[mac] != nil { return }
    if unknown[record.key] == nil { makeRoomForUnknown() }
    revision += 1
    unknown[record.key] = record
    unknown[record.key]?.revision = revision
  }

  private mutating func remember(_ mac: String, at address: IPAddress, time: Int64) {
    if let known = occupants[address] {
      guard known.time <= time else { return }
    } else if occupants.count >= Self.addressCount {
      occupants.removeAll()
    }
    occupants[address] = Occupant(mac: mac, time: time)
  }

  /// The phone at an event's address, if the event can be about it.
  private mutating func phone(thatFetchedCommonFile event: RolloutEvent) -> String? {
    let mac = occupants[event.address]?.mac
    guard let family = event.commonFamily else { return mac }
    if let mac, phones[mac]?.phone.family == family { return mac }
    if case .fetched = event.kind {
      if waiting.count >= Self.waitingCount, waiting[event.address] == nil { waiting.removeAll() }
      waiting[event.address] = event
    }
    return nil
  }

  private mutating func applyUnknown(
    _ said: RolloutEvent.UnknownPhone, _ event: RolloutEvent
  ) -> String? {
    if let mac = event.mac, phones[mac] != nil { return nil }
    let key = event.mac ?? "\(event.address)"
    if unknown[key] == nil { makeRoomForUnknown() }
    var record =
      unknown[key]
      ?? UnknownRecord(
        mac: event.mac, address: event.address, said: said, first: event.time, last: event.time,
        times: 0)
    record.address = event.address
    record.said = said
    record.first = min(record.first, event.time)
    record.last = max(record.last, event.time)
    record.times = record.times < .max ? record.times + 1 : record.times
    revision += 1
    record.revision = revision
    unknown[key] = record
    return key
  }

  /// Whoever floods us with invented addresses drives out inventions first: real phones ask again.
  private mutating func makeRoomForUnknown() {
    guard unknown.count >= unknownCount else { return }
    let excess = unknown.count - unknownCount + max(1, unknownCount / 16)
    let leaving = unknown.sorted {
      ($0.value.times, $0.value.last, $0.key) < ($1.value.times, $1.value.last, $1.key)
    }
    .prefix(excess)
    for (key, _) in leaving { unknown[key] = nil }
    droppedUnknown += leaving.count
    revision += 1
    removalRevision = revision
  }
}
