import NetworkAddresses
import OutputTree
import Rollout
import Testing

@Suite("A phone's state")
struct PhoneStateTests {
  @Test(
    "follows from what happened to it",
    arguments: [
      ([], RolloutState.notSeen),
      ([.seen], .seen),
      ([.seen, Sample.told], .told),
      ([.seen, Sample.told, .acknowledged], .acknowledged),
      ([.seen, Sample.told, .acknowledged, Sample.commonFile()], .commonFetched),
      ([.seen, Sample.told, .acknowledged, Sample.commonFile(), Sample.ownFile()], .ownFetched),
      // Options from DHCP lead to a fetch without PnP.
      ([Sample.ownFile()], .ownFetched),
      ([.fetching(RolloutFile(name: "808287010203.cfg", role: .own), .http)], .seen),
      // Who starts again is no less far.
      ([Sample.commonFile(), .seen, Sample.told], .commonFetched),
      ([Sample.ownFile(), .seen, Sample.told], .ownFetched),
    ] as [([RolloutEvent.Kind], RolloutState)])
  func steps(kinds: [RolloutEvent.Kind], state: RolloutState) {
    var ledger = Ledger([Sample.desk, Sample.hall])
    for kind in kinds { ledger.apply(Sample.event(kind)) }
    #expect(ledger.state(Sample.desk) == state)
    #expect(ledger.state(Sample.hall) == .notSeen)
  }

  @Test(
    "is failed until something mends it",
    arguments: [
      ([.seen, Sample.failed(.sip)], RolloutState.failed),
      ([.seen, Sample.failed(.sip), .seen], .seen),
      ([Sample.failed(.tftp), .acknowledged], .failed),
      ([Sample.failed(.tftp), Sample.commonFile()], .commonFetched),
      ([Sample.failed(.tftp), Sample.ownFile()], .ownFetched),
      // It has its files: what fails later does not take them away.
      ([Sample.ownFile(), Sample.failed(.http)], .ownFetched),
    ] as [([RolloutEvent.Kind], RolloutState)])
  func failures(kinds: [RolloutEvent.Kind], state: RolloutState) {
    var ledger = Ledger([Sample.desk])
    for kind in kinds { ledger.apply(Sample.event(kind)) }
    #expect(ledger.state(Sample.desk) == state)
    #expect(ledger.phones[Sample.desk.mac]?.failureCount == 1)
    #expect(ledger.phones[Sample.desk.mac]?.totals.lastFailure != nil)
  }

  @Test("is own fetched without a common file, in a family that has none")
  func familyWithoutCommonFile() {
    var ledger = Ledger([Sample.door])
    ledger.apply(Sample.event(Sample.ownFile(), mac: Sample.door.mac))
    #expect(ledger.state(Sample.door) == .ownFetched)
  }

  @Test("is outdated after a build that changes its file, and done again after the next fetch")
  func rebuilt() {
    var ledger = Ledger([Sample.desk])
    ledger.apply(Sample.event(Sample.ownFile(Sample.oldFile)))
    #expect(ledger.state(Sample.desk) == .outdated)
    ledger.apply(Sample.event(Sample.ownFile()))
    #expect(ledger.state(Sample.desk) == .ownFetched)
    ledger.replacePhones([Sample.phone(Sample.desk.mac, ownHash: Sample.oldFile)])
    #expect(ledger.state(Sample.desk) == .outdated)
    ledger.replacePhones([Sample.desk])
    #expect(ledger.state(Sample.desk) == .ownFetched)
  }

  @Test("is outdated after a build that changes its family's common file, if it fetched that")
  func rebuiltCommonFile() {
    var ledger = Ledger([Sample.desk, Sample.hall])
    ledger.apply(Sample.event(Sample.commonFile()))
    ledger.apply(Sample.event(Sample.ownFile()))
    ledger.apply(Sample.event(Sample.ownFile(), mac: Sample.hall.mac, from: .v4(2)))
    ledger.replacePhones(
      [Sample.desk, Sample.hall].map { Sample.phone($0.mac, commonHash: Sample.oldFile) })
    #expect(ledger.state(Sample.desk) == .outdated)
    #expect(ledger.state(Sample.hall) == .ownFetched)
  }

