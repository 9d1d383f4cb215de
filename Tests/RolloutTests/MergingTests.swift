import NetworkAddresses
import Rollout
import TestSupport
import Testing

@Suite("Ledgers of several servers")
struct MergingTests {
  private func content(_ name: String, _ events: [RolloutEvent]) -> LedgerContent {
    LedgerContent(
      LedgerText.line(LedgerHeader(site: "hq", ledger: name)) + events.flatMap(LedgerText.line))
  }

  @Test("give the same in any order, and however often a file is given")
  func orderAndRepetition() {
    var generator = SeededGenerator.announced()
    let phones = [Sample.desk, Sample.hall, Sample.door]
    for round in 0..<30 {
      let files = (0..<4).map { number in
        content(
          "\(number)",
          Sample.events(40, from: Int64(5 * number), phones: phones, using: &generator))
      }
      let listed = round.isMultiple(of: 2) ? phones : nil
      let merged = Ledger(merging: files, phones: listed).said
      let shuffled = (files + [files[1], files[1]]).shuffled(using: &generator)
      #expect(Ledger(merging: shuffled, phones: listed).said == merged)
    }
  }

  @Test("add up what each counted")
  func counts() throws {
    let first = content("a", [Sample.event(.seen, at: 5), Sample.event(.seen, at: 6)])
    let second = content("b", [Sample.event(.seen, at: 1)])
    let merged = Ledger(merging: [first, second], phones: [Sample.desk])
    let times = try #require(merged.phones[Sample.desk.mac]?.totals.steps[.seen])
    #expect((times.first, times.last, times.count) == (1, 6, 3))
  }

  @Test("count an older copy of a file, or one from before it was written anew, only once")
  func copies() {
    let events = (1...100).map { Sample.event(.seen, at: Int64($0)) }
    let newer = content("a", events)
    let older = content("a", Array(events.prefix(60)))
    var ledger = Ledger([Sample.desk])
    ledger.restore(newer)
    let compacted = LedgerContent(
      LedgerText.compacted(ledger, header: LedgerHeader(site: "hq", ledger: "a")))
    let alone = Ledger(merging: [newer], phones: [Sample.desk])
    let merged = Ledger(merging: [older, compacted, newer], phones: [Sample.desk])
    #expect(merged.said == alone.said)
  }

  @Test("count two files without a name twice, unless they are the same")
  func unnamed() {
    func content(_ events: [RolloutEvent]) -> LedgerContent {
      LedgerContent(events.flatMap(LedgerText.line))
    }
    let first = content([Sample.event(.seen, at: 1)])
    let second = content([Sample.event(.seen, at: 2)])
    let merged = Ledger(merging: [first, second, first], phones: nil)
    #expect(merged.phones[Sample.desk.mac]?.totals.steps[.seen]?.count == 2)
  }

  @Test(
    "say how a phone stands by the server that heard of it last",
    arguments: [
      (Int64(5), Int64(6), RolloutState.commonFetched),
      (Int64(6), Int64(5), RolloutState.failed),
    ])
  func newest(failed: Int64, fetched: Int64, state: RolloutState) {
    let first = content("a", [Sample.event(Sample.failed(.tftp), at: failed)])
    let second = content("b", [Sample.event(Sample.commonFile(), at: fetched)])
    #expect(Ledger(merging: [first, second], phones: [Sample.desk]).state(Sample.desk) == state)
  }

  @Test("without a manifest list the phones that they speak of")
  func withoutManifest() {
    let file = content(
      "a",
      [
        Sample.event(.seen), Sample.event(Sample.ownFile(Sample.oldFile), mac: Sample.hall.mac),
        Sample.event(Sample.stranger, mac: "80828701ffff"),
      ])
    let merged = Ledger(merging: [file], phones: nil)
    #expect(merged.phones.keys.sorted() == [Sample.desk.mac, Sample.hall.mac])
    #expect(merged.state(Sample.hall) == .ownFetched)
    #expect(merged.unknown.keys.sorted() == ["80828701ffff"])
  }
}
