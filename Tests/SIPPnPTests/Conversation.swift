import NetworkAddresses
import SIPPnP
import TestSupport

/// A responder on one network, 192.0.2.0/24, with a clock that a test moves.
struct Conversation {
  static let server = address("192.0.2.1:5060")
  static let phone = address("192.0.2.7:5060")
  static let url = "tftp://192.0.2.1"

  var responder: PnPResponder
  var interface: PnPInterface
  var decision = PnPDecision.tell(url: Conversation.url)
  /// The phones that a decision was asked about.
  var asked: [PnPSubscriber] = []
  private(set) var now = Duration.zero
  private var generator = SeededGenerator(seed: 7)

  init(settings: PnPSettings = PnPSettings(), networks: [String] = ["192.0.2.0/24"]) {
    responder = PnPResponder(settings: settings)
    interface = PnPInterface(
      id: 3, address: Self.server, networks: networks.compactMap { AddressRange($0) })
  }

  mutating func hear(
    _ bytes: [UInt8], from source: SocketAddress = phone, isMulticast: Bool = true
  ) -> [PnPAction] {
    var asked: [PnPSubscriber] = []
    let decision = decision
    let actions = responder.receive(
      bytes, from: source, isMulticast: isMulticast, on: interface, now: now, using: &generator
    ) { subscriber in
      asked.append(subscriber)
      return decision
    }
    self.asked += asked
    return actions
  }

  mutating func hear(
    _ text: String, from source: SocketAddress = phone, isMulticast: Bool = true
  ) -> [PnPAction] {
    hear(Array(text.utf8), from: source, isMulticast: isMulticast)
  }

  /// Lets time go by, and wakes the responder whenever it wants to be woken.
  mutating func wait(_ time: Duration) -> [PnPAction] {
    let end = now + time
    var actions: [PnPAction] = []
    while let next = responder.nextWake, next <= end {
      now = max(now, next)
      actions += responder.wake(now: now)
    }
    now = end
    return actions
  }
}

/// An address that a test writes down; what cannot be read is 0.0.0.0:0, which nothing equals.
func address(_ text: String) -> SocketAddress {
  SocketAddress(text) ?? SocketAddress(.any, port: 0)
}

extension [PnPAction] {
  /// What is sent, in order.
  var sent: [(message: SIPMessage, to: SocketAddress)] {
    compactMap { action in
      guard case .send(let bytes, let destination, _) = action,
        let message = SIPMessage(parsing: bytes)
      else { return nil }
      return (message, destination)
    }
  }

  var statuses: [Int] { sent.compactMap(\.message.status) }

  var notifies: [SIPMessage] { sent.map(\.message).filter { $0.method == "NOTIFY" } }

  var events: [PnPEvent] {
    compactMap { if case .event(let event) = $0 { event } else { nil } }
  }

  /// The kinds of what happened, without who it happened to.
  var outcomes: [String] {
    events.map { event in
      switch event {
      case .ignored: "ignored"
      case .told: "told"
      case .repeated: "repeated"
      case .toldAgain(_, let times): "told again \(times)"
      case .acknowledged: "acknowledged"
      case .refused(_, let status): "refused \(status)"
      case .unanswered: "unanswered"
      case .dropped(let reason, _): "dropped: \(reason)"
      }
    }
  }
}

/// A SUBSCRIBE that tests change line by line.
struct Subscribe {
  var uri = "sip:MAC%3a808287010203@224.0.1.75"
  var via = "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1;rport"
  var from = "From: <sip:MAC%3a808287010203@224.0.1.75>;tag=42"
  var to = "To: <sip:MAC%3a808287010203@224.0.1.75>"
  var callID = "Call-ID: 1@192.0.2.7"
  var cSeq = "CSeq: 1 SUBSCRIBE"
  var contact = "Contact: <sip:192.0.2.7:5060>"
  var event = #"Event: ua-profile;profile-type="device";vendor="ATCOM";model="ATCOM""#
  var more = ["Expires: 0", "Accept: application/url"]
  var end = "Content-Length: 0\r\n\r\n"

  var lines: [String] {
    ["SUBSCRIBE \(uri) SIP/2.0", via, from, to, callID, cSeq, contact, event] + more
  }

  var text: String { lines.filter { !$0.isEmpty }.joined(separator: "\r\n") + "\r\n" + end }

  /// With some of its lines changed.
  func with(_ change: (inout Subscribe) -> Void) -> Subscribe {
    var copy = self
    change(&copy)
    return copy
  }
}

/// What a phone answers a request with.
func answer(_ status: Int, to request: SIPMessage) -> [UInt8] {
  var headers = SIPHeaders()
  for name in [SIPHeaderName.via, .from, .to, .callID, .cSeq] {
    headers.append(name, request.headers[name] ?? "")
  }
  return SIPMessage(.response(status: status, reason: "Test"), headers: headers).encoded
}
