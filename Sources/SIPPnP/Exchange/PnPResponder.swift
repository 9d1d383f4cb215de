import Deadlines
public import NetworkAddresses

/// The server's side of PnP: answers SUBSCRIBEs for `ua-profile` and tells phones their URL (RFC
/// 3261, 3581, 6080, 6665; docs/pnp.md). A value without sockets, clock or randomness of its own.
///
/// A repeated SUBSCRIBE gets the same answer and no second NOTIFY; a new one of the same phone ends
/// its older exchange. Nothing is sent to an address outside of the networks of the interface.
public struct PnPResponder: Sendable {
  let settings: PnPSettings
  private var allowance: SourceAllowance
  private var exchanges: [ExchangeKey: Exchange] = [:]
  private var keysByBranch: [String: ExchangeKey] = [:]
  /// For phones that garble the Via of their answer.
  private var keysByCallID: [String: ExchangeKey] = [:]
  private var keysByPhone: [String: ExchangeKey] = [:]
  private var exchangesBySource: [IPAddress: Int] = [:]
  private var heldOctets = 0
  /// When a NOTIFY goes out again, or is given up.
  private var resends = Deadlines<ExchangeKey>()
  /// When an exchange that is over is forgotten.
  private var ends = Deadlines<ExchangeKey>()

  public init(settings: PnPSettings = PnPSettings()) {
    self.settings = settings
    allowance = SourceAllowance(
      burst: settings.requestBurst, perSecond: settings.requestsPerSecond)
  }

  /// Exchanges that are remembered, those included that are over.
  public var exchangeCount: Int { exchanges.count }

  /// When ``wake(now:)`` wants to be called next, or a little before; nil if nothing runs.
  public var nextWake: Duration? {
    [resends.nextWake, ends.nextWake].compactMap { $0 }.min()
  }

  /// Takes a datagram.
  ///
  /// `isMulticast` says that it was sent to the group: then whatever is no business of ours gets no
  /// answer. `decide` is asked once for each new SUBSCRIBE; `generator` gives tags and branches.
  public mutating func receive(
    _ datagram: some Collection<UInt8>, from source: SocketAddress, isMulticast: Bool,
    on interface: PnPInterface, now: Duration, using generator: inout some RandomNumberGenerator,
    decide: (PnPSubscriber) -> PnPDecision
  ) -> [PnPAction] {
    guard interface.reaches(source) else {
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
      return isMulticast ? [] : answerOther(request, from: source, on: interface)
    }
    let subscriber = PnPSubscriber(
      phone: PhoneDescription(message), source: source, interface: interface.id)
    let key = subscribe.key(from: source)
    if let known = exchanges[key] {
      let writer = PnPWriter(
        subscribe: subscribe, interface: interface, settings: settings,
        destination: known.target, tag: known.tag, branch: known.branch)
      let address = request.via.answerAddress(for: source)
      return [
        .send(writer.answer(to: source).encoded, to: address, interface: interface.id),
        .event(.repeated(subscriber)),
      ]
    }
    guard case .tell(let url) = decide(subscriber) else { return [.event(.ignored(subscriber))] }
    guard makeRoom(for: source.host) else {
      return [.event(.dropped(.tooManyExchanges, source: source))]
    }
    return begin(
      subscribe, key, subscriber, url, requestSize: datagram.count, on: interface, now: now,
      using: &generator)
  }

  /// Sends again what has to be, and forgets what is over.
  public mutating func wake(now: Duration) -> [PnPAction] {
    var actions: [PnPAction] = []
    while let key = ends.takeDue(at: now) { forget(key) }
    while let key = resends.takeDue(at: now) {
      guard let exchange = exchanges[key],
        case .telling(let notify, let interval, _, let times, let end) = exchange.state
      else { continue }
      guard now < end else {
        actions.append(.event(.unanswered(exchange.subscriber)))
        forget(key)
        continue
      }
      let next = min(interval * 2, settings.t2)
      set(
        key,
        .telling(notify: notify, interval: next, resendAt: now + next, times: times + 1, end: end))
      actions += [
        .send(notify, to: exchange.target, interface: exchange.subscriber.interface),
        .event(.toldAgain(exchange.subscriber, times: times + 1)),
      ]
    }
    return actions
  }

