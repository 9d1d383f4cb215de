import NetworkAddresses
import SIPPnP
import TestSupport
import Testing

@Suite("Hostile bytes")
struct HostileBytesTests {
  /// Whatever came in, what goes out is strict and stays on the network.
  private func check(_ actions: [PnPAction], _ conversation: Conversation) {
    for case .send(let bytes, let destination, let interface) in actions {
      #expect(interface == conversation.interface.id)
      #expect(conversation.interface.networks.contains { $0.contains(destination.host) })
      #expect(destination != conversation.interface.address && destination.port != 0)
      guard let message = SIPMessage(parsing: bytes, limits: Self.wide) else {
        Issue.record("unreadable: \(String(decoding: bytes, as: UTF8.self))")
        continue
      }
      let isTheSame = message.encoded == bytes
      #expect(isTheSame, "not strict: \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  private static let wide: SIPLimits = {
    var limits = SIPLimits()
    limits.datagramSize = 65_535
    limits.headerCount = 1_000
    limits.headerSize = 65_535
    return limits
  }()

  @Test("Mutated messages crash nothing, and nothing leaves the network")
  func mutated() throws {
    var generator = SeededGenerator.announced()
    let samples = try Sample.all().map(\.bytes) + [Subscribe().text.utf8.map { $0 }]
    let pieces = [
      "\r\n", "\n", ";", "=", "\"", "<", ">", "@", ":", ",", " ", "%", "\\", "sip:", "[", "]",
      "Via: ", "SIP/2.0", "198.51.100.1", "\r\n ", "\u{0}", "é", "65536", "-1",
    ].map { Array($0.utf8) }
    var conversation = Conversation(networks: ["192.0.2.0/24"])
    for _ in 0..<5_000 {
      var bytes = samples.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let start = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, start + Int.random(in: 0...12, using: &generator))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 2: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: start)
        default:
          for index in start..<end { bytes[index] = .random(in: .min ... .max, using: &generator) }
        }
      }
      let isMulticast = Bool.random(using: &generator)
      check(conversation.hear(bytes, isMulticast: isMulticast), conversation)
      check(conversation.wait(.milliseconds(100)), conversation)
    }
  }

  @Test("Random bytes crash nothing")
  func random() {
    var generator = SeededGenerator.announced()
    var conversation = Conversation()
    for _ in 0..<5_000 {
      let count = Int.random(in: 0...300, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      check(conversation.hear(bytes, isMulticast: false), conversation)
    }
  }

  @Test("A line end inside of a value is written as a space")
  func lineEnds() {
    var headers = SIPHeaders()
    headers.append(.event, "a\r\nX: y\nZ: z\u{0}")
    let message = SIPMessage(.response(status: 200, reason: "O\nK"), headers: headers)
    let expected = "SIP/2.0 200 O K\r\nEvent: a  X: y Z: z \r\nContent-Length: 0\r\n\r\n"
    #expect(message.encoded == Array(expected.utf8))
  }

  @Test("A value cannot add a header to what is sent")
  func injection() {
    var conversation = Conversation()
    conversation.decision = .tell(url: "tftp://192.0.2.1\r\nX: y")
    let text = Subscribe().with { $0.event = "Event: ua-profile;model=\"a\r\n b\rX: y\u{0}c\"" }
      .text
    let notify = conversation.hear(text).notifies.first
    #expect(notify?.headers[.event] == "ua-profile;model=\"a b X: y c\"")
    #expect(notify?.headers.fields.contains { $0.name == "X" } == false)
    #expect(notify?.body == Array("tftp://192.0.2.1\r\nX: y".utf8))
  }
}
