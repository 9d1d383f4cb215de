/// What is said of a ledger to people and programs: as text, Markdown, JSON and CSV, each in a file
/// of its own.
public struct LedgerReport: Sendable {
  public enum Format: String, CaseIterable, Sendable {
    case text, json, markdown, csv
  }

  let ledger: Ledger
  let site: String?
  let summary: LedgerSummary

  public init(_ ledger: Ledger, site: String?) {
    self.ledger = ledger
    self.site = site
    summary = LedgerSummary(ledger)
  }

  /// The report in a format, as UTF-8.
  public func bytes(as format: Format) -> [UInt8] {
    switch format {
    case .text: Array(text.utf8)
    case .json: json
    case .markdown: Array(markdown.utf8)
    case .csv: csv
    }
  }

  /// All phones by MAC address.
  var phones: [PhoneRecord] {
    ledger.phones.values.sorted { $0.phone.mac < $1.phone.mac }
  }

  /// Phones that are not done: those first that somebody must look after.
  var openPhones: [PhoneRecord] {
    ledger.phones.values.filter { !$0.isDone }.sorted {
      ($1.state, $0.phone.family, $0.phone.mac) < ($0.state, $1.phone.family, $1.phone.mac)
    }
  }

  var unknownPhones: [UnknownRecord] {
    ledger.unknown.values.sorted { $0.key < $1.key }
  }

  /// Families by name, with how many of their phones are done.
  var families: [(name: String, done: Int, total: Int, failed: Int)] {
    summary.families.sorted { $0.key < $1.key }.map { name, counts in
      (name, counts[.ownFetched] ?? 0, counts.values.reduce(0, +), counts[.failed] ?? 0)
    }
  }

  static func name(_ phone: RolloutPhone) -> String {
    [phone.model, phone.label ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
