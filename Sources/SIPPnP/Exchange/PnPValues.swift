public import NetworkAddresses

/// An interface that phones are heard on, as far as the exchange needs to know it.
public struct PnPInterface: Hashable, Sendable {
  /// Whatever the caller tells its interfaces apart by.
  public let id: Int
  /// Where what goes out of this interface comes from: it stands in Via and Contact.
  public let address: SocketAddress
  /// Who may be answered: the interface's networks, and what the user allows besides.
  public let networks: [AddressRange]

  public init(id: Int, address: SocketAddress, networks: [AddressRange]) {
    self.id = id
    self.address = address
    self.networks = networks
  }

  /// Whether a datagram may come from an address or go there: one host of the networks that is not
  /// this end of the interface itself.
  func reaches(_ end: SocketAddress) -> Bool {
    let host = end.host.unmapped
    return end.port != 0 && end != address && !host.isMulticast && !host.isUnspecified
      && networks.contains { $0.contains(host) }
      && !networks.contains { $0.isNetworkOrBroadcastAddress(host) }
  }
}

extension AddressRange {
  /// The first and the last address of an IPv4 network are no single host's (RFC 922).
  fileprivate func isNetworkOrBroadcastAddress(_ address: IPAddress) -> Bool {
    guard case .v4(let bits) = address, case .v4(let first) = base, prefixLength < 31 else {
      return false
    }
    return bits == first || bits == first | (UInt32.max >> prefixLength)
  }
}

/// A phone that asked for its server.
public struct PnPSubscriber: Hashable, Sendable {
  public let phone: PhoneDescription
  /// Where its message came from.
  public let source: SocketAddress
  /// The interface that heard it.
  public let interface: Int
}

/// What becomes of a phone that asked.
public enum PnPDecision: Hashable, Sendable {
  /// It is told this URL.
  case tell(url: String)
  /// Nothing at all is sent to it: its own server may be elsewhere.
  case silent
}

/// What a step of the exchange asks for.
public enum PnPAction: Hashable, Sendable {
  /// Send a datagram out of an interface.
  case send([UInt8], to: SocketAddress, interface: Int)
  /// Something happened that a log or a ledger may want to know.
  case event(PnPEvent)
}

/// What happens in exchanges.
public enum PnPEvent: Hashable, Sendable {
  /// A phone asked, and was told nothing.
  case ignored(PnPSubscriber)
  /// A phone asked, and was sent the URL.
  case told(PnPSubscriber, url: String)
  /// The same request came again, and got the same answer.
  case repeated(PnPSubscriber)
  /// The URL was sent again; the number counts the repetitions, from 1.
  case toldAgain(PnPSubscriber, times: Int)
  /// The phone took the URL. Only a fetch proves that it uses it (docs/pnp.md).
  case acknowledged(PnPSubscriber)
  /// The phone answered with a final status other than 2xx.
  case refused(PnPSubscriber, status: Int)
  /// The phone did not answer within 64·T1.
  case unanswered(PnPSubscriber)
  /// A message was dropped.
  case dropped(PnPDropReason, source: SocketAddress)
}

/// Why a message was dropped without an answer.
public enum PnPDropReason: Hashable, Sendable {
  /// Its source is in none of the networks that are answered, or is no single host.
  case foreignSource
  /// It is no SIP message, or lacks what an answer needs.
  case malformed
  /// Its source asked too often.
  case tooManyRequests
  /// As many exchanges run as may, in all or for its source.
  case tooManyExchanges
}

/// The timers and bounds of exchanges.
public struct PnPSettings: Hashable, Sendable {
  /// RFC 3261's T1, the first wait for an answer: 0.5 s.
  public var t1 = Duration.milliseconds(500)
  /// RFC 3261's T2, the longest wait between repetitions: 4 s.
  public var t2 = Duration.seconds(4)
  /// Exchanges that are remembered at once: 20,000 by default, at about 2 KB each. Those are
  /// included that are over but may still be asked for again; they are forgotten first.
  public var exchangeCount = 20_000
  /// Octets of messages that all exchanges may hold: 64 MiB.
  public var heldOctets = 64 << 20
  /// Exchanges of one source address: 10,000, since a rehearsal plays many phones from one.
  /// Loopback is not bounded.
  public var exchangesPerSource = 10_000
  /// Messages that one source address may send at once, before ``requestsPerSecond`` counts: 10,000.
  /// A phone needs two. Loopback is not bounded.
  public var requestBurst = 10_000
  /// Messages a second that one source address may send in the long run: 2,000.
  public var requestsPerSecond = 2_000
  /// The longest `Expires` that is promised, in seconds: 3,600. The subscription ends at once anyway.
  public var longestExpires = 3_600
  public var limits = SIPLimits()
  /// What `Server` and `User-Agent` say.
  public var product = "ringtree"

  public init() {}

  /// 64·T1, how long an answer is waited for (RFC 3261, timer F).
  public var patience: Duration { t1 * 64 }
}
