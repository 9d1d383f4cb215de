import Diagnostics
import NetworkAddresses
import Rollout
import TestSupport
import Testing

let phone = RolloutPhone(
  mac: "808287010203", family: "A2X", model: "A20", label: "Desk", hasCommonFile: true,
  fileHash: "new")
let other = RolloutPhone(
  mac: "808287010204", family: "A2X", model: "A20", label: nil, hasCommonFile: true,
  fileHash: "other")
let address = IPAddress.v4(0x0a00_0001)

func event(
  _ kind: RolloutEvent.Kind, at time: Int64 = 1, mac: String? = phone.mac,
  from source: IPAddress = address
) -> RolloutEvent {
  RolloutEvent(time: time, mac: mac, address: source, kind)
}

let ownFile = RolloutEvent.Kind.fetched(file: "808287010203.cfg", .tftp, hash: "new")
let commonFile = RolloutEvent.Kind.fetched(file: "a000000000020.cfg", .tftp, hash: "common")

@Suite("A phone's state")
struct PhoneStateTests {
  @Test(
    "follows from what happened to it",
    arguments: [
      ([], RolloutState.notSeen),
      ([.seen], .seen),
      ([.seen, .told(url: "tftp://a")], .told),
      ([.seen, .told(url: "tftp://a"), .acknowledged], .acknowledged),
      ([.seen, .told(url: "tftp://a"), .acknowledged, commonFile], .commonFetched),
      ([.seen, .told(url: "tftp://a"), .acknowledged, commonFile, ownFile], .ownFetched),
      // Options from DHCP lead to a fetch without PnP.
      ([ownFile], .ownFetched),
      ([.seen, .failed(.pnp, reason: "no answer")], .failed),
      ([.failed(.pnp, reason: "no answer"), .seen], .seen),
      ([.failed(.tftp, reason: "silent"), .acknowledged], .failed),
      ([.failed(.tftp, reason: "silent"), ownFile], .ownFetched),
      ([ownFile, .seen, .told(url: "tftp://a")], .ownFetched),
      ([.fetched(file: "808287010203.cfg", .http, hash: "old")], .outdated),
    ] as [([RolloutEvent.Kind], RolloutState)])
  func states(kinds: [RolloutEvent.Kind], state: RolloutState) {
    var ledger = Ledger([phone, other])
    for kind in kinds { ledger.apply(event(kind)) }
    #expect(ledger.phones[phone.mac]?.state == state)
    #expect(ledger.phones[other.mac]?.state == .notSeen)
  }

  @Test("is outdated after a build that changes its file, and done again after the next fetch")
  func rebuilt() {
    var ledger = Ledger([phone])
    ledger.apply(event(ownFile))
    let changed = RolloutPhone(
      mac: phone.mac, family: "A2X", model: "A20", label: nil, hasCommonFile: true,
      fileHash: "newer")
    ledger.replacePhones([changed])
    #expect(ledger.phones[phone.mac]?.state == .outdated)
    ledger.apply(event(.fetched(file: "808287010203.cfg", .tftp, hash: "newer")))
    #expect(ledger.phones[phone.mac]?.isDone == true)
  }

  @Test("counts a common file for the phone that was seen at that address")
  func commonFileByAddress() {
    var ledger = Ledger([phone, other])
    ledger.apply(event(commonFile, mac: nil))
    #expect(ledger.phones.values.allSatisfy { $0.state == .notSeen })
    ledger.apply(event(.seen))
    ledger.apply(event(.seen, mac: other.mac, from: .v4(2)))
    ledger.apply(event(commonFile, mac: nil))
    #expect(ledger.phones[phone.mac]?.state == .commonFetched)
    #expect(ledger.phones[other.mac]?.state == .seen)
  }

  @Test("keeps a bounded time line, of the beginning and the end")
  func boundedHistory() throws {
    var ledger = Ledger([phone])
    for time in 0..<1000 { ledger.apply(event(.seen, at: Int64(time))) }
    let history = try #require(ledger.phones[phone.mac]).history
    #expect(history.count == PhoneRecord.historyCount)
    #expect(history.first?.time == 0)
    #expect(history.last?.time == 999)
  }
}

@Suite("Unknown phones")
struct UnknownPhoneTests {
  let stranger = RolloutEvent.Kind.unknown(
    RolloutEvent.UnknownPhone(vendor: "ATCOM", model: "ATCOM", version: nil, userAgent: nil))

  @Test("are listed with what they said, and how to take them into the site")
  func listed() throws {
    var ledger = Ledger([phone])
    ledger.apply(event(stranger, at: 5, mac: "80828701ffff"))
    ledger.apply(event(stranger, at: 9, mac: "80828701ffff"))
    let record = try #require(ledger.unknown["80828701ffff"])
    #expect((record.times, record.first, record.last) == (2, 5, 9))
    #expect(record.snippet?.contains("mac: 80:82:87:01:ff:ff") == true)
  }