  @Test("is failed, not outdated, if the fetch of the new file fails")
  func failedAfterRebuild() {
    var ledger = Ledger([Sample.desk])
    ledger.apply(Sample.event(Sample.ownFile(Sample.oldFile)))
    ledger.apply(Sample.event(Sample.failed(.tftp)))
    #expect(ledger.state(Sample.desk) == .failed)
  }

  @Test("is forgotten when the phone leaves the site")
  func removed() {
    var ledger = Ledger([Sample.desk, Sample.hall])
    ledger.apply(Sample.event(.seen))
    ledger.replacePhones([Sample.hall])
    #expect(ledger.phones.keys.sorted() == [Sample.hall.mac])
    #expect(ledger.apply(Sample.event(.seen)) == nil)
  }
}

@Suite("A phone's record")
struct PhoneRecordTests {
  @Test("keeps the first and last time of each step, and how often it was taken")
  func times() throws {
    var ledger = Ledger([Sample.desk])
    for time in [5, 9, 7] as [Int64] { ledger.apply(Sample.event(.seen, at: time)) }
    let record = try #require(ledger.phones[Sample.desk.mac])
    let times = try #require(record.totals.steps[.seen])
    #expect((times.first, times.last, times.count) == (5, 9, 3))
    #expect(record.attempts == 3)
  }

  @Test("keeps the last addresses")
  func addresses() throws {
    var ledger = Ledger([Sample.desk])
    for number in [1, 2, 3, 4, 5, 2] as [UInt32] {
      ledger.apply(Sample.event(.seen, from: .v4(number)))
    }
    let record = try #require(ledger.phones[Sample.desk.mac])
    #expect(record.totals.addresses.map(\.address) == [2, 5, 4, 3].map(IPAddress.v4))
  }

  @Test("keeps a bounded time line, of the beginning and the end")
  func boundedHistory() throws {
    var ledger = Ledger([Sample.desk])
    for time in 0..<1000 { ledger.apply(Sample.event(.seen, at: Int64(time))) }
    let history = try #require(ledger.phones[Sample.desk.mac]).history
    #expect(history.count == PhoneRecord.historyCount)
    #expect(history.prefix(8).map(\.time) == Array(0..<8))
    #expect(history.last?.time == 999)
  }

  @Test("has the ledger's revision of its last change")
  func revisions() {
    var ledger = Ledger([Sample.desk, Sample.hall])
    ledger.apply(Sample.event(.seen))
    let seen = ledger.revision
    ledger.apply(Sample.event(.seen, mac: Sample.hall.mac))
    let news = ledger.phones.values.filter { $0.revision > seen }
    #expect(news.map(\.phone.mac) == [Sample.hall.mac])
    #expect(ledger.removalRevision <= seen)
    ledger.replacePhones([Sample.hall])
    #expect(ledger.removalRevision > seen)
  }

  @Test("never holds the password of a URL")
  func credentials() {
    let event = Sample.event(.told(url: "https://user:s3cr@t@10.0.0.1:8080/a@b"))
    #expect(event.kind == .told(url: "https://10.0.0.1:8080/a@b"))
  }
}

@Suite("A common file")
struct CommonFileTests {
  @Test("counts for the phone that was seen at that address")
  func seenBefore() {
    var ledger = Ledger([Sample.desk, Sample.hall])
    ledger.apply(Sample.event(.seen))
    ledger.apply(Sample.event(.seen, mac: Sample.hall.mac, from: .v4(2)))
    #expect(ledger.apply(Sample.event(Sample.commonFile(), mac: nil)) == Sample.desk.mac)
    #expect(ledger.state(Sample.desk) == .commonFetched)
    #expect(ledger.state(Sample.hall) == .seen)
  }

