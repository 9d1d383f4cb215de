import NetworkAddresses
import Rollout
import TestSupport
import Testing

@Suite("A ledger's file")
struct LedgerFileTests {
  private let header = LedgerHeader(site: "hq", ledger: "7f3a")

  @Test("gives back each event that was written", arguments: Sample.kinds)
  func roundTrip(kind: RolloutEvent.Kind) {
    let event = Sample.event(kind, at: 1_764_547_200_000)
    var direct = Ledger([Sample.desk])
    direct.apply(event)
    let content = LedgerContent(LedgerText.line(header) + LedgerText.line(event))
    var restored = Ledger([Sample.desk])
    restored.restore(content)
    #expect(content.header == header)
    #expect(content.faultCount == 0)
    #expect(!content.isTorn)
    #expect(restored.phones == direct.phones)
    #expect(restored.unknown == direct.unknown)
  }

  @Test("has the lines that docs/ledger.md describes")
  func format() {
    let bytes = LedgerText.line(header) + Sample.kinds.flatMap { LedgerText.line(Sample.event($0)) }
    var ledger = Ledger([Sample.desk])
    ledger.restore(LedgerContent(bytes))
    ledger.apply(Sample.event(Sample.stranger, at: 7, mac: "80828701ffff"))
    let all =
      String(decoding: bytes, as: UTF8.self) + "\n"
      + String(decoding: LedgerText.compacted(ledger, header: header), as: UTF8.self)
    #expect(Golden.mismatch("rollout/ledger.jsonl", all) == nil)
  }

  @Test("is read past torn and foreign lines, which are counted")
  func faults() {
    let good = LedgerText.line(Sample.event(.seen))
    let faulty = [
      "garbage", "[1]", "{\"time\":-1}", "{\"event\":\"seen\",\"time\":1,\"address\":\"x\"}",
      "{\"event\":\"seen\",\"time\":1,\"address\":\"1.2.3.4\",\"mac\":\"80828701020G\"}",
      "{\"event\":\"fetched\",\"time\":1,\"address\":\"1.2.3.4\",\"protocol\":\"tftp\"}",
      "{\"ringtree\":\"rollout\",\"version\":2,\"site\":\"hq\"}",
      String(repeating: "x", count: LedgerText.longestLine + 1),
    ]
    let text =
      LedgerText.line(header) + good + Array(faulty.joined(separator: "\n").utf8)
      + Array("\n\n".utf8)
    let content = LedgerContent(text + good + good.dropLast(5))
    #expect(content.faultyLines == Array(3...10))
    #expect(content.faultCount == 8)
    #expect(content.isTorn)
    var ledger = Ledger([Sample.desk])
    ledger.restore(content)
    #expect(ledger.phones[Sample.desk.mac]?.totals.steps[.seen]?.count == 2)
  }

  @Test("may be cut anywhere: what stands whole before the cut is read", arguments: 0..<400)
  func torn(length: Int) {
    let lines = [LedgerText.line(header)] + Sample.kinds.map { LedgerText.line(Sample.event($0)) }
    let content = LedgerContent(Array(lines.joined().prefix(length)))
    #expect(content.faultCount == 0)
  }

  @Test("passes members over that it does not know")
  func unknownMembers() {
    let text = #"{"event":"seen","time":1,"address":"1.2.3.4","mac":"808287010203","new":[{}]}"#
    var ledger = Ledger([Sample.desk])
    ledger.restore(LedgerContent(Array(text.utf8)))
    #expect(ledger.state(Sample.desk) == .seen)
  }

  @Test("written anew says the same, and goes on from there as if nothing had been")
  func compacting() {
    var generator = SeededGenerator.announced()
    let phones = [Sample.desk, Sample.hall, Sample.door]
    for _ in 0..<100 {
      let before = Sample.events(200, phones: phones, using: &generator)
      let after = Sample.events(20, from: 200, phones: phones, using: &generator)
      var ledger = Ledger(phones, unknownCount: 4)
      for event in before { ledger.apply(event) }
      let bytes = LedgerText.compacted(ledger, header: header)
      let content = LedgerContent(bytes)
      var restored = Ledger(phones, unknownCount: 4)
      restored.restore(content)
      #expect(content.faultCount == 0)
      #expect(LedgerText.compacted(restored, header: header) == bytes)
      for event in after {
        ledger.apply(event)
        restored.apply(event)
      }
      #expect(
        LedgerText.compacted(restored, header: header)
          == LedgerText.compacted(ledger, header: header))
    }
  }

  @Test("is written anew when it is large and has doubled")
  func growth() {
    let smallest = LedgerText.smallestCompacted
    #expect(!LedgerText.shouldCompact(size: smallest - 1, compactedSize: 0))
    #expect(LedgerText.shouldCompact(size: smallest, compactedSize: 100))
    #expect(!LedgerText.shouldCompact(size: 2 * smallest - 2, compactedSize: smallest))
    #expect(LedgerText.shouldCompact(size: 2 * smallest, compactedSize: smallest))
  }

  @Test("does not grow without bound, whatever happens")
  func bounded() {
    var ledger = Ledger([Sample.desk], unknownCount: 100)
    func size() -> Int { LedgerText.compacted(ledger, header: header).count }
    let long = String(repeating: "€", count: 10_000)
    for time in 0..<3000 {
      ledger.apply(Sample.event(Sample.failed(.tftp, long), at: Int64(time)))
      let said = RolloutEvent.UnknownPhone(
        vendor: long, model: long, version: long, userAgent: long)
      ledger.apply(Sample.event(.unknown(said), at: Int64(time), mac: nil, from: .v4(UInt32(time))))
    }
    #expect(size() < 500_000)
    let content = LedgerContent(LedgerText.compacted(ledger, header: header))
    #expect(content.faultCount == 0)
  }

  @Test("makes no crash of any bytes")
  func hostile() {
    var generator = SeededGenerator.announced()
    var ledger = Ledger([Sample.desk])
    for kind in Sample.kinds { ledger.apply(Sample.event(kind)) }
    ledger.apply(Sample.event(Sample.stranger, mac: nil))
    let good = LedgerText.compacted(ledger, header: header)
    for _ in 0..<2000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      let merged = Ledger(merging: [LedgerContent(bytes), LedgerContent(good)], phones: nil)
      _ = LedgerReport(merged, site: nil).text
    }
  }
}
