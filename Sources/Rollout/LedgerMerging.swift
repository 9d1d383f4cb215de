extension Ledger {
  /// A ledger of what the files of several servers hold: the order of the files does not matter,
  /// and a file that is given twice counts once. Phones that only the files know get a record too.
  public init(merging files: [LedgerText.Content], phones: [RolloutPhone]?) {
    var events = Set<RolloutEvent>()
    for file in files { events.formUnion(file.events) }
    let ordered = events.sorted { ($0.time, $0.order) < ($1.time, $1.order) }
    self.init(phones ?? Self.phones(saidBy: ordered))
    for event in ordered { apply(event) }
  }

  /// Without a manifest, the phones are those that a server told or served: nothing else of them is
  /// known, so the file that each fetched last counts as the one that it should have.
  private static func phones(saidBy events: [RolloutEvent]) -> [RolloutPhone] {
    var hashes: [String: String] = [:]
    for event in events {
      guard let mac = event.mac else { continue }
      switch event.kind {
      case .unknown: continue
      case .fetched(let file, _, let hash) where file.lowercased().contains(mac): hashes[mac] = hash
      default: hashes[mac] = hashes[mac] ?? ""
      }
    }
    return hashes.keys.sorted().map { mac in
      RolloutPhone(
        mac: mac, family: "", model: "", label: nil, hasCommonFile: true,
        fileHash: hashes[mac] ?? "")
    }
  }
}

extension RolloutEvent {
  /// Decides between events of the same millisecond: by the way of a rollout, then by text.
  fileprivate var order: String {
    let rank =
      switch kind {
      case .unknown: 0
      case .seen: 1
      case .told: 2
      case .acknowledged: 3
      case .failed: 4
      case .fetched: 5
      }
    return "\(rank) \(mac ?? "") \(address) \(kind)"
  }
}