  @Test("waits for the phone, where PnP did not come first")
  func seenAfter() throws {
    var ledger = Ledger([Sample.desk])
    #expect(ledger.apply(Sample.event(Sample.commonFile(), at: 5, mac: nil)) == nil)
    #expect(ledger.state(Sample.desk) == .notSeen)
    ledger.apply(Sample.event(Sample.ownFile(), at: 9))
    let record = try #require(ledger.phones[Sample.desk.mac])
    #expect(record.totals.steps[.commonFetched]?.first == 5)
    #expect(record.history.map(\.time) == [5, 9])
    #expect(record.history.allSatisfy { $0.mac == Sample.desk.mac })
  }

  @Test("does not wait for ever")
  func seenLongAfter() {
    var ledger = Ledger([Sample.desk])
    ledger.apply(Sample.event(Sample.commonFile(), at: 5, mac: nil))
    ledger.apply(Sample.event(.seen, at: 6 + Ledger.waitingTime))
    #expect(ledger.state(Sample.desk) == .seen)
  }

  @Test("of another family does not count")
  func otherFamily() {
    var ledger = Ledger([Sample.door])
    ledger.apply(Sample.event(Sample.commonFile(), mac: nil))
    ledger.apply(Sample.event(.seen, mac: Sample.door.mac))
    ledger.apply(Sample.event(Sample.commonFile(), mac: nil))
    #expect(ledger.state(Sample.door) == .seen)
  }

  @Test("counts for the phone that came to an address last")
  func addressChangesHands() {
    var ledger = Ledger([Sample.desk, Sample.hall])
    ledger.apply(Sample.event(.seen, at: 1))
    ledger.apply(Sample.event(.seen, at: 2, mac: Sample.hall.mac))
    ledger.apply(Sample.event(Sample.commonFile(), at: 3, mac: nil))
    #expect(ledger.state(Sample.hall) == .commonFetched)
    #expect(ledger.state(Sample.desk) == .seen)
  }

  @Test("is remembered for a bounded number of addresses")
  func bounded() {
    var ledger = Ledger([Sample.desk])
    for number in 0..<UInt32(Ledger.waitingCount + 1) {
      ledger.apply(Sample.event(Sample.commonFile(), mac: nil, from: .v4(number)))
    }
    ledger.apply(Sample.event(.seen, from: .v4(0)))
    #expect(ledger.state(Sample.desk) == .seen)
    ledger.apply(Sample.event(.seen, from: .v4(UInt32(Ledger.waitingCount))))
    #expect(ledger.state(Sample.desk) == .commonFetched)
  }
}

@Suite("The phones of a tree")
struct TreePhoneTests {
  private func file(_ path: String, _ role: FileRole, _ text: String) throws -> TreeFile {
    let description = FileDescription(path: try TreePath(path), role: role, holdsSecrets: true)
    return TreeFile(description, size: 1, sha256: ContentHash(of: Array(text.utf8)))
  }

  @Test("are those of its manifest, each once, with their files' hashes")
  func phones() throws {
    let desk = PhoneIdentity(
      mac: Sample.desk.mac, family: "A2X", model: "A20", label: Sample.desk.label)
    let door = PhoneIdentity(
      mac: Sample.door.mac, family: "Door", model: "S563", label: Sample.door.label)
    let manifest = Manifest(
      site: "hq", generator: "test",
      files: [
        try file("808287010203.cfg", .phone(desk), "new"),
        try file("808287010203.CFG", .phone(desk), "new"),
        try file("0c1105000001.cfg", .phone(door), "new"),
        try file("a000000000020.cfg", .common(family: "A2X"), "common"),
        try file("phonebook.xml", .page, "page"),
      ])
    #expect(RolloutPhone.phones(of: manifest) == [Sample.door, Sample.desk])
    #expect(
      manifest.files.map { RolloutFile($0).role }
        == [.own, .own, .own, .common(family: "A2X"), .other])
  }
}
