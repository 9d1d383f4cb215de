internal import NetworkAddresses
internal import NetworkSockets
internal import OutputTree
internal import SIPPnP

/// Tells phones that ask by PnP where their files are.
final class PnPService {
  private let options: PnPOptions
  private let fixedURL: AdvertisedURL?
  private let ports: AdvertisedURL.ServedPorts
  private let poller: Poller
  private let current: CurrentTree
  private let events: EventSink
  private let inbox: DatagramInbox
  private var networks: PnPNetworks
  private var responder: PnPResponder
  private var randomness = SystemRandomNumberGenerator()
  private var tree: ServedTree
  private var nextRescan = Duration.zero
  private var acceptsRequests = true

  /// How often the interfaces are looked at.
  private static let rescanInterval = Duration.seconds(5)
  /// The group's own place among the tokens.
  private static let groupNumber = 1 << 40

  init(
    _ options: PnPOptions, groupSocket: UDPSocket, fixedURL: AdvertisedURL?,
    ports: AdvertisedURL.ServedPorts, poller: Poller, current: CurrentTree, events: EventSink
  ) throws(NetworkError) {
    self.options = options
    self.fixedURL = fixedURL
    self.ports = ports
    self.poller = poller
    self.current = current
    self.events = events
    inbox = try DatagramInbox(slots: 32, slotSize: 8192)
    networks = PnPNetworks(options, groupSocket: groupSocket)
    responder = PnPResponder(settings: options.exchange)
    tree = current.value
    try poller.add(groupSocket, token: PollSubject.pnp(Self.groupNumber).token)
  }

  /// Exchanges that run may go on, but nobody new is answered.
  func stopAccepting() {
    guard acceptsRequests else { return }
    acceptsRequests = false
    poller.remove(networks.groupSocket)
  }

  // MARK: Messages

  /// Reads what waits at a socket, and answers it.
  func read(_ number: Int, now: Duration) {
    let isGroup = number == Self.groupNumber
    guard let socket = isGroup ? networks.groupSocket : networks.places[number]?.socket else {
      return
    }
    current.refresh(&tree)
    // A flood of messages must not keep transfers waiting: the rest is read in the next round.
    _ = inbox.receive(from: socket) { datagram in
      let heardAt =
        isGroup
        ? networks.place(hearing: datagram.source.host, interface: datagram.interface) : number
      guard let heardAt, let interface = networks.interface(at: heardAt) else { return }
      perform(
        responder.receive(
          datagram.bytes, from: datagram.source, isMulticast: isGroup, on: interface, now: now,
          using: &randomness
        ) { decide($0) })
    }
    flush()
  }

  private func decide(_ subscriber: PnPSubscriber) -> PnPDecision {
    guard acceptsRequests, isInAudience(subscriber.phone),
      let place = networks.places[subscriber.interface], let url = advertisedURL
    else { return .silent }
    return .tell(url: url.text(towards: place.address.host))
  }

  private func isInAudience(_ phone: PhoneDescription) -> Bool {
    if phone.mac.map({ tree.snapshot.phone($0) != nil }) == true { return true }
    return switch options.audience {
    case .site: false
    case .atcom: phone.isATCOM || phone.mac?.hasPrefix(Self.atcomOrganisation) == true
    case .all: true
    }
  }

  /// ATCOM's part of MAC addresses.
  private static let atcomOrganisation = "808287"

  /// What the user says, else what the site says, else this server by whatever it serves.
  private var advertisedURL: AdvertisedURL? {
    fixedURL ?? tree.snapshot.manifest.header.provisioningURL.flatMap {
      AdvertisedURL($0, ports: ports)
    } ?? AdvertisedURL.automatic(ports)
  }

  private func perform(_ actions: [PnPAction]) {
    for action in actions {
      switch action {
      case .send(let bytes, let destination, let number):
        networks.places[number]?.outbox.add(bytes, to: destination)
      case .event(let event): events.report(.pnp(event))
      }
    }
  }

  private func flush() {
    for place in networks.places.values { place.outbox.flush() }
  }

  // MARK: Time

  /// When ``wake(now:)`` is to be called at the latest.
  var nextWake: Duration? { responder.nextWake.map { min($0, nextRescan) } ?? nextRescan }

  func wake(now: Duration) {
    perform(responder.wake(now: now))
    flush()
    guard now >= nextRescan else { return }
    nextRescan = now + Self.rescanInterval
    rescan()
  }

  /// Follows interfaces and their addresses as they come and go.
  func rescan() {
    for change in networks.rescan() {
      switch change {
      case .appeared(let number, let place):
        try? poller.add(place.socket, token: PollSubject.pnp(number).token)
        events.log(record(.info, "pnp.interface", place))
      case .gone(let place):
        poller.remove(place.socket)
        events.log(record(.warning, "pnp.interface-gone", place))
      case .failed(let interface, let why):
        events.log(
          LogRecord(.warning, "pnp.interface-failed").with("interface", interface)
            .with("why", why))
      }
    }
  }

  private func record(
    _ level: LogLevel, _ event: StaticString, _ place: PnPNetworks.Place
  ) -> LogRecord {
    let record = LogRecord(level, event).with("interface", place.interface.name)
      .with("address", "\(place.socket.localAddress)")
    guard let url = advertisedURL else { return record }
    return record.with("tells", url.text(towards: place.address.host))
  }
}
