import NetworkAddresses
import SIPPnP
import TestSupport
import Testing

@Suite("The exchange")
struct ExchangeTests {
  @Test("is these messages, to the letter")
  func golden() {
    var conversation = Conversation()
    let actions = conversation.hear(Subscribe().text)
    let text = actions.sent.map { sent in
      "→ \(sent.to)\n"
        + String(decoding: sent.message.encoded, as: UTF8.self)
        .replacing("\r\n", with: "\n")
    }.joined(separator: "\n--------\n")
    #expect(Golden.mismatch("SIPPnP/exchange.txt", text + "\n") == nil)
  }

  @Test("answers the SUBSCRIBE first, and then sends the NOTIFY inside the dialog")
  func dialog() throws {
    var conversation = Conversation()
    let sent = conversation.hear(Subscribe().text).sent.map(\.message)
    #expect(sent.count == 2)
    let ok = try #require(sent.first)
    let notify = try #require(sent.last)
    let ourTag = try #require(SIPAddress(ok.headers[.to] ?? "").tag)
    #expect(ok.headers[.from] == "<sip:MAC%3a808287010203@224.0.1.75>;tag=42")
    #expect(ok.headers[.cSeq] == "1 SUBSCRIBE")
    #expect(notify.headers[.from] == "<sip:MAC%3a808287010203@224.0.1.75>;tag=\(ourTag)")
    #expect(notify.headers[.to] == "<sip:MAC%3a808287010203@224.0.1.75>;tag=42")
    #expect(notify.headers[.callID] == ok.headers[.callID])
    #expect(notify.headers[.via]?.hasPrefix("SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK") == true)
    #expect(notify.start == .request(method: "NOTIFY", uri: "sip:192.0.2.7:5060"))
  }

  @Test("gives the Event back as the phone wrote it")
  func event() throws {
    var conversation = Conversation()
    let odd = "UA-Profile ; vendor=ATCOM;model = \"A 20\""
    let actions = conversation.hear(Subscribe().with { $0.event = "o:\(odd)" }.text)
    #expect(actions.notifies.first?.headers[.event] == odd)
  }

  @Test(
    "promises an Expires no longer than asked",
    arguments: [
      ("Expires: 0", "0"), ("Expires: 60", "60"), ("Expires: 86400", "3600"), ("", "0"),
      ("Expires: -5", "0"), ("Expires: soon", "0"), ("Expires: 99999999999999999999", "0"),
    ])
  func expires(asked: String, promised: String) {
    var conversation = Conversation()
    let actions = conversation.hear(Subscribe().with { $0.more = [asked] }.text)
    #expect(actions.sent.first?.message.headers[.expires] == promised)
  }

  @Test("of a repeated SUBSCRIBE is the same 200 and no second NOTIFY")
  func repeated() {
    var conversation = Conversation()
    let first = conversation.hear(Subscribe().text)
    let second = conversation.hear(Subscribe().text)
    #expect(second.outcomes == ["repeated"])
    #expect(second.sent.map(\.message) == first.sent.prefix(1).map(\.message))
    #expect(conversation.asked.count == 1)
  }

  @Test("of a SUBSCRIBE that is repeated with another branch answers to that branch")
  func repeatedWithAnotherBranch() {
    var conversation = Conversation()
    let first = conversation.hear(Subscribe().text)
    let again = Subscribe().with { $0.via = "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK2" }
    let second = conversation.hear(again.text)
    #expect(second.outcomes == ["repeated"])
    #expect(second.sent.count == 1)
    #expect(second.sent.first?.message.headers[.via]?.contains("z9hG4bK2") == true)
    #expect(second.sent.first?.message.headers[.to] == first.sent.first?.message.headers[.to])
  }

  @Test("of a SUBSCRIBE that is repeated after it was acknowledged sends no second NOTIFY")
  func repeatedAfterwards() throws {
    var conversation = Conversation()
    let notify = try #require(conversation.hear(Subscribe().text).notifies.first)
    _ = conversation.hear(answer(200, to: notify))
    #expect(conversation.hear(Subscribe().text).statuses == [200])
    #expect(conversation.wait(.seconds(60)).isEmpty)
    #expect(conversation.responder.exchangeCount == 0)
  }

  @Test("begins anew with a new SUBSCRIBE, and the older one of the phone ends")
  func anew() {
    var conversation = Conversation()
    let first = conversation.hear(Subscribe().text)
    let second = conversation.hear(Subscribe().with { $0.cSeq = "CSeq: 2 SUBSCRIBE" }.text)
    #expect(second.outcomes == ["told"])
    let again = conversation.wait(.milliseconds(500)).notifies
    #expect(again == second.notifies)
    #expect(first.notifies != second.notifies)
  }

