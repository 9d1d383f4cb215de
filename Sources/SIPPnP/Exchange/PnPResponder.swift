import Deadlines
public import NetworkAddresses

/// The server's side of PnP: answers SUBSCRIBEs for `ua-profile` and tells phones their URL (RFC
/// 3261, 3581, 6080, 6665; facts: PnP). A value without sockets, clock or randomness of its own.
///
/// A repeated SUBSCRIBE gets the same answer and no second NOTIFY; a new one of the same phone ends
/// its older exchange. Nothing is sent to an address outside of the networks of the interface.
public struct PnPResponder: Sendable {
  private let settings: PnPSettings
  private var allowance: SourceAllowance
  private var exchanges: [ExchangeKey: Exchange] = [:]
  private var keysByBranch: [String: ExchangeKey] = [:]
  /// For phones that garble the Via of their answer.
  private var keysByCallID: [String: ExchangeKey] = [:]
  private var keysByPhone: [String: ExchangeKey] = [:]
  private var deadlines = Deadlines<ExchangeKey>()

  public init(settings: PnPSettings = PnPSettings()) {
    self.settings = settings
    allowance = SourceAllowance(
      burst: settings.requestBurst, perSecond: settings.requestsPerSecond)
  }

  /// Exchanges that are remembered, those included that are over.
  public var exchangeCount: Int { exchanges.count }

  /// When ``wake(now:)`` wants to be called next, or a little before; nil if nothing runs.
  public var nextWake: Duration? { deadlines.nextWake }

  /// Takes a datagram.
  ///
  /// `isMulticast` says that it was sent to the group: then whatever is no business of ours gets no
  /// answer. `decide` is asked once for each new SUBSCRIBE; `generator` gives tags and branches.
  public mutating func receive(
    _ datagram: some Collection<UInt8>, from source: SocketAddress, isMulticast: Bool,
    on interface: PnPInterface, now: Duration, using generator: inout some RandomNumberGenerator,
    decide: (PnPSubscriber) -> PnPDecision
  ) -> [PnPAction] {
    guard interface.reaches(source.host), source.port != 0 else {
      return [.event(.dropped(.foreignSource, source: source))]
    }
    guard allowance.take(source.host, at: now) else {
      return [.event(.dropped(.tooManyRequests, source: source))]
    }
    guard let message = SIPMessage(parsing: datagram, limits: settings.limits) else {
      // Phones keep holes in firewalls open by blank lines (RFC 5626): they are no fault.
      let isKeepAlive = datagram.allSatisfy { $0 == 0x0d || $0 == 0x0a || $0 == 0 }
      return isKeepAlive ? [] : [.event(.dropped(.malformed, source: source))]
    }
    if let status = message.status { return receive(status, message, now: now) }
    guard let request = AnswerableRequest(message) else {
      return [.event(.dropped(.malformed, source: source))]
    }
    guard let subscribe = SubscribeRequest(request) else {
      guard !isMulticast else { return [] }
      return answerOther(request, from: source, on: interface, using: &generator)
    }
    let subscriber = PnPSubscriber(
      phone: PhoneDescription(message), source: source, interface: interface.id)
    let key = subscribe.key(from: source)
    if let known = exchanges[key] {
      let address = request.via.answerAddress(for: source)
      return [
        .send(known.answer, to: address, interface: interface.id), .event(.repeated(subscriber)),
      ]
    }
    guard case .tell(let url) = decide(subscriber) else { return [.event(.ignored(subscriber))] }
    guard exchanges.count < settings.exchangeCount else {
      return [.event(.dropped(.tooManyExchanges, source: source))]
    }
    return begin(subscribe, key, subscriber, url, on: interface, now: now, using: &generator)
  }

  /// Sends again what has to be, and forgets what is over.
  public mutating func wake(now: Duration) -> [PnPAction] {
    var actions: [PnPAction] = []
    while let key = deadlines.takeDue(at: now) {
      guard var exchange = exchanges[key] else { continue }
      switch exchange.state {
      case .over:
        forget(key, exchange)
        continue
      case .telling(let notify, let interval, let resendAt, let times, let end):
        if now >= end {
          actions.append(.event(.unanswered(exchange.subscriber)))
          forget(key, exchange)
          continue
        }
        if now >= resendAt {
          let next = min(interval * 2, settings.t2)
          exchange.state = .telling(
            notify: notify, interval: next, resendAt: now + next, times: times + 1, end: end)
          actions.append(
            .send(notify, to: exchange.target, interface: exchange.subscriber.interface))
          actions.append(.event(.toldAgain(exchange.subscriber, times: times + 1)))
        }
      }
      exchanges[key] = exchange
      deadlines[key] = exchange.nextWake
    }
    return actions
  }

