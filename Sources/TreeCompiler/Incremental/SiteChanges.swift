import OutputTree
import SiteModel

/// What is the same in a site as when a memo was made, and what must be read.
struct SiteChanges {
  /// For each phone of the site now: its record in the memo, if that still holds.
  let phoneRecords: [Int?]
  /// For each account of the site now: its record in the memo, if that still holds.
  let accountRecords: [Int?]
  /// Whether phones or accounts came, went or changed.
  let isAnyChanged: Bool

  init(memo: BuildMemo, digests: ItemDigests, secrets: SecretStore) {
    accountRecords = Self.match(digests.accounts, memo.accounts.map(\.digest)) { record in
      memo.accounts[record].secrets?.isCurrent(in: secrets) ?? true
    }
    var isSameAccount = Array(repeating: false, count: memo.accounts.count)
    for case let record? in accountRecords { isSameAccount[record] = true }
    phoneRecords = Self.match(digests.phones, memo.phones.map(\.digest)) { record in
      let phone = memo.phones[record]
      return phone.accounts.allSatisfy { isSameAccount[$0] }
        && phone.secrets?.isCurrent(in: secrets) ?? true
    }
    isAnyChanged =
      accountRecords.count != memo.accounts.count || accountRecords.contains(nil)
      || phoneRecords.count != memo.phones.count || phoneRecords.contains(nil)
  }

  /// Finds each digest among the former ones, which mostly are the same in the same order.
  private static func match(
    _ current: [ContentHash], _ former: [ContentHash], holds: (Int) -> Bool
  ) -> [Int?] {
    let shorter = min(current.count, former.count)
    let prefix = (0..<shorter).first { current[$0] != former[$0] } ?? shorter
    let suffix =
      (0..<(shorter - prefix)).first {
        current[current.count - 1 - $0] != former[former.count - 1 - $0]
      } ?? (shorter - prefix)
    var moved: [ContentHash: Int] = [:]
    for place in prefix..<(former.count - suffix) { moved[former[place]] = place }
    return current.indices.map { place in
      let record: Int?
      if place < prefix {
        record = place
      } else if place >= current.count - suffix {
        record = place - current.count + former.count
      } else {
        // Two items of one text are an error that the whole build reports.
        record = moved.removeValue(forKey: current[place])
      }
      return record.flatMap { holds($0) ? $0 : nil }
    }
  }
}
