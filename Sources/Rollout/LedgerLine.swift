/// What the first line of a ledger's file says.
public struct LedgerHeader: Hashable, Sendable {
  public let site: String
  /// Names the ledger among those of other servers, and stays the same for as long as its file is
  /// carried on: by it, `ringtree rollout` counts two copies of one file once.
  public let ledger: String

  public init(site: String, ledger: String) {
    self.site = CleanText(site).text
    self.ledger = CleanText(ledger).text
  }
}

/// A line of a ledger's file.
enum LedgerLine: Hashable, Sendable {
  case header(LedgerHeader)
  case event(RolloutEvent)
  /// Replaces what the lines before it say of the phone, apart from its time line.
  case totals(mac: String, PhoneTotals)
  /// Replaces what the lines before it say of the unknown phone.
  case unknown(UnknownRecord)
  /// Unknown phones that were dropped until then.
  case dropped(Int)
}

extension Ledger {
  mutating func apply(_ line: LedgerLine) {
    switch line {
    case .header: break
    case .event(let event): apply(event)
    case .totals(let mac, let totals): restore(totals, of: mac)
    case .unknown(let record): restore(record)
    case .dropped(let count): droppedUnknown = max(droppedUnknown, count)
    }
  }
}
