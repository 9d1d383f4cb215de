import NetworkAddresses
import Rollout
import TestSupport
import Testing

@Suite("A report")
struct ReportTests {
  private static func rollout() -> Ledger {
    var ledger = Ledger([Sample.desk, Sample.hall, Sample.door, Sample.phone("808287010205")])
    let start: Int64 = 1_764_547_200_000
    for (offset, kind) in [
      .seen, Sample.told, .acknowledged, Sample.commonFile(), Sample.ownFile(),
    ]
    .enumerated() {
      ledger.apply(Sample.event(kind, at: start + Int64(offset) * 250))
    }
    ledger.apply(
      Sample.event(
        Sample.failed(.tftp, "it fell | silent"), at: start + 5000, mac: Sample.hall.mac,
        from: .v4(0x0a00_0002)))
    ledger.apply(Sample.event(.seen, at: start, mac: Sample.door.mac, from: .v4(0x0a00_0003)))
    let hostile = RolloutEvent.UnknownPhone(
      vendor: "<b>", model: "A*20", version: "=cmd()", userAgent: "\"x\", [y](http://z)")
    ledger.apply(
      Sample.event(.unknown(hostile), at: start + 1, mac: "80828701ffff", from: .v4(0x0a00_0004)))
    ledger.apply(
      Sample.event(Sample.stranger, at: start + 2, mac: nil, from: .v4(0x0a00_0005)))
    return ledger
  }

  @Test("is written in each format", arguments: LedgerReport.Format.allCases)
  func formats(format: LedgerReport.Format) {
    let bytes = LedgerReport(Self.rollout(), site: "hq").bytes(as: format)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(Golden.mismatch("rollout/report.\(format.rawValue)", text) == nil)
  }

  @Test("has a line for a terminal that says what matters")
  func line() {
    let summary = LedgerSummary(Self.rollout())
    #expect(summary.line == "1 of 4 phones done, 1 failed, 1 on the way, 2 unknown")
    #expect(!summary.isComplete)
    #expect(LedgerSummary(Ledger([Sample.desk])).line == "0 of 1 phone done")
    var done = Ledger([Sample.desk])
    done.apply(Sample.event(Sample.ownFile()))
    #expect(LedgerSummary(done).isComplete)
    #expect(!LedgerSummary(Ledger([])).isComplete)
  }

  @Test(
    "guards a spreadsheet against formulas, and keeps RFC 4180's quotes",
    arguments: [
      ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
      ("=1+1", "\"'=1+1\""), (" @x", "\"' @x\""), ("-5", "\"'-5\""), ("a=b", "a=b"),
      ("\tx", "\u{FFFD}x"), ("", ""),
    ])
  func csvField(text: String, field: String) throws {
    var ledger = Ledger([Sample.phone(Sample.desk.mac, label: text)])
    ledger.apply(Sample.event(.seen))
    let csv = String(decoding: LedgerReport(ledger, site: nil).csv, as: UTF8.self)
    #expect(csv.contains("\r\n808287010203,A2X,A20,\(field),seen,10.0.0.1,"))
  }

  @Test(
    "writes times as RFC 3339 does",
    arguments: [
      (Int64(0), "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (1_764_547_200_120, "2025-12-01T00:00:00.120Z"), (-1, "1970-01-01T00:00:00.000Z"),
      (.max, "9999-12-31T23:59:59.999Z"),
    ])
  func times(milliseconds: Int64, text: String) {
    #expect(UTCTime(milliseconds: milliseconds).rfc3339 == text)
  }
}
