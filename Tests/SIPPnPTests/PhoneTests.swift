import NetworkAddresses
import SIPPnP
import TestSupport
import Testing

@Suite("A simulated phone")
struct PhoneTests {
  private var generator = SeededGenerator(seed: 3)

  private mutating func phone(rounds: Int = 3) -> PnPPhone {
    var settings = PnPPhoneSettings()
    settings.rounds = rounds
    return PnPPhone(
      PnPPhoneIdentity(mac: "808287010203", address: Conversation.phone), settings: settings,
      using: &generator)
  }

  private func sent(_ actions: [PnPPhoneAction]) -> [(message: SIPMessage, to: SocketAddress)] {
    actions.compactMap { action in
      guard case .send(let bytes, let destination) = action,
        let message = SIPMessage(parsing: bytes)
      else { return nil }
      return (message, destination)
    }
  }

  private func bytes(_ actions: [PnPPhoneAction]) -> [UInt8] {
    for case .send(let bytes, _) in actions { return bytes }
    return []
  }

  @Test("asks the group as ATCOM's phones do")
  mutating func asks() throws {
    var phone = phone()
    let (message, destination) = try #require(sent(phone.start(now: .zero)).first)
    #expect(destination == address("224.0.1.75:5060"))
    #expect(
      message.start
        == .request(method: "SUBSCRIBE", uri: "sip:MAC%3a808287010203@224.0.1.75"))
    #expect(
      message.headers[.event]
        == #"ua-profile;profile-type="device";vendor="ATCOM";model="ATCOM""#)
    let said = PhoneDescription(message)
    #expect(said.mac == "808287010203")
    #expect(said.isATCOM)
  }

  @Test("is told the URL, answers each NOTIFY, and is told once")
  mutating func told() throws {
    var phone = phone()
    var conversation = Conversation()
    let answers = conversation.hear(bytes(phone.start(now: .zero)))
    let ok = try #require(answers.sent.first).message.encoded
    let notify = try #require(answers.notifies.first).encoded
    #expect(phone.receive(ok, from: Conversation.server, now: .zero).isEmpty)
    let first = phone.receive(notify, from: Conversation.server, now: .zero)
    #expect(first.last == .told(url: Conversation.url))
    let second = phone.receive(notify, from: Conversation.server, now: .zero)
    #expect(second == Array(first.dropLast()))
    #expect(sent(second).map(\.to) == [Conversation.server])
    #expect(conversation.hear(bytes(first)).outcomes == ["acknowledged"])
    #expect(phone.nextWake == nil)
  }

  @Test("takes a NOTIFY that overtakes the 200")
  mutating func overtaken() throws {
    var phone = phone()
    var conversation = Conversation()
    let answers = conversation.hear(bytes(phone.start(now: .zero)))
    let notify = try #require(answers.notifies.first).encoded
    #expect(
      phone.receive(notify, from: Conversation.server, now: .zero).last
        == .told(url: Conversation.url))
  }

  @Test("asks again at T1, 2·T1, … T2, then with a new request, and gives up in the end")
  mutating func givesUp() {
    var phone = phone(rounds: 2)
    var actions = phone.start(now: .zero)
    var times: [Duration] = []
    var cSeqs: [String?] = []
    while let next = phone.nextWake, times.count < 100 {
      actions = phone.wake(now: next)
      times.append(next)
      cSeqs.append(sent(actions).first?.message.headers[.cSeq])
    }
    #expect(Array(times.prefix(5)) == [0.5, 1.5, 3.5, 7.5, 11.5].map { .seconds($0) })
    #expect(cSeqs[0] == "1 SUBSCRIBE")
    #expect(cSeqs.dropLast().last == "2 SUBSCRIBE")
    #expect(actions == [.failed(.noAnswer)])
    #expect(times.last == .seconds(64))
  }

  @Test("begins a new request if it was answered, but the NOTIFY does not come")
  mutating func noNotify() throws {
    var phone = phone()
    var conversation = Conversation()
    let answers = conversation.hear(bytes(phone.start(now: .zero)))
    let ok = try #require(answers.sent.first).message.encoded
    _ = phone.receive(ok, from: Conversation.server, now: .zero)
    #expect(phone.nextWake == .seconds(32))
    #expect(sent(phone.wake(now: .seconds(32))).first?.message.headers[.cSeq] == "2 SUBSCRIBE")
  }

  @Test("gives up when it is refused, or told no URL")
  mutating func refused() throws {
    var refused = phone()
    let request = try #require(sent(refused.start(now: .zero)).first).message
    #expect(
      refused.receive(answer(403, to: request), from: Conversation.server, now: .zero)
        == [.failed(.refused(status: 403))])

    var misled = phone()
    var conversation = Conversation()
    var notify = try #require(conversation.hear(bytes(misled.start(now: .zero))).notifies.first)
    notify.body = []
    let actions = misled.receive(notify.encoded, from: Conversation.server, now: .zero)
    #expect(sent(actions).map(\.message.status) == [415])
    #expect(actions.last == .failed(.noURL))
  }

  @Test("does not take what is meant for another")
  mutating func others() throws {
    var phone = phone()
    var other = self.phone()
    var conversation = Conversation()
    _ = phone.start(now: .zero)
    let notify = try #require(conversation.hear(bytes(other.start(now: .zero))).notifies.first)
    let actions = phone.receive(notify.encoded, from: Conversation.server, now: .zero)
    #expect(sent(actions).map(\.message.status) == [481])
    #expect(phone.nextWake != nil)
  }
}
