import SIPPnP
import Testing

/// What a parser meets in the field (docs/pnp.md), each by itself.
@Suite("Traps of the field")
struct TrapTests {
  struct Trap: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    var source = "192.0.2.7:5060"
    var mac: String? = "808287010203"

    var testDescription: String { name }

    init(_ name: String, source: String = "192.0.2.7:5060", _ change: (inout Subscribe) -> Void) {
      self.name = name
      self.source = source
      text = Subscribe().with(change).text
    }

    init(_ name: String, text: String, mac: String? = "808287010203") {
      self.name = name
      self.text = text
      self.mac = mac
    }

    static func uri(_ user: String) -> Trap {
      Trap("request URI \(user)") {
        $0.uri = "sip:\(user)@224.0.1.75"
        $0.from = "From: <sip:phone@192.0.2.7>;tag=42"
        $0.to = "To: <sip:224.0.1.75>"
      }
    }
  }

  private static let plain = Subscribe().text

  static let traps: [Trap] = [
    .uri("MAC%3a808287010203"), .uri("MAC%3A808287010203"), .uri("MAC:808287010203"),
    .uri("MAC=808287010203"), .uri("MAC808287010203"), .uri("mac%3a808287010203"),
    .uri("808287010203"), .uri("MAC%3a80-82-87-01-02-03"), .uri("MAC= 808287010203"),
    Trap("MAC only in From") {
      $0.uri = "sip:224.0.1.75"
      $0.to = "To: <sip:224.0.1.75>"
    },
    Trap("MAC only in To") {
      $0.uri = "sip:224.0.1.75"
      $0.from = "From: <sip:192.0.2.7>;tag=1"
    },
    Trap("MAC only in Contact") {
      $0.uri = "sip:224.0.1.75"
      $0.from = "From: <sip:192.0.2.7>;tag=1"
      $0.to = "To: <sip:224.0.1.75>"
      $0.contact = "Contact: <sip:MAC808287010203@192.0.2.7:5060>"
    },
    Trap("From and To without a host") {
      $0.uri = "sip:224.0.1.75"
      $0.from = "From: <sip:MAC%3a808287010203>;tag=1"
      $0.to = "To: <sip:MAC%3a808287010203>"
    },
    Trap("request URI whose host is not the group") { $0.uri = "sip:MAC%3a808287010203@lan" },
    Trap("Via without branch") { $0.via = "Via: SIP/2.0/UDP 192.0.2.7:5060;rport" },
    Trap("Via without rport") { $0.via = "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1" },
    Trap("Via without a port") { $0.via = "Via: SIP/2.0/UDP 192.0.2.7" },
    Trap("Via with spaces everywhere") {
      $0.via = "Via : SIP / 2.0 / UDP 192.0.2.7 : 5060 ; branch = z9hG4bK1 ; rport"
    },
    Trap("Via whose port ends in a full stop") { $0.via = "Via: SIP/2.0/UDP 192.0.2.7:5060.;a=b" },
    Trap("two Vias, one a line") { $0.via += "\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK2" },
    Trap("two Vias on one line") { $0.via += ", SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK2" },
    Trap("no From tag") { $0.from = "From: <sip:MAC%3a808287010203@224.0.1.75>" },
    Trap("From and To without brackets") {
      $0.from = "From: sip:MAC%3a808287010203@224.0.1.75;tag=1"
      $0.to = "To: sip:MAC%3a808287010203@224.0.1.75"
    },
    Trap("From with a name") {
      $0.from = #"From: "A, \"B\" <C>" <sip:MAC%3a808287010203@224.0.1.75>;tag=1"#
    },
    Trap("source port 1053", source: "192.0.2.7:1053") {
      $0.via = "Via: SIP/2.0/UDP 192.0.2.7:1053;rport"
      $0.contact = "Contact: <sip:192.0.2.7:1053>"
    },
    Trap("no Contact") { $0.contact = "" },
    Trap("two Contacts on one line") { $0.contact += ", <sip:192.0.2.8:5060>" },
    Trap("CSeq 20000") { $0.cSeq = "CSeq: 20000 SUBSCRIBE" },
    Trap("Event without a space") { $0.event = "Event:ua-profile;vendor=\"ATCOM\"" },
    Trap("Event in other case") { $0.event = "EVENT: UA-Profile;Vendor=\"ATCOM\"" },
    Trap("Event with spaces round ; and =") {
      $0.event = "Event: ua-profile ; profile-type = \"device\" ; vendor = \"ATCOM\""
    },
    Trap("Event without quotes") { $0.event = "Event: ua-profile;vendor=ATCOM;model=ATCOM" },
    Trap("Event with vender") { $0.event = "Event: ua-profile;vender=\"ATCOM\"" },
    Trap("Event with a quote left open") { $0.event = "Event: ua-profile;vendor=\"ATCOM" },
    Trap("compact names") {
      $0.via = $0.via.replacing("Via", with: "v")
      $0.from = $0.from.replacing("From", with: "f")
      $0.to = $0.to.replacing("To", with: "t")
      $0.callID = $0.callID.replacing("Call-ID", with: "i")
      $0.contact = $0.contact.replacing("Contact", with: "m")
      $0.event = $0.event.replacing("Event", with: "o")
      $0.end = "l: 0\r\n\r\n"
    },
    Trap("Content-Length first") { $0.via = "Content-Length: 0\r\n" + $0.via },
    Trap("Content-Length beyond the datagram") { $0.end = "Content-Length: 4000\r\n\r\n" },
    Trap("Content-Length that is no number") { $0.end = "Content-Length: none\r\n\r\n" },
    Trap("Content-Length that is negative") { $0.end = "Content-Length: -1\r\n\r\n" },
    Trap("no Content-Length") { $0.end = "\r\n" },
    Trap("no blank line at the end") { $0.end = "Content-Length: 0\r\n" },
    Trap("no line end at the end") { $0.end = "Content-Length: 0" },
    Trap("folded headers") {
      $0.event = "Event: ua-profile\r\n ;profile-type=\"device\"\r\n\t;vendor=\"ATCOM\""
    },
    Trap("a line without a colon") { $0.more.append("nonsense") },
    Trap("octets that are no UTF-8") { $0.more.append("User-Agent: \u{FFFD}\u{0}") },
    Trap("bare LF", text: plain.replacing("\r\n", with: "\n")),
    Trap("mixed line ends", text: plain.replacing("\r\nCSeq", with: "\nCSeq")),
    Trap("blank lines before it", text: "\r\n\r\n" + plain),
    Trap("no MAC at all", text: plain.replacing("MAC%3a808287010203", with: "phone"), mac: nil),
    Trap(
      "no MAC but a date in User-Agent",
      text: plain.replacing("MAC%3a808287010203", with: "phone")
        .replacing("Expires: 0", with: "User-Agent: Phone 202401011200"), mac: nil),
  ]

  @Test("does not keep a phone from being told", arguments: traps)
  func told(_ trap: Trap) throws {
    var conversation = Conversation()
    let source = address(trap.source)
    let actions = conversation.hear(trap.text, from: source)
    #expect(actions.outcomes == ["told"])
    #expect(actions.sent.map(\.to) == [source, source])
    let asked = try #require(conversation.asked.first)
    #expect(asked.phone.mac == trap.mac)
    if trap.name.hasPrefix("Event") { #expect(asked.phone.isATCOM) }
    let notify = try #require(actions.notifies.first)
    #expect(conversation.hear(answer(200, to: notify), from: source).outcomes == ["acknowledged"])
  }
}
