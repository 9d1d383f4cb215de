/// How a rollout stands, in numbers.
public struct LedgerSummary: Hashable, Sendable {
  public let total: Int
  public let counts: [RolloutState: Int]
  /// The same for each family, by name.
  public let families: [String: [RolloutState: Int]]
  public let unknown: Int

  public init(_ ledger: Ledger) {
    var counts: [RolloutState: Int] = [:]
    var families: [String: [RolloutState: Int]] = [:]
    for record in ledger.phones.values {
      counts[record.state, default: 0] += 1
      families[record.phone.family, default: [:]][record.state, default: 0] += 1
    }
    total = ledger.phones.count
    self.counts = counts
    self.families = families
    unknown = ledger.unknown.count
  }

  /// Phones that have their file.
  public var done: Int { counts[.ownFetched] ?? 0 }

  public var isComplete: Bool { total > 0 && done == total }

  /// One line: `212 of 300 phones done, 3 failed, 2 unknown`.
  public var line: String {
    var parts = ["\(done) of \(total) phones done"]
    for state in [RolloutState.failed, .outdated] {
      if let count = counts[state], count > 0 { parts.append("\(count) \(state.rawValue)") }
    }
    if unknown > 0 { parts.append("\(unknown) unknown") }
    return parts.joined(separator: ", ")
  }
}

extension UnknownRecord {
  /// What to paste below `phones:` of the site; nil for a phone that did not say its address. The
  /// model is a question: PnP says the brand, not the model (facts: PnP).
  public var snippet: String? {
    guard let mac else { return nil }
    let pairs = stride(from: 0, to: 12, by: 2).map { offset in
      let start = mac.utf8.index(mac.utf8.startIndex, offsetBy: offset)
      return String(mac[start...].prefix(2))
    }
    return """
        - mac: \(pairs.joined(separator: ":"))
          model: # which one? see the label below the phone

      """
  }
}
