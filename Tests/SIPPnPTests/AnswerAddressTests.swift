import NetworkAddresses
import SIPPnP
import Testing

@Suite("Where messages go")
struct AnswerAddressTests {
  private static let source = address("192.0.2.7:1053")

  @Test(
    "An answer goes where RFC 3261, section 18.2.2, and RFC 3581 say",
    arguments: [
      ("192.0.2.7:5060;rport", "192.0.2.7:1053", "192.0.2.7:5060;received=192.0.2.7;rport=1053"),
      ("192.0.2.7:5062", "192.0.2.7:5062", "192.0.2.7:5062"),
      ("192.0.2.7", "192.0.2.7:5060", "192.0.2.7"),
      ("10.0.0.9:5064;branch=a", "192.0.2.7:5064", "10.0.0.9:5064;branch=a;received=192.0.2.7"),
      ("phone.lan", "192.0.2.7:5060", "phone.lan;received=192.0.2.7"),
      (
        "10.0.0.9;received=10.0.0.9;rport=9;x=\"a;b\"", "192.0.2.7:1053",
        "10.0.0.9;x=\"a;b\";received=192.0.2.7;rport=1053"
      ),
      ("192.0.2.7:5060;maddr=198.51.100.1", "192.0.2.7:5060", "192.0.2.7:5060;maddr=198.51.100.1"),
    ])
  func via(via: String, destination: String, answered: String) throws {
    let via = try #require(Via("SIP/2.0/UDP " + via))
    #expect(via.answerAddress(for: Self.source) == address(destination))
    #expect(via.answered(from: Self.source) == "SIP/2.0/UDP " + answered)
  }

  @Test("An IPv6 client is answered too")
  func ipv6() throws {
    let via = try #require(Via("SIP/2.0/UDP [2001:db8::7]:5062"))
    #expect(via.answerAddress(for: address("[2001:db8::7]:1053")) == address("[2001:db8::7]:5062"))
    #expect(via.answered(from: address("[2001:db8::7]:5062")) == "SIP/2.0/UDP [2001:db8::7]:5062")
  }

  @Test("All Vias are given back, in their order")
  func allVias() {
    var conversation = Conversation()
    let text = Subscribe().with { $0.via += ", SIP/2.0/UDP 10.0.0.1\r\nv: SIP/2.0/UDP 10.0.0.2" }
    let ok = conversation.hear(text.text).sent.first?.message
    #expect(
      ok?.headers.list(.via) == [
        "SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1;received=192.0.2.7;rport=5060",
        "SIP/2.0/UDP 10.0.0.1", "SIP/2.0/UDP 10.0.0.2",
      ])
  }

  @Test(
    "The NOTIFY goes to the Contact if that is on the network, else back to the source",
    arguments: [
      ("<sip:192.0.2.9:5070>", "192.0.2.9:5070", "sip:192.0.2.9:5070"),
      ("<sip:MAC1@192.0.2.9;transport=udp>", "192.0.2.9:5060", "sip:MAC1@192.0.2.9;transport=udp"),
      ("sip:192.0.2.9;expires=5", "192.0.2.9:5060", "sip:192.0.2.9"),
      ("<sip:198.51.100.1:5060>", "192.0.2.7:5060", "sip:198.51.100.1:5060"),
      ("<sip:phone.lan>", "192.0.2.7:5060", "sip:phone.lan"),
      ("<sip:224.0.1.75>", "192.0.2.7:5060", "sip:224.0.1.75"),
      ("<sip:192.0.2.255>", "192.0.2.7:5060", "sip:192.0.2.255"),
      ("<sip:192.0.2.1:5060>", "192.0.2.7:5060", "sip:192.0.2.1:5060"),
      ("<sip:192.0.2.9:0>", "192.0.2.7:5060", "sip:192.0.2.7:5060"),
      ("<tel:123>", "192.0.2.7:5060", "sip:192.0.2.7:5060"),
      ("<sip:a b@192.0.2.9>", "192.0.2.7:5060", "sip:192.0.2.7:5060"),
      ("*", "192.0.2.7:5060", "sip:192.0.2.7:5060"),
    ])
  func contact(contact: String, destination: String, uri: String) throws {
    var conversation = Conversation()
    let actions = conversation.hear(Subscribe().with { $0.contact = "m: " + contact }.text)
    let notify = try #require(actions.sent.first { $0.message.method == "NOTIFY" })
    #expect(notify.to == address(destination))
    #expect(notify.message.start == .request(method: "NOTIFY", uri: uri))
  }

  @Test(
    "Who is no single host of the network is not answered",
    arguments: [
      "198.51.100.1:5060", "192.0.2.255:5060", "192.0.2.0:5060", "224.0.1.75:5060",
      "0.0.0.0:5060", "192.0.2.7:0", "192.0.2.1:5060", "[2001:db8::1]:5060",
    ])
  func foreign(source: String) {
    var conversation = Conversation()
    for isMulticast in [true, false] {
      let actions = conversation.hear(
        Subscribe().text, from: address(source), isMulticast: isMulticast)
      #expect(actions.outcomes == ["dropped: foreignSource"])
      #expect(actions.sent.isEmpty)
    }
  }

  @Test("A network that is allowed besides is answered")
  func allowed() {
    var conversation = Conversation(networks: ["192.0.2.0/24", "198.51.100.0/24"])
    let source = address("198.51.100.1:5060")
    #expect(conversation.hear(Subscribe().text, from: source).outcomes == ["told"])
  }
}