  @Test("keeps two phones apart that use the same Call-ID, tag and CSeq")
  func sameCallID() throws {
    var conversation = Conversation()
    let other = address("192.0.2.8:5060")
    let text = Subscribe().text
    _ = conversation.hear(text)
    let second = conversation.hear(
      text.replacing("192.0.2.7", with: "192.0.2.8").replacing("010203", with: "010204"),
      from: other)
    #expect(second.outcomes == ["told"])
    #expect(conversation.responder.exchangeCount == 2)
  }

  @Test("is not begun with a phone that is left alone: nothing at all is sent")
  func silent() {
    var conversation = Conversation()
    conversation.decision = .silent
    let actions = conversation.hear(Subscribe().text)
    #expect(actions.outcomes == ["ignored"])
    #expect(actions.sent.isEmpty)
    #expect(conversation.responder.nextWake == nil)
  }

  @Test("sends the NOTIFY again at T1, 2·T1, … T2, until 64·T1")
  func resends() {
    var conversation = Conversation()
    let notify = conversation.hear(Subscribe().text).notifies
    var times: [Duration] = []
    var last: [PnPAction] = []
    while let next = conversation.responder.nextWake, times.count < 100 {
      last = conversation.wait(next - conversation.now)
      if !last.notifies.isEmpty {
        times.append(conversation.now)
        #expect(last.notifies == notify)
      }
    }
    #expect(
      times == [0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5].map { .seconds($0) })
    #expect(last.outcomes == ["unanswered"])
    #expect(conversation.now == .seconds(32))
    #expect(conversation.responder.exchangeCount == 0)
  }

  @Test("waits T2 after a provisional answer")
  func provisional() throws {
    var conversation = Conversation()
    let notify = try #require(conversation.hear(Subscribe().text).notifies.first)
    #expect(conversation.hear(answer(100, to: notify)).isEmpty)
    #expect(conversation.wait(.milliseconds(3999)).isEmpty)
    #expect(conversation.wait(.milliseconds(1)).outcomes == ["told again 1"])
  }

  @Test("ends with a final answer", arguments: [200, 202, 302, 404, 481, 503, 603])
  func final(status: Int) throws {
    var conversation = Conversation()
    let notify = try #require(conversation.hear(Subscribe().text).notifies.first)
    let end = conversation.hear(answer(status, to: notify))
    #expect(end.outcomes == [status < 300 ? "acknowledged" : "refused \(status)"])
    #expect(conversation.hear(answer(status, to: notify)).isEmpty)
    #expect(conversation.wait(.seconds(40)).isEmpty)
  }

  @Test("knows an answer by its dialog where the phone garbles the Via")
  func garbledVia() throws {
    var conversation = Conversation()
    var notify = try #require(conversation.hear(Subscribe().text).notifies.first)
    notify.headers = SIPHeaders(
      notify.headers.fields.map { ($0.name, $0.name == .via ? "SIP/2.0/UDP 192.0.2.7" : $0.value) })
    #expect(conversation.hear(answer(200, to: notify)).outcomes == ["acknowledged"])
  }

  @Test("heeds no answer that knows neither the branch nor our tag, and none to another method")
  func foreignAnswer() throws {
    var conversation = Conversation()
    let notify = try #require(conversation.hear(Subscribe().text).notifies.first)
    let text = String(decoding: answer(200, to: notify), as: UTF8.self)
    let tag = try #require(SIPAddress(notify.headers[.from] ?? "").tag)
    let branch = try #require(Via(notify.headers[.via] ?? "")?.branch)
    let guessed = text.replacing(tag, with: "guess").replacing(branch, with: "z9hG4bKguess")
    #expect(conversation.hear(guessed).isEmpty)
    #expect(conversation.hear(text.replacing("1 NOTIFY", with: "1 SUBSCRIBE")).isEmpty)
    #expect(conversation.wait(.milliseconds(500)).outcomes == ["told again 1"])
  }

  @Test("tells through the same dialog a phone whose To has a tag already")
  func toTag() {
    var conversation = Conversation()
    let actions = conversation.hear(Subscribe().with { $0.to += ";tag=7" }.text)
    #expect(actions.sent.first?.message.headers[.to]?.hasSuffix(">;tag=7") == true)
    #expect(actions.notifies.first?.headers[.from]?.hasSuffix(">;tag=7") == true)
  }
}