  private mutating func begin(
    _ subscribe: SubscribeRequest, _ key: ExchangeKey, _ subscriber: PnPSubscriber, _ url: String,
    requestSize: Int, on interface: PnPInterface, now: Duration,
    using generator: inout some RandomNumberGenerator
  ) -> [PnPAction] {
    let source = subscriber.source
    let target = subscribe.notifyAddress(from: source, on: interface)
    let tag = Self.token(using: &generator)
    let branch = "z9hG4bK" + Self.token(using: &generator)
    let writer = PnPWriter(
      subscribe: subscribe, interface: interface, settings: settings, destination: target,
      tag: tag, branch: branch)
    let answer = writer.answer(to: source).encoded
    let notify = writer.notify(url: url).encoded
    let exchange = Exchange(
      subscriber: subscriber, tag: tag, target: target, branch: branch,
      octets: 2 * requestSize + notify.count,
      state: .telling(
        notify: notify, interval: settings.t1, resendAt: now + settings.t1, times: 0,
        end: now + settings.patience))

    let phone = subscriber.phone.mac ?? "\(source)"
    if let older = keysByPhone[phone] { finish(older) }
    exchanges[key] = exchange
    exchangesBySource[source.host, default: 0] += 1
    heldOctets += exchange.octets
    keysByBranch[branch] = key
    keysByCallID[key.callID] = key
    keysByPhone[phone] = key
    set(key, exchange.state)
    return [
      .send(answer, to: subscribe.request.via.answerAddress(for: source), interface: interface.id),
      .send(notify, to: target, interface: interface.id),
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
      let key = branch.flatMap({ keysByBranch[$0] }) ?? keyByDialog(message),
      let exchange = exchanges[key],
      case .telling(let notify, _, _, let times, let end) = exchange.state
    else { return [] }
    switch status {
    case 100..<200:
      // Only the longest interval from now on (timer E in "Proceeding").
      set(
        key,
        .telling(
          notify: notify, interval: settings.t2, resendAt: now + settings.t2, times: times,
          end: end))
      return []
    case 200..<300:
      finish(key)
      return [.event(.acknowledged(exchange.subscriber))]
    default:
      finish(key)
      return [.event(.refused(exchange.subscriber, status: status))]
    }
  }

  /// The exchange of an answer whose Via was garbled: its From must be ours.
  private func keyByDialog(_ message: SIPMessage) -> ExchangeKey? {
    guard let key = message.headers[.callID].flatMap({ keysByCallID[$0] }),
      let tag = message.headers[.from].flatMap({ SIPAddress($0).tag }),
      tag == exchanges[key]?.tag
    else { return nil }
    return key
  }

  /// Whether one more exchange may begin; forgets the oldest that are over, if that helps.
  private mutating func makeRoom(for source: IPAddress) -> Bool {
    guard
      source.unmapped.isLoopback
        || exchangesBySource[source, default: 0] < settings.exchangesPerSource
    else { return false }
    while exchanges.count >= settings.exchangeCount || heldOctets >= settings.heldOctets {
      guard let key = ends.takeDue(at: .seconds(Int64.max)) else { return false }
      forget(key)
    }
    return true
  }

  /// Puts an exchange into a state, and sets its deadline.
  private mutating func set(_ key: ExchangeKey, _ state: Exchange.State) {
    exchanges[key]?.state = state
    switch state {
    case .telling(_, _, let resendAt, _, let end): resends[key] = min(resendAt, end)
    case .over(let end):
      resends[key] = nil
      ends[key] = end
    }
  }

  /// The NOTIFY of an exchange is not sent again.
  private mutating func finish(_ key: ExchangeKey) {
    guard case .telling(_, _, _, _, let end) = exchanges[key]?.state else { return }
    set(key, .over(end: end))
  }

  private mutating func forget(_ key: ExchangeKey) {
    guard let exchange = exchanges.removeValue(forKey: key) else { return }
    resends[key] = nil
    ends[key] = nil
    heldOctets -= exchange.octets
    let others = exchangesBySource[key.source, default: 1] - 1
    exchangesBySource[key.source] = others > 0 ? others : nil
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