  @Test("that come into the site with a build are unknown no more")
  func adopted() {
    var ledger = Ledger([phone])
    ledger.apply(event(stranger, mac: other.mac))
    ledger.replacePhones([phone, other])
    #expect(ledger.unknown.isEmpty)
    ledger.apply(event(stranger, mac: other.mac))
    #expect(ledger.unknown.isEmpty)
  }

  @Test("are bounded: the one not heard of for the longest time goes, and is counted")
  func bounded() {
    var ledger = Ledger([], unknownCount: 3)
    for number in 1...5 {
      ledger.apply(event(stranger, at: Int64(number), mac: "00000000000\(number)"))
    }
    #expect(ledger.unknown.keys.sorted() == ["000000000003", "000000000004", "000000000005"])
    #expect(ledger.droppedUnknown == 2)
  }

  @Test("cannot smuggle control characters or endless texts into anything that shows them")
  func cleaned() {
    #expect(CleanText("a\u{1b}[31m\nb\u{202e}").text == "a\u{FFFD}[31m\u{FFFD}b\u{FFFD}")
    #expect(CleanText(String(repeating: "é", count: 500)).text.count == CleanText.longest)
    #expect(CleanText("e" + String(repeating: "\u{301}", count: 9999)).text.utf8.count < 2000)
  }
}

@Suite("A ledger's file")
struct LedgerTextTests {
  static let kinds: [RolloutEvent.Kind] = [
    .seen, .told(url: "tftp://10.0.0.1/\"x\""), .acknowledged, ownFile, commonFile,
    .failed(.http, reason: "it \\ went\naway"),
    .unknown(.init(vendor: "ATCOM", model: nil, version: "1", userAgent: "é")),
  ]

  @Test("gives back each event that was written", arguments: kinds)
  func roundTrip(kind: RolloutEvent.Kind) {
    let events = [event(kind, at: 1_764_547_200_000), event(kind, mac: nil)]
    let bytes = LedgerText.header(site: "hq") + events.flatMap(LedgerText.line)
    let content = LedgerText.read(bytes)
    #expect(content.site == "hq")
    #expect(content.events == events)
    #expect(content.faultCount == 0)
  }

  @Test("is read past torn and foreign lines, which are counted")
  func faults() {
    let good = LedgerText.line(event(.seen))
    let text = LedgerText.header(site: "hq") + good + Array("garbage\n[1]\n{\"time\":-1}\n\n".utf8)
    let content = LedgerText.read(text + good + good.dropLast(5))
    #expect(content.events.count == 2)
    #expect(content.faultyLines == [3, 4, 5])
  }

  @Test("makes no crash of any bytes")
  func hostile() {
    var generator = SeededGenerator.announced()
    let good = LedgerText.header(site: "hq") + Self.kinds.flatMap { LedgerText.line(event($0)) }
    for _ in 0..<2000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      _ = Ledger(merging: [LedgerText.read(bytes)], phones: [phone])
    }
  }
}

@Suite("Ledgers of several servers")
struct MergeTests {
  @Test("give the same in any order, and when a file is given twice")
  func orderAndRepetition() {
    var first = LedgerText.read([])
    var second = LedgerText.read([])
    first = LedgerText.read(
      [event(.seen, at: 1), event(.told(url: "tftp://a"), at: 1), event(ownFile, at: 7)]
        .flatMap(LedgerText.line))
    second = LedgerText.read(
      [event(.failed(.tftp, reason: "x"), at: 5), event(.seen, at: 6, mac: other.mac)]
        .flatMap(LedgerText.line))
    let reports = [[first, second], [second, first], [first, second, first]].map { files in
      LedgerReport(Ledger(merging: files, phones: [phone, other]), site: "hq").json.text
    }
    #expect(Set(reports).count == 1)
    let ledger = Ledger(merging: [first, second], phones: [phone, other])
    #expect(LedgerSummary(ledger).line == "1 of 2 phones done")
  }

  @Test("are reported as text, Markdown and JSON")
  func reports() {
    var ledger = Ledger([phone, other])
    ledger.apply(event(.failed(.tftp, reason: "it fell | silent"), at: 5))
    ledger.apply(
      event(
        .unknown(.init(vendor: "<b>", model: "A*20", version: nil, userAgent: nil)), at: 6,
        mac: "80828701ffff"))
    let report = LedgerReport(ledger, site: "hq")
    let all = report.text + "\n" + report.markdown + "\n" + report.json.text
    #expect(Golden.mismatch("rollout/reports.txt", all) == nil)
  }
}
