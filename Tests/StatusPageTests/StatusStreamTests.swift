import Foundation
import Rollout
import StatusPage
import TestSupport
import Testing

@Suite("The status page's data")
struct StatusStreamTests {
  private let document = StatusDocument(site: "hq", run: "r1", generator: "ringtree test")

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The phones of an event by MAC address, and its name and ID.
  private func event(_ bytes: [UInt8]) throws -> (name: String, id: String, phones: [String]) {
    let lines = text(bytes).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    try #require(lines.count == 5 && lines[3].isEmpty && lines[4].isEmpty)
    struct Data: Decodable {
      struct Phone: Decodable { let mac: String }
      let phones: [Phone]
    }
    let data = try JSONDecoder().decode(
      Data.self, from: Foundation.Data(lines[2].dropFirst("data: ".count).utf8))
    return (
      String(lines[1].dropFirst("event: ".count)), String(lines[0].dropFirst("id: ".count)),
      data.phones.map(\.mac)
    )
  }

  @Test("is what docs/status.md describes")
  func format() throws {
    var rollout = Rehearsed(phones: 3)
    var stream = StatusStream(lastEventID: nil)
    var all = text(stream.news(of: rollout.ledger, document, now: rollout.now))
    rollout.ask(0..<1)
    rollout.fail(0, .sip, "no answer to the NOTIFY")
    rollout.fetchOwn(1..<2)
    rollout.hear(
      unknown: "808287ffffff", .init(vendor: "ATCOM", model: nil, version: nil, userAgent: nil),
      from: 9)
    all += text(stream.news(of: rollout.ledger, document, now: rollout.now))
    let phone = try #require(document.phone(Rehearsed.mac(0), of: rollout.ledger))
    all += text(document.whole(rollout.ledger, now: rollout.now)) + "\n\n" + text(phone) + "\n"
    #expect(Golden.mismatch("status/stream.txt", all) == nil)
  }

  @Test("begins with a whole document, then says only what changed, and nothing twice")
  func changes() throws {
    var rollout = Rehearsed(phones: 5)
    var stream = StatusStream(lastEventID: nil)
    let first = try event(stream.news(of: rollout.ledger, document, now: 0))
    #expect(first.name == "document")
    #expect(first.phones.count == 5)
    #expect(stream.news(of: rollout.ledger, document, now: 0).isEmpty)
    rollout.ask(2..<4)
    let second = try event(stream.news(of: rollout.ledger, document, now: 0))
    #expect(second.name == "changes")
    #expect(second.phones.sorted() == [Rehearsed.mac(2), Rehearsed.mac(3)])
    #expect(stream.news(of: rollout.ledger, document, now: 0).isEmpty)
  }

  @Test("lets a browser that comes back catch up from where it was")
  func catchingUp() throws {
    var rollout = Rehearsed(phones: 5)
    var stream = StatusStream(lastEventID: nil)
    rollout.ask(0..<1)
    let first = try event(stream.news(of: rollout.ledger, document, now: 0))
    rollout.ask(1..<2)
    var again = StatusStream(lastEventID: first.id)
    let second = try event(again.news(of: rollout.ledger, document, now: 0))
    #expect(second.name == "changes")
    #expect(second.phones == [Rehearsed.mac(1)])
    var unchanged = StatusStream(lastEventID: second.id)
    #expect(unchanged.news(of: rollout.ledger, document, now: 0).isEmpty)
  }

  @Test(
    "begins anew for what a browser cannot have from this run",
    arguments: ["r0-1", "r1-999", "r1-", "r1", "", "-", "r1--1", "\u{0}"])
  func foreignIDs(id: String) throws {
    var rollout = Rehearsed(phones: 2)
    rollout.ask(0..<1)
    var stream = StatusStream(lastEventID: id)
    #expect(try event(stream.news(of: rollout.ledger, document, now: 0)).name == "document")
  }

  @Test("begins anew after a build, which may have taken phones away")
  func builds() throws {
    var rollout = Rehearsed(phones: 3)
    var stream = StatusStream(lastEventID: nil)
    _ = stream.news(of: rollout.ledger, document, now: 0)
    rollout.replacePhones(Array(rollout.phones.dropLast()))
    let news = try event(stream.news(of: rollout.ledger, document, now: 0))
    #expect(news.name == "document")
    #expect(news.phones.count == 2)
  }

  @Test("has a bounded number of points of the progress, with the first and the last phone")
  func progress() throws {
    var rollout = Rehearsed(phones: 1000)
    rollout.fetchOwn(0..<1000)
    struct Document: Decodable {
      struct Progress: Decodable { let done: [[Int64]] }
      let progress: Progress
    }
    let done = try JSONDecoder().decode(
      Document.self, from: Data(document.whole(rollout.ledger, now: rollout.now))
    ).progress.done
    #expect(done.count == 120)
    #expect(done.first == [Rehearsed.start + 80, 1])
    #expect(done.last == [Rehearsed.start + 80_000, 1000])
    #expect(zip(done, done.dropFirst()).allSatisfy { $0[0] < $1[0] && $0[1] < $1[1] })
  }

  @Test("has no record of a phone that is not in the site")
  func noPhone() {
    #expect(document.phone("000000000000", of: Rehearsed().ledger) == nil)
  }
}

@Suite("The page")
struct PageTests {
  private let html = String(decoding: StatusPage.html, as: UTF8.self)

  @Test("has its style and script in it, and needs nothing from elsewhere")
  func complete() {
    #expect(html.hasPrefix("<!doctype html>"))
    #expect(html.contains("<style>:root"))
    #expect(html.contains("<script type=\"module\">// The states"))
    let addresses = html.matches(of: /https?:\/\/[^'"\s]+/).map { String($0.output) }
    #expect(Set(addresses) == ["http://www.w3.org/2000/svg"])
  }

  @Test("has no handler in an attribute, and makes no markup of texts")
  func noMarkupFromTexts() {
    #expect(html.firstMatch(of: /<[^>]*\son[a-z]+=/) == nil)
    #expect(html.firstMatch(of: /<[^>]*\sstyle=/) == nil)
    for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
      #expect(!html.contains(word))
    }
  }

  @Test("allows its own style and script by their hashes, and forbids all else")
  func contentSecurityPolicy() throws {
    let policy = try #require(
      StatusPage.headers.first { $0.name == "Content-Security-Policy" }?.value)
    #expect(policy.hasPrefix("default-src 'none'; script-src 'sha256-"))
    for tag in ["script type=\"module\"", "style"] {
      let name = tag.prefix { $0 != " " }
      let start = try #require(html.firstRange(of: "<\(tag)>")).upperBound
      let end = try #require(html[start...].firstRange(of: "</\(name)>")).lowerBound
      let hash = try Shell.output(
        "openssl dgst -sha256 -binary | openssl base64 -A", input: String(html[start..<end]))
      #expect(policy.contains("\(name)-src 'sha256-\(hash)'"))
    }
  }
}