  private mutating func begin(
    _ subscribe: SubscribeRequest, _ key: ExchangeKey, _ subscriber: PnPSubscriber, _ url: String,
    on interface: PnPInterface, now: Duration, using generator: inout some RandomNumberGenerator
  ) -> [PnPAction] {
    let source = subscriber.source
    let tag = Self.token(using: &generator)
    let branch = "z9hG4bK" + Self.token(using: &generator)
    let writer = PnPWriter(
      subscribe: subscribe, interface: interface, settings: settings, tag: tag, branch: branch)
    let answer = writer.answer(to: source).encoded
    let notify = writer.notify(url: url).encoded
    let exchange = Exchange(
      subscriber: subscriber, answer: answer,
      target: subscribe.notifyAddress(from: source, on: interface), branch: branch,
      state: .telling(
        notify: notify, interval: settings.t1, resendAt: now + settings.t1, times: 0,
        end: now + settings.patience))

    let phone = subscriber.phone.mac ?? "\(source)"
    if let older = keysByPhone[phone] {
      exchanges[older]?.finish()
      deadlines[older] = exchanges[older]?.nextWake
    }
    exchanges[key] = exchange
    keysByBranch[branch] = key
    keysByCallID[key.callID] = key
    keysByPhone[phone] = key
    deadlines[key] = exchange.nextWake
    return [
      .send(answer, to: subscribe.request.via.answerAddress(for: source), interface: interface.id),
      .send(notify, to: exchange.target, interface: interface.id),
      .event(.told(subscriber, url: url)),
    ]
  }

  /// An answer to one of our NOTIFYs.
  private mutating func receive(
    _ status: Int, _ message: SIPMessage, now: Duration
  ) -> [PnPAction] {
    let branch = message.headers.list(.via).first.flatMap { Via($0)?.branch }
    let method = message.headers[.cSeq]?.split(separator: " ").last?.uppercased()
    guard method == "NOTIFY",
      let key = branch.flatMap({ keysByBranch[$0] })
        ?? message.headers[.callID].flatMap({ keysByCallID[$0] }),
      var exchange = exchanges[key], case .telling = exchange.state
    else { return [] }
    defer {
      exchanges[key] = exchange
      deadlines[key] = exchange.nextWake
    }
    switch status {
    case 100..<200:
      exchange.slowDown(to: settings.t2, now: now)
      return []
    case 200..<300:
      exchange.finish()
      return [.event(.acknowledged(exchange.subscriber))]
    default:
      exchange.finish()
      return [.event(.refused(exchange.subscriber, status: status))]
    }
  }

  /// What a request gets that was sent to us alone and is no SUBSCRIBE for `ua-profile`.
  private func answerOther(
    _ request: AnswerableRequest, from source: SocketAddress, on interface: PnPInterface,
    using generator: inout some RandomNumberGenerator
  ) -> [PnPAction] {
    let allow = (SIPHeaderName.allow, "SUBSCRIBE, OPTIONS")
    let answer: (status: Int, reason: String, headers: [(SIPHeaderName, String)])
    switch request.method {
    // Never answered (RFC 3261, section 17.1.1.3).
    case "ACK": return []
    case "OPTIONS": answer = (200, "OK", [allow, (.accept, "application/url")])
    case "SUBSCRIBE":
      answer = (489, "Bad Event", [(.allowEvents, SubscribeRequest.eventName)])
    default: answer = (405, "Method Not Allowed", [allow])
    }
    let message = request.answer(
      answer.status, answer.reason, source: source, toTag: Self.token(using: &generator),
      product: settings.product, answer.headers)
    let address = request.via.answerAddress(for: source)
    return [.send(message.encoded, to: address, interface: interface.id)]
  }

  private mutating func forget(_ key: ExchangeKey, _ exchange: Exchange) {
    exchanges[key] = nil
    deadlines[key] = nil
    keysByBranch[exchange.branch] = nil
    if keysByCallID[key.callID] == key { keysByCallID[key.callID] = nil }
    let phone = exchange.subscriber.phone.mac ?? "\(exchange.subscriber.source)"
    if keysByPhone[phone] == key { keysByPhone[phone] = nil }
  }

  /// 64 random bits.
  private static func token(using generator: inout some RandomNumberGenerator) -> String {
    String(UInt64.random(in: .min ... .max, using: &generator), radix: 36)
  }
}
