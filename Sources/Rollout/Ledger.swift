public import NetworkAddresses

/// What is known of each phone's rollout: the phones of the site, and what happened to them.
///
/// A common file is asked for by an address, not by a phone: the fetch counts for the phone that
/// PnP or a fetch of its own file showed at that address last.
public struct Ledger: Sendable {
  /// Unknown phones that are kept, by default; when there are more, the one not heard of for the
  /// longest time goes, and is counted.
  public static let defaultUnknownCount = 4096
  /// Addresses whose phone is remembered. Then all are forgotten, and learned anew.
  public static let addressCount = 65_536

  private let unknownCount: Int
  public private(set) var phones: [String: PhoneRecord] = [:]
  public private(set) var unknown: [String: UnknownRecord] = [:]
  /// Unknown phones that were dropped because there were too many.
  public private(set) var droppedUnknown = 0
  private var macs: [IPAddress: String] = [:]

  public init(_ phones: some Sequence<RolloutPhone>, unknownCount: Int = defaultUnknownCount) {
    self.unknownCount = max(1, unknownCount)
    for phone in phones { self.phones[phone.mac] = PhoneRecord(phone) }
  }

  /// Takes over the phones of a new build: records of those that stay are kept, phones that the site
  /// knows now are unknown no more.
  public mutating func replacePhones(_ phones: some Sequence<RolloutPhone>) {
    var records: [String: PhoneRecord] = [:]
    for phone in phones {
      var record = self.phones[phone.mac] ?? PhoneRecord(phone)
      record.phone = phone
      records[phone.mac] = record
      unknown[phone.mac] = nil
    }
    self.phones = records
  }

  /// Takes an event. Returns the address of the phone whose record changed; nil if none did.
  @discardableResult
  public mutating func apply(_ event: RolloutEvent) -> String? {
    if case .unknown(let said) = event.kind {
      guard event.mac.map({ phones[$0] == nil }) ?? true else { return nil }
      return applyUnknown(said, event)
    }
    guard let mac = event.mac ?? macs[event.address], phones[mac] != nil else { return nil }
    if event.mac != nil {
      if macs.count >= Self.addressCount, macs[event.address] == nil { macs.removeAll() }
      macs[event.address] = mac
    }
    phones[mac]?.apply(event)
    return mac
  }

  private mutating func applyUnknown(
    _ said: RolloutEvent.UnknownPhone, _ event: RolloutEvent
  ) -> String {
    let key = event.mac ?? "\(event.address)"
    if unknown[key] == nil, unknown.count >= unknownCount,
      let oldest = unknown.min(by: { ($0.value.last, $0.key) < ($1.value.last, $1.key) })
    {
      unknown[oldest.key] = nil
      droppedUnknown += 1
    }
    var record =
      unknown[key]
      ?? UnknownRecord(
        mac: event.mac, address: event.address, said: said, first: event.time, last: event.time,
        times: 0)
    record.address = event.address
    record.said = said
    record.first = min(record.first, event.time)
    record.last = max(record.last, event.time)
    record.times += 1
    unknown[key] = record
    return key
  }
}

/// What happened to one phone.
public struct PhoneRecord: Hashable, Sendable {
  /// Events of its time line that are kept: the first few show how it began, the last how it ended.
  public static let historyCount = 32

  public internal(set) var phone: RolloutPhone
  /// Where it was last.
  public private(set) var address: IPAddress?
  /// When each step was reached for the first time.
  public private(set) var firstTimes: [RolloutState: Int64] = [:]
  public private(set) var lastTime: Int64?
  /// The hash of the own file that it fetched last.
  public private(set) var fetchedHash: String?
  /// What went wrong last, if nothing went right after it.
  public private(set) var failure: Failure?
  public private(set) var failureCount = 0
  public private(set) var history: [RolloutEvent] = []
  private var furthest = RolloutState.notSeen

  public struct Failure: Hashable, Sendable {
    public let time: Int64
    public let step: RolloutEvent.Step
    public let reason: String
  }

  init(_ phone: RolloutPhone) { self.phone = phone }

  public var state: RolloutState {
    if failure != nil { return .failed }
    guard furthest == .ownFetched else { return furthest }
    return fetchedHash == phone.fileHash ? .ownFetched : .outdated
  }

  public var isDone: Bool { state == .ownFetched }

  mutating func apply(_ event: RolloutEvent) {
    address = event.address
    lastTime = max(lastTime ?? event.time, event.time)
    if history.count >= Self.historyCount { history.remove(at: Self.historyCount / 4) }
    history.append(event)
    switch event.kind {
    case .seen: reach(.seen, event)
    case .told: reach(.told, event)
    case .acknowledged: reach(.acknowledged, event)
    case .fetched(let file, _, let hash):
      failure = nil
      if Self.isOwn(file, of: phone) {
        fetchedHash = hash
        reach(.ownFetched, event)
      } else {
        reach(.commonFetched, event)
      }
    case .failed(let step, let reason):
      failureCount += 1
      failure = Failure(time: event.time, step: step, reason: CleanText(reason).text)
    case .unknown: break
    }
  }

  /// A step that was reached stays reached: a phone that starts again is no less done.
  private mutating func reach(_ state: RolloutState, _ event: RolloutEvent) {
    if firstTimes[state] == nil { firstTimes[state] = event.time }
    // What worked later mends what failed before, in PnP too.
    if failure?.step == .pnp { failure = nil }
    furthest = max(furthest, state)
  }

  static func isOwn(_ file: String, of phone: RolloutPhone) -> Bool {
    file.lowercased().contains(phone.mac)
  }
}

/// A phone that is not in the site.
public struct UnknownRecord: Hashable, Sendable {
  public let mac: String?
  public internal(set) var address: IPAddress
  public internal(set) var said: RolloutEvent.UnknownPhone
  public internal(set) var first: Int64
  public internal(set) var last: Int64
  public internal(set) var times: Int
}
