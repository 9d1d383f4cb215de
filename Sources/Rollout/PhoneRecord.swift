public import NetworkAddresses

/// What happened to one phone.
public struct PhoneRecord: Hashable, Sendable {
  /// Events of its time line that are kept: the first quarter shows how it began, the rest how it
  /// went on last.
  public static let historyCount = 32

  public internal(set) var phone: RolloutPhone
  public internal(set) var totals = PhoneTotals()
  /// Its time line, in the order in which it happened. Each event names the phone, whether or not
  /// it did when it was told.
  public internal(set) var history: [RolloutEvent] = []
  /// The ledger's ``Ledger/revision`` when this record changed last.
  public internal(set) var revision: UInt64 = 0

  init(_ phone: RolloutPhone) { self.phone = phone }

  public var state: RolloutState {
    if isDone { return .ownFetched }
    if totals.isFailing { return .failed }
    if totals.ownFetch != nil { return .outdated }
    if totals.steps[.commonFetched] != nil { return .commonFetched }
    if totals.steps[.acknowledged] != nil { return .acknowledged }
    if totals.steps[.told] != nil { return .told }
    return totals.steps.isEmpty ? .notSeen : .seen
  }

  /// Whether the files that it fetched are those of the tree. A common file that nobody saw it
  /// fetch is not held against it: it may come from another server.
  public var isDone: Bool {
    guard let ownFetch = totals.ownFetch else { return false }
    guard phone.ownHash == nil || ownFetch.hash == phone.ownHash else { return false }
    guard let commonHash = phone.commonHash, let commonFetch = totals.commonFetch else {
      return true
    }
    return commonFetch.hash == commonHash
  }

  /// Where it was last.
  public var address: IPAddress? { totals.addresses.first?.address }

  /// When it had its own file for the first time, whether or not the file was changed since.
  public var doneTime: Int64? { totals.steps[.ownFetched]?.first }

  /// How often it began: the SUBSCRIBEs that were heard, or, of a phone that came without PnP, its
  /// fetches, whole or not.
  public var attempts: Int {
    max(totals.steps[.seen]?.count ?? 0, (totals.steps[.ownFetched]?.count ?? 0) + failureCount)
  }

  public var failureCount: Int { totals.steps[.failed]?.count ?? 0 }

  mutating func apply(_ event: RolloutEvent) {
    totals.apply(event)
    history.append(event.attributed(to: phone.mac))
    trimHistory()
  }

  mutating func trimHistory() {
    let excess = history.count - Self.historyCount
    guard excess > 0 else { return }
    let start = Self.historyCount / 4
    history.removeSubrange(start..<start + excess)
  }
}
