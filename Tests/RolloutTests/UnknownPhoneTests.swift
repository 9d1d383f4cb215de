import NetworkAddresses
import Rollout
import Testing

@Suite("Unknown phones")
struct UnknownPhoneTests {
  @Test("are listed with what they said, and how to take them into the site")
  func listed() throws {
    var ledger = Ledger([Sample.desk])
    ledger.apply(Sample.event(Sample.stranger, at: 5, mac: "80828701ffff"))
    ledger.apply(Sample.event(Sample.stranger, at: 9, mac: "80828701ffff", from: .v4(7)))
    let record = try #require(ledger.unknown["80828701ffff"])
    #expect((record.times, record.first, record.last) == (2, 5, 9))
    #expect(record.address == .v4(7))
    #expect(record.said.line == "ATCOM 2.1")
    #expect(
      record.snippet == "  - mac: 80:82:87:01:ff:ff\n    model:   # see the label below the phone\n"
    )
  }

  @Test("without a MAC address are known by their address, and have nothing to paste")
  func nameless() throws {
    var ledger = Ledger([])
    ledger.apply(Sample.event(Sample.stranger, mac: nil))
    let record = try #require(ledger.unknown["10.0.0.1"])
    #expect(record.snippet == nil)
  }

  @Test("that come into the site with a build are unknown no more")
  func adopted() {
    var ledger = Ledger([Sample.desk])
    ledger.apply(Sample.event(Sample.stranger, mac: Sample.hall.mac))
    ledger.replacePhones([Sample.desk, Sample.hall])
    #expect(ledger.unknown.isEmpty)
    ledger.apply(Sample.event(Sample.stranger, mac: Sample.hall.mac))
    #expect(ledger.unknown.isEmpty)
  }

  @Test("are bounded: those that asked least, of them the oldest, go and are counted")
  func bounded() {
    var ledger = Ledger([], unknownCount: 3)
    ledger.apply(Sample.event(Sample.stranger, at: 0, mac: "00000000000f"))
    ledger.apply(Sample.event(Sample.stranger, at: 1, mac: "00000000000f"))
    for number in 2...5 {
      ledger.apply(Sample.event(Sample.stranger, at: Int64(number), mac: "00000000000\(number)"))
    }
    #expect(ledger.unknown.keys.sorted() == ["000000000004", "000000000005", "00000000000f"])
    #expect(ledger.droppedUnknown == 2)
  }

  @Test("cannot smuggle control characters or endless texts into anything that shows them")
  func cleaned() {
    #expect(CleanText("a\u{1b}[31m\nb\u{202e}").text == "a\u{FFFD}[31m\u{FFFD}b\u{FFFD}")
    #expect(CleanText("e" + String(repeating: "\u{301}", count: 9999)).text.utf8.count < 2000)
  }

  @Test("have long texts cut between characters, never within one")
  func cut() {
    let flag = "🇪🇸"
    let long = CleanText(String(repeating: flag, count: 500)).text
    #expect(long == String(repeating: flag, count: CleanText.longest - 1) + "…")
    let exact = String(repeating: "é", count: CleanText.longest)
    #expect(CleanText(exact).text == exact)
  }
}
