import NetworkAddresses
import OutputTree

extension Ledger {
  /// A ledger of what the files of several servers hold.
  ///
  /// The order of the files does not matter, nor that one is given twice, also as an older copy of
  /// itself: files whose headers name the same ledger count once. What was counted by different
  /// ledgers is added up.
  ///
  /// - Parameters:
  ///   - files: What was read, in any order.
  ///   - phones: Those of the site; nil for those that the files speak of.
  public init(merging files: [LedgerContent], phones: [RolloutPhone]?) {
    let phones = phones ?? Self.phones(saidBy: files)
    let groups = Dictionary(grouping: Set(files), by: LedgerOrigin.init)
    let ledgers = groups.values.map { copies in
      copies.map { content in
        var ledger = Ledger(phones)
        ledger.restore(content)
        return ledger
      }
    }
    self.init(phones)
    for mac in self.phones.keys {
      self.phones[mac]?.merge(ledgers.map { $0.compactMap { $0.phones[mac] } })
    }
    mergeUnknown(ledgers)
    droppedUnknown = ledgers.reduce(0) { sum, copies in
      sum.addingReportingOverflow(copies.map(\.droppedUnknown).max() ?? 0).partialValue
    }
  }

  private mutating func mergeUnknown(_ ledgers: [[Ledger]]) {
    let keys = Set(ledgers.joined().flatMap(\.unknown.keys))
    for key in keys {
      let found = ledgers.map { $0.compactMap { $0.unknown[key] } }.filter { !$0.isEmpty }
      let all = found.joined().sorted {
        ($0.last, $0.said.line, "\($0.address)") < ($1.last, $1.said.line, "\($1.address)")
      }
      guard var record = all.last else { continue }
      record.first = all.map(\.first).min() ?? record.first
      record.times = Self.sum(of: found) { $0.times }
      unknown[key] = record
    }
  }

  /// Adds up what ledgers counted; of the copies of one ledger the highest number counts.
  fileprivate static func sum<Record>(
    of ledgers: [[Record]], _ number: (Record) -> Int
  ) -> Int {
    ledgers.reduce(0) { sum, copies in
      let (total, overflow) = sum.addingReportingOverflow(copies.map(number).max() ?? 0)
      return overflow ? .max : total
    }
  }

  /// Without a manifest, the phones are those that a server told or served. What is not known of
  /// them stays empty.
  private static func phones(saidBy files: [LedgerContent]) -> [RolloutPhone] {
    var macs: Set<String> = []
    for line in files.lazy.flatMap(\.lines) {
      switch line {
      case .event(let event):
        if case .unknown = event.kind { continue }
        if let mac = event.mac { macs.insert(mac) }
      case .totals(let mac, _): macs.insert(mac)
      case .header, .unknown, .dropped: continue
      }
    }
    return macs.sorted().map { mac in
      RolloutPhone(mac: mac, family: "", model: "", label: nil, commonHash: nil, ownHash: nil)
    }
  }
}

/// Which ledger a file belongs to: the one that its header names, else one of its own.
private enum LedgerOrigin: Hashable {
  case named(LedgerHeader)
  case unnamed(LedgerContent)

  init(_ content: LedgerContent) {
    if let header = content.header, !header.ledger.isEmpty {
      self = .named(header)
    } else {
      self = .unnamed(content)
    }
  }
}

extension PhoneRecord {
  /// Takes over what ledgers say of the phone; each comes as its copies.
  fileprivate mutating func merge(_ ledgers: [[PhoneRecord]]) {
    let all = ledgers.flatMap { $0.map(\.totals) }
    totals = PhoneTotals(
      merging: all,
      counts: { step in Ledger.sum(of: ledgers) { $0.totals.steps[step]?.count ?? 0 } })
    history = Set(ledgers.joined().flatMap(\.history)).sorted {
      ($0.time, $0.rank, $0.text) < ($1.time, $1.rank, $1.text)
    }
    trimHistory()
  }
}

extension PhoneTotals {
  fileprivate init(merging all: [PhoneTotals], counts: (RolloutStep) -> Int) {
    self.init()
    for step in RolloutStep.allCases {
      let times = all.compactMap { $0.steps[step] }
      guard let first = times.map(\.first).min(), let last = times.map(\.last).max() else {
        continue
      }
      steps[step] = StepTimes(first: first, last: last, count: counts(step))
    }
    ownFetch = all.compactMap(\.ownFetch).max { $0.order < $1.order }
    commonFetch = all.compactMap(\.commonFetch).max { $0.order < $1.order }
    lastFailure = all.compactMap(\.lastFailure).max {
      ($0.time, $0.reason, $0.file?.name ?? "") < ($1.time, $1.reason, $1.file?.name ?? "")
    }
    // How it stands is what the server says that heard of it last.
    let lastTime = all.compactMap(\.lastTime).max()
    let newest = all.filter { $0.lastTime == lastTime }
    isFailing = lastTime != nil && newest.allSatisfy(\.isFailing)
    let uses = Dictionary(grouping: all.flatMap(\.addresses), by: \.address)
    addresses = uses.compactMap { $0.value.max { $0.time < $1.time } }
      .sorted { ($0.time, $0.address) > ($1.time, $1.address) }
    addresses = Array(addresses.prefix(Self.addressCount))
  }
}

extension PhoneTotals.FileFetch {
  fileprivate var order: (Int64, String) { (time, hash.hexadecimal) }
}

extension RolloutEvent {
  /// Decides between events of the same millisecond: by the way of a rollout.
  fileprivate var rank: Int {
    switch kind {
    case .unknown: 0
    case .seen: 1
    case .told: 2
    case .acknowledged: 3
    case .failed(.sip, _, _): 4
    case .fetching: 5
    case .failed: 6
    case .fetched: 7
    }
  }

  /// Decides where the rank does not.
  fileprivate var text: String { String(decoding: LedgerText.line(self), as: UTF8.self) }
}
