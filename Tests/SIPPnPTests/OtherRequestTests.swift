import SIPPnP
import Testing

@Suite("What is no SUBSCRIBE for ua-profile")
struct OtherRequestTests {
  private func request(_ method: String, _ more: String...) -> String {
    Subscribe().with {
      $0.cSeq = "CSeq: 1 \(method)"
      $0.event = more.joined(separator: "\r\n")
    }.text.replacing("SUBSCRIBE sip:", with: "\(method) sip:")
  }

  @Test(
    "is left alone if it was multicast", arguments: ["OPTIONS", "REGISTER", "INVITE", "NOTIFY"])
  func multicast(method: String) {
    var conversation = Conversation()
    #expect(conversation.hear(request(method)).isEmpty)
    #expect(conversation.hear(request("SUBSCRIBE", "Event: message-summary")).isEmpty)
  }

  @Test("gets 200 with Allow and Accept if it is OPTIONS")
  func options() {
    var conversation = Conversation()
    let sent = conversation.hear(request("OPTIONS"), isMulticast: false).sent
    #expect(sent.map(\.message.status) == [200])
    #expect(sent.first?.message.headers[.allow] == "SUBSCRIBE, OPTIONS")
    #expect(sent.first?.message.headers[.accept] == "application/url")
    #expect(sent.first?.to == Conversation.phone)
  }

  @Test("gets 489 with Allow-Events if it is for another event, or none")
  func otherEvent() {
    var conversation = Conversation()
    for event in ["Event: message-summary", "Event: ua-profiles", "Event:", ""] {
      let sent = conversation.hear(request("SUBSCRIBE", event), isMulticast: false).sent
      #expect(sent.map(\.message.status) == [489])
      #expect(sent.first?.message.headers[.allowEvents] == "ua-profile")
    }
    #expect(conversation.asked.isEmpty)
  }

  @Test(
    "gets 405 with Allow if it is another method",
    arguments: ["REGISTER", "INVITE", "NOTIFY", "MESSAGE", "BYE", "PUBLISH", "NEWMETHOD"])
  func otherMethod(method: String) {
    var conversation = Conversation()
    let sent = conversation.hear(request(method), isMulticast: false).sent
    #expect(sent.map(\.message.status) == [405])
    #expect(sent.first?.message.headers[.allow] == "SUBSCRIBE, OPTIONS")
  }

  @Test("gets 481 if it is CANCEL, and nothing if it is ACK")
  func cancelAndACK() {
    var conversation = Conversation()
    #expect(conversation.hear(request("CANCEL"), isMulticast: false).statuses == [481])
    #expect(conversation.hear(request("ACK"), isMulticast: false).isEmpty)
  }

  @Test("gets 420 with what is not supported if it requires that")
  func required() {
    var conversation = Conversation()
    let sent = conversation.hear(
      request("OPTIONS", "Require: nothing, none", "Require: more"), isMulticast: false
    ).sent
    #expect(sent.map(\.message.status) == [420])
    #expect(sent.first?.message.headers[.unsupported] == "nothing, none, more")
  }

  @Test("gets the same answer again when it is repeated")
  func repeated() {
    var conversation = Conversation()
    let first = conversation.hear(request("OPTIONS"), isMulticast: false)
    #expect(conversation.hear(request("OPTIONS"), isMulticast: false) == first)
  }

  @Test("is dropped if it lacks what an answer repeats", arguments: 1...5)
  func incomplete(line: Int) {
    var conversation = Conversation()
    var lines = Subscribe().lines
    lines.remove(at: line)
    let text = lines.joined(separator: "\r\n") + "\r\n\r\n"
    #expect(conversation.hear(text, isMulticast: false).outcomes == ["dropped: malformed"])
  }

  @Test("is nothing to speak of if it only keeps a path open")
  func keepAlive() {
    var conversation = Conversation()
    for text in ["", "\r\n\r\n", "\0\0\0\0"] {
      #expect(conversation.hear(text, isMulticast: false).isEmpty)
    }
  }
}
