import NetworkAddresses
import SIPPnP
import Testing

@Suite("What the field sends")
struct SampleTests {
  struct Phone: CustomTestStringConvertible, Sendable {
    let sample: String
    /// What stands before the sample and after it, where it is no whole message.
    var before = ""
    var after = ""
    let source: String
    var answeredAt: String?
    let mac: String?
    let vendor: String?
    let model: String?
    let version: String?

    var testDescription: String { sample }
  }

  private static let atcomRest =
    "Via: SIP/2.0/UDP 192.168.1.9:5060;branch=z9hG4bK1;rport\r\nFrom: <sip:a@b>;tag=1\r\n"
    + "To: <sip:a@b>\r\nCall-ID: 1\r\nCSeq: 1 SUBSCRIBE\r\n\r\n"

  static let phones = [
    Phone(
      sample: "atcom-RECONSTRUCTED-not-a-capture", after: atcomRest, source: "192.168.1.9:5060",
      mac: "808287000001", vendor: "ATCOM", model: "ATCOM", version: nil),
    Phone(
      sample: "audiocodes-420hd-2.2.2-subscribe", source: "10.13.2.37:5060",
      mac: nil, vendor: nil, model: "440HD", version: "2.2.2"),
    Phone(
      sample: "gigaset-maxwell-subscribe", source: "192.168.10.67:5060",
      mac: "00135e874b49", vendor: "OEM", model: "OEM", version: "7.1.19"),
    Phone(
      sample: "grandstream-grp2612w-1.0.5.67-subscribe", source: "192.168.1.2:5080",
      mac: "c074ad112233", vendor: "Grandstream", model: "GRP2612W", version: "1.0.5.67"),
    Phone(
      sample: "grandstream-gxp2160-0.7.24.2-subscribe", source: "192.168.1.77:5060",
      mac: "000b8227fcef", vendor: "Grandstream", model: "GXP2160", version: "0.7.24.2"),
    Phone(
      sample: "planet-vip2140pt-2.0.3.2991-subscribe-HEADERS",
      before: "SUBSCRIBE sip:MAC=00304fa99948@224.0.1.75 SIP/2.0\r\n", source: "192.168.1.45:5060",
      mac: "00304fa99948", vendor: "PLANET", model: "VIP-2140PT", version: "2.0.3.2991"),
    Phone(
      sample: "snom-oem-7.1.19-subscribe", source: "192.168.10.67:5060",
      mac: "00135e874b49", vendor: "OEM", model: "OEM", version: "7.1.19"),
    Phone(
      sample: "snom370-8.7.5.48-subscribe", source: "192.168.12.155:1053",
      mac: "0004132e08b4", vendor: "snom", model: "snom370", version: "8.7.5.48"),
    Phone(
      sample: "snom720-7.1.19-subscribe", source: "172.16.18.90:5060",
      mac: "00135e874b49", vendor: "snom", model: "snom720", version: "7.1.19"),
    Phone(
      sample: "snomD120-10.1.39.11-subscribe", source: "172.16.156.223:5062",
      mac: "000413000001", vendor: "snom", model: "snomD120", version: "10.1.39.11"),
    Phone(
      sample: "yealink-t21p-34.72.14.6-subscribe", source: "172.16.156.223:5062",
      mac: "0015657322ff", vendor: "Yealink", model: "T21D", version: "34.72.14.6"),
    Phone(
      sample: "yealink-t21p-mixed-eol", source: "172.16.156.223:5062",
      mac: "0015657322ff", vendor: "Yealink", model: "T21D", version: "34.72.14.6"),
    Phone(
      sample: "yealink-t32g-compact-lf-SYNTHETIC", source: "192.168.12.204:5060",
      mac: "0015654093a7", vendor: "Yealink", model: "SIP-T32G", version: "32.70.0.228"),
    Phone(
      sample: "yealink-t53w-96.87.0.16-subscribe-SYNTHETIC", source: "192.168.0.121:5060",
      mac: "805e0c4d796d", vendor: "Yealink", model: "T53W", version: "96.87.0.16"),
    Phone(
      sample: "yealink-w52p-25.81.0.10-subscribe", source: "10.1.3.239:5059",
      mac: "001565f4f9e1", vendor: "yealink", model: "W52P", version: "25.81.0.10"),
  ]

  @Test("A phone's SUBSCRIBE is understood, and the phone is told its URL", arguments: phones)
  func served(_ phone: Phone) throws {
    var text = try Sample(phone.sample).text
    // Its last line is blank, where a phone's goes on.
    if !phone.after.isEmpty { text.removeLast() }
    var conversation = Conversation(networks: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"])
    let source = address(phone.source)
    let actions = conversation.hear(phone.before + text + phone.after, from: source)

    #expect(actions.outcomes == ["told"])
    let told = try #require(conversation.asked.first).phone
    #expect(told.mac == phone.mac)
    #expect(told.vendor == phone.vendor)
    #expect(told.model == phone.model)
    #expect(told.version == phone.version)
    #expect(actions.statuses == [200])
    #expect(actions.sent.map(\.to) == [source, source])
    let notify = try #require(actions.notifies.first)
    #expect(notify.body == Array(Conversation.url.utf8))
    #expect(conversation.hear(answer(200, to: notify), from: source).outcomes == ["acknowledged"])
  }

  @Test("Whole messages of other servers are read")
  func servers() throws {
    for name in [
      "akuvox-r20k-notify-from-epygi", "audiocodes-310hd-200-from-server",
      "audiocodes-440hd-notify-from-server", "grandstream-ucm6302-notify-from-server",
      "grandstream-ucm630x-202-from-server", "snom-oem-7.1.19-200-from-server",
      "snom-oem-7.1.19-notify-from-server-PARTIAL", "snom720-200-from-snompnpd",
    ] {
      let message = try #require(SIPMessage(parsing: try Sample(name).bytes), "\(name)")
      #expect(message.headers[.via] != nil, "\(name)")
    }
  }

  @Test("A NOTIFY's body ends where Content-Length says")
  func body() throws {
    let sample = try Sample("grandstream-ucm6302-notify-from-server")
    let message = try #require(SIPMessage(parsing: sample.bytes))
    #expect(String(decoding: message.body, as: UTF8.self) == "https://192.168.1.10:8443/kgzcaps/")
  }

  @Test("A phone is known by the lines that it is described by")
  func lines() throws {
    let panasonic = try Sample("panasonic-event-line-INFERRED").text
    let fanvil = try Sample("fanvil-vtech-event-lines-DESCRIBED").text.split(separator: "\r\n")
    func describe(_ lines: String) throws -> PhoneDescription {
      let text = "SUBSCRIBE sip:x@224.0.1.75 SIP/2.0\r\n" + lines + "\r\n"
      return PhoneDescription(try #require(SIPMessage(parsing: Array(text.utf8))))
    }
    #expect(try describe(panasonic).vendor == "Panasonic")
    #expect(try describe(String(fanvil[0])).model == "VOIP PHONE")
    #expect(try describe(String(fanvil[2])).mac == "0c383e112233")
    #expect(try describe(String(fanvil[3])).mac == "0c383e112233")
  }
}
