import Diagnostics
import PhoneImport
import Rollout
import SiteModel

/// The unknown phones in the ledger of a rollout.
struct LedgerPhones {
  let phones: [SeenPhone]
  /// How many did not say their MAC address, and so cannot be added.
  let namelessCount: Int

  /// Nil if the file is no ledger.
  init?(_ bytes: [UInt8], source: SourceID) {
    let content = LedgerContent(bytes)
    guard content.header != nil || bytes.isEmpty else { return nil }
    var ledger = Ledger([RolloutPhone]())
    ledger.restore(content)
    let places = Self.places(of: bytes)
    phones = ledger.unknown.values.compactMap { record in
      guard let text = record.mac, let mac = MACAddress(text) else { return nil }
      let place = places[text] ?? 0..<0
      return SeenPhone(
        mac: mac, vendor: record.said.vendor, model: record.said.model,
        span: SourceSpan(source: source, start: place.lowerBound, end: place.upperBound))
    }
    namelessCount = ledger.unknown.count - phones.count
  }

  /// Where each MAC address stands first, by its digits.
  private static func places(of bytes: [UInt8]) -> [String: Range<Int>] {
    let lead = Array(#""mac":""#.utf8)
    var places: [String: Range<Int>] = [:]
    var offset = 0
    while let quote = bytes[offset...].firstIndex(of: lead[0]) {
      let digits = quote + lead.count
      guard digits + 12 <= bytes.count else { break }
      offset = quote + 1
      guard bytes[quote..<digits].elementsEqual(lead) else { continue }
      let mac = String(decoding: bytes[digits..<digits + 12], as: UTF8.self)
      if places[mac] == nil { places[mac] = digits..<digits + 12 }
    }
    return places
  }
}
