/// How a rollout stands, in numbers.
public struct LedgerSummary: Hashable, Sendable {
  /// Phones of the site.
  public let total: Int
  public let counts: [RolloutState: Int]
  /// The same for each family, by name.
  public let families: [String: [RolloutState: Int]]
  /// Phones that are not in the site, without those that were dropped.
  public let unknown: Int
  public let droppedUnknown: Int

  public init(_ ledger: Ledger) {
    var counts: [RolloutState: Int] = [:]
    var families: [String: [RolloutState: Int]] = [:]
    for record in ledger.phones.values {
      let state = record.state
      counts[state, default: 0] += 1
      families[record.phone.family, default: [:]][state, default: 0] += 1
    }
    total = ledger.phones.count
    self.counts = counts
    self.families = families
    unknown = ledger.unknown.count
    droppedUnknown = ledger.droppedUnknown
  }

  /// Phones that have their files.
  public var done: Int { counts[.ownFetched] ?? 0 }

  public var isComplete: Bool { total > 0 && done == total }

  /// One line, as a terminal shows it while serving: `212 of 300 phones done, 3 failed, 2 unknown`.
  public var line: String {
    var parts = ["\(done) of \(total) \(total == 1 ? "phone" : "phones") done"]
    for state in [RolloutState.failed, .outdated] {
      if let count = counts[state], count > 0 { parts.append("\(count) \(state.rawValue)") }
    }
    let onTheWay = [RolloutState.seen, .told, .acknowledged, .commonFetched]
      .reduce(0) { $0 + (counts[$1] ?? 0) }
    if onTheWay > 0 { parts.append("\(onTheWay) on the way") }
    if unknown > 0 { parts.append("\(unknown) unknown") }
    return parts.joined(separator: ", ")
  }
}
