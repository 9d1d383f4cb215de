import NetworkAddresses
import SIPPnP
import Testing

@Suite("Bounds of PnP")
struct BoundsTests {
  /// The SUBSCRIBE of the phone of a number, from an address of its own.
  private func ask(_ number: Int, of conversation: inout Conversation) -> [PnPAction] {
    let source = SocketAddress(.v4(0xc000_0202 + UInt32(number)), port: 5060)
    let text = Subscribe().with { $0.uri = "sip:MAC%3a8082870200\(number + 10)@224.0.1.75" }.text
    return conversation.hear(text.replacing("192.0.2.7:", with: "\(source.host):"), from: source)
  }

  @Test(
    "A message beyond its limits is dropped, and one at them is served",
    arguments: [
      (String(repeating: "X: y\r\n", count: 55), true),
      (String(repeating: "X: y\r\n", count: 56), false),
      ("X: " + String(repeating: "y", count: 2045) + "\r\n", true),
      ("X: " + String(repeating: "y", count: 2046) + "\r\n", false),
      ("X: y" + String(repeating: "\r\n y", count: 1100) + "\r\n", false),
      (String(repeating: ("X: " + String(repeating: "y", count: 2000) + "\r\n"), count: 5), false),
    ])
  func messages(more: String, isServed: Bool) {
    var conversation = Conversation()
    let actions = conversation.hear(Subscribe().with { $0.end = more + "\r\n" }.text)
    #expect(actions.outcomes == [isServed ? "told" : "dropped: malformed"])
  }

  @Test("A full table takes nobody new, but goes on with those that it has")
  func exchanges() throws {
    var settings = PnPSettings()
    settings.exchangeCount = 2
    var conversation = Conversation(settings: settings)
    #expect(ask(1, of: &conversation).outcomes == ["told"])
    #expect(ask(2, of: &conversation).outcomes == ["told"])
    #expect(ask(3, of: &conversation).outcomes == ["dropped: tooManyExchanges"])
    #expect(ask(1, of: &conversation).outcomes == ["repeated"])
    #expect(conversation.responder.exchangeCount == 2)
    #expect(conversation.wait(.seconds(64)).outcomes.filter { $0 == "unanswered" }.count == 2)
    #expect(ask(3, of: &conversation).outcomes == ["told"])
  }

  @Test("A full table forgets those first that are over")
  func forgetting() throws {
    var settings = PnPSettings()
    settings.exchangeCount = 2
    var conversation = Conversation(settings: settings)
    let notify = try #require(ask(1, of: &conversation).notifies.first)
    _ = ask(2, of: &conversation)
    #expect(conversation.hear(answer(200, to: notify)).outcomes == ["acknowledged"])
    #expect(ask(3, of: &conversation).outcomes == ["told"])
    #expect(ask(2, of: &conversation).outcomes == ["repeated"])
    #expect(conversation.responder.exchangeCount == 2)
  }

  @Test("What all exchanges hold is bounded")
  func octets() {
    var settings = PnPSettings()
    settings.heldOctets = 2_000
    var conversation = Conversation(settings: settings)
    let outcomes = (1...5).map { ask($0, of: &conversation).outcomes }
    #expect(outcomes.first == ["told"])
    #expect(outcomes.last == ["dropped: tooManyExchanges"])
    _ = conversation.wait(.seconds(64))
    #expect(ask(5, of: &conversation).outcomes == ["told"])
  }

  @Test("One source has no more exchanges than it may, except by loopback")
  func perSource() {
    var settings = PnPSettings()
    settings.exchangesPerSource = 2
    var conversation = Conversation(
      settings: settings, networks: ["192.0.2.0/24", "127.0.0.0/8"])
    func ask(_ number: Int, from source: String) -> [String] {
      conversation.hear(
        Subscribe().with { $0.callID = "Call-ID: \(number)" }.text, from: address(source)
      ).outcomes
    }
    #expect((1...3).map { ask($0, from: "192.0.2.7:5060") }.last == ["dropped: tooManyExchanges"])
    #expect(ask(1, from: "192.0.2.8:5060") == ["told"])
    #expect((1...9).allSatisfy { ask($0, from: "127.0.0.1:5060") == ["told"] })
  }

  @Test("One source sends no more messages than it may, and others are not kept waiting")
  func requests() {
    var settings = PnPSettings()
    settings.requestBurst = 3
    settings.requestsPerSecond = 2
    var conversation = Conversation(settings: settings)
    let outcomes = (1...5).flatMap { _ in conversation.hear(Subscribe().text).outcomes }
    let dropped = "dropped: tooManyRequests"
    #expect(outcomes == ["told", "repeated", "repeated", dropped, dropped])
    #expect(ask(9, of: &conversation).outcomes == ["told"])
    _ = conversation.wait(.milliseconds(500))
    #expect(conversation.hear(Subscribe().text).outcomes == ["repeated"])
    #expect(conversation.hear(Subscribe().text).outcomes == [dropped])
  }

  @Test("Nothing stays of ten thousand phones that came and went")
  func forgotten() {
    var conversation = Conversation(networks: ["10.0.0.0/8"])
    for number in 0..<10_000 {
      let source = SocketAddress(.v4(0x0a00_0101 + UInt32(number)), port: 5060)
      #expect(conversation.hear(Subscribe().with { $0.uri = "sip:x" }.text, from: source) != [])
    }
    _ = conversation.wait(.seconds(200))
    #expect(conversation.responder.exchangeCount == 0)
    #expect(conversation.responder.nextWake == nil)
  }
}
