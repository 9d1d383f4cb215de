public import NetworkAddresses

/// The phone's side of PnP, for rehearsals and tests: asks by SUBSCRIBE until it is answered, takes
/// the URL out of the NOTIFY and answers that, as often as it comes (RFC 3261, 6665, 6080).
///
/// Request URI and Event are what is known of ATCOM's phones; the other headers are as other
/// makers' phones write them, and nothing of it was tried on a real ATCOM phone (docs/pnp.md). A
/// value without sockets, clock or randomness of its own.
public struct PnPPhone: Sendable {
  private enum State {
    case idle
    /// The SUBSCRIBE is sent again at `resendAt`, until `end` (timers E and F).
    case asking(interval: Duration, resendAt: Duration, end: Duration)
    /// It was answered with 2xx, and the NOTIFY must come until `end`.
    case answered(end: Duration)
    case told
    case failed
  }

  public let identity: PnPPhoneIdentity
  private let settings: PnPPhoneSettings
  private let server: SocketAddress
  private let tag: String
  private let callID: String
  private var round = 0
  private var state = State.idle

  /// A phone that asks a server, by default the group, 224.0.1.75:5060. Its tag and its Call-ID
  /// come from the generator.
  public init(
    _ identity: PnPPhoneIdentity,
    asking server: SocketAddress = SocketAddress(.sipMulticast, port: 5060),
    settings: PnPPhoneSettings = PnPPhoneSettings(),
    using generator: inout some RandomNumberGenerator
  ) {
    self.identity = identity
    self.settings = settings
    self.server = server
    tag = String(UInt32.random(in: .min ... .max, using: &generator))
    callID =
      "\(UInt64.random(in: .min ... .max, using: &generator))@\(identity.address.host)"
  }

  /// When ``wake(now:)`` wants to be called; nil if nothing is waited for.
  public var nextWake: Duration? {
    switch state {
    case .asking(_, let resendAt, let end): min(resendAt, end)
    case .answered(let end): end
    case .idle, .told, .failed: nil
    }
  }

  /// Sends the first SUBSCRIBE. Later calls do nothing.
  public mutating func start(now: Duration) -> [PnPPhoneAction] {
    guard case .idle = state else { return [] }
    return ask(now: now)
  }

  /// Sends again what was not answered.
  public mutating func wake(now: Duration) -> [PnPPhoneAction] {
    switch state {
    case .asking(_, _, let end) where now >= end, .answered(let end) where now >= end:
      guard round < settings.rounds else { return fail(.noAnswer) }
      return ask(now: now)
    case .asking(let interval, let resendAt, let end) where now >= resendAt:
      let next = min(interval * 2, settings.t2)
      state = .asking(interval: next, resendAt: now + next, end: end)
      return [.send(subscribe.encoded, to: server)]
    default:
      return []
    }
  }

  /// Takes a datagram that came to its address.
  public mutating func receive(
    _ datagram: some Collection<UInt8>, from source: SocketAddress, now: Duration
  ) -> [PnPPhoneAction] {
    guard let message = SIPMessage(parsing: datagram) else { return [] }
    if let status = message.status { return receive(status, message, now: now) }
    guard let request = AnswerableRequest(message), request.method != "ACK" else { return [] }
    return receive(request, from: source)
  }

  /// Begins a round: a new request of the same dialog, with a CSeq of its own.
  private mutating func ask(now: Duration) -> [PnPPhoneAction] {
    round += 1
    state = .asking(
      interval: settings.t1, resendAt: now + settings.t1, end: now + settings.t1 * 64)
    return [.send(subscribe.encoded, to: server)]
  }

  private mutating func fail(_ failure: PnPPhoneFailure) -> [PnPPhoneAction] {
    state = .failed
    return [.failed(failure)]
  }

  private mutating func receive(
    _ status: Int, _ message: SIPMessage, now: Duration
  ) -> [PnPPhoneAction] {
    guard case .asking(_, _, let end) = state, message.headers[.callID] == callID,
      message.headers[.cSeq] == "\(round) SUBSCRIBE"
    else { return [] }
    switch status {
    case 100..<200:
      state = .asking(interval: settings.t2, resendAt: now + settings.t2, end: end)
      return []
    case 200..<300:
      state = .answered(end: now + settings.t1 * 64)
      return []
    default:
      return fail(.refused(status: status))
    }
  }

  private mutating func receive(
    _ request: AnswerableRequest, from source: SocketAddress
  ) -> [PnPPhoneAction] {
    func answer(
      _ status: Int, _ reason: String, _ headers: [(SIPHeaderName, String)] = []
    ) -> PnPPhoneAction {
      let message = request.answer(
        status, reason, source: source, toTag: tag, product: "ringtree-rehearse", headers)
      return .send(message.encoded, to: request.via.answerAddress(for: source))
    }
    let allow = (SIPHeaderName.allow, "NOTIFY, OPTIONS")
    switch request.method {
    case "NOTIFY": break
    case "OPTIONS": return [answer(200, "OK", [allow])]
    default: return [answer(405, "Method Not Allowed", [allow])]
    }
    // It may overtake the 200 (RFC 6665, section 4.1.2.4).
    guard request.callID == callID, SIPAddress(request.to).tag == tag else {
      return [answer(481, "Subscription Does Not Exist")]
    }
    guard let url = Self.url(in: request.message) else {
      let refusal = answer(415, "Unsupported Media Type", [(.accept, "application/url")])
      return isWaiting ? [refusal] + fail(.noURL) : [refusal]
    }
    guard isWaiting else { return [answer(200, "OK")] }
    state = .told
    return [answer(200, "OK"), .told(url: url)]
  }

  private var isWaiting: Bool {
    switch state {
    case .asking, .answered: true
    case .idle, .told, .failed: false
    }
  }

  private static func url(in message: SIPMessage) -> String? {
    guard let type = message.headers[.contentType], !message.body.isEmpty,
      FieldValue(type).value.lowercased() == "application/url"
    else { return nil }
    return String(decoding: message.body, as: UTF8.self)
  }

  private var subscribe: SIPMessage {
    let uri = "sip:MAC%3a\(identity.mac)@\(server.host)"
    var event = "ua-profile;profile-type=\"device\""
    event += ";vendor=\"\(identity.vendor)\";model=\"\(identity.model)\""
    if let version = identity.version { event += ";version=\"\(version)\"" }
    let headers = SIPHeaders([
      (.via, "SIP/2.0/UDP \(identity.address);branch=z9hG4bK\(tag)\(round);rport"),
      (.maxForwards, "70"),
      (.from, "<\(uri)>;tag=\(tag)"),
      (.to, "<\(uri)>"),
      (.callID, callID),
      (.cSeq, "\(round) SUBSCRIBE"),
      (.contact, "<sip:\(identity.address)>"),
      (.event, event),
      (.expires, "0"),
      (.accept, "application/url"),
    ])
    return SIPMessage(.request(method: "SUBSCRIBE", uri: uri), headers: headers)
  }
}
