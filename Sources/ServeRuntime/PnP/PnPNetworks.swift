internal import NetworkAddresses
internal import NetworkSockets
internal import SIPPnP

/// The networks that PnP serves: one socket for the group on all interfaces, and for each address
/// of them one that answers come from.
///
/// Interfaces come and go, and get their addresses late; ``rescan()`` follows them.
struct PnPNetworks {
  /// An address of an interface that phones are answered from.
  struct Place {
    let socket: UDPSocket
    let outbox: DatagramOutbox
    let interface: NetworkInterface
    let address: NetworkInterface.Address
  }

  /// What changed at a look at the interfaces.
  enum Change {
    case appeared(Int, Place)
    case gone(Place)
    case failed(interface: String, why: String)
  }

  /// The socket that hears the group.
  let groupSocket: UDPSocket
  /// By numbers that are never used again, so that an old exchange cannot speak from a new place.
  private(set) var places: [Int: Place] = [:]
  private var nextNumber = 0
  private let options: PnPOptions
  private var joined: [NetworkInterface] = []
  /// What failed, so that it is said once.
  private var failures: Set<String> = []

  /// Datagrams that leave one socket together, and the bytes of one.
  private static let outboxSlots = 64
  private static let datagramSize = 4096

  init(_ options: PnPOptions, groupSocket: UDPSocket) {
    self.options = options
    self.groupSocket = groupSocket
  }

  /// The port that phones ask at.
  var port: UInt16 { groupSocket.localAddress.port }

  /// The interfaces of this host that are chosen: by name, else all that can multicast.
  private func chosen(of all: [NetworkInterface]) -> [NetworkInterface] {
    all.filter { interface in
      guard interface.isUp, interface.version4Address != nil else { return false }
      if options.interfaces.isEmpty { return interface.canMulticast && !interface.isLoopback }
      return options.interfaces.contains(interface.name)
    }
  }

  /// The place that is to answer a phone which an interface heard: the address on the phone's own
  /// network, else the interface's first one. Nil if the interface is not served.
  func place(hearing source: IPAddress, interface index: UInt32) -> Int? {
    let heard = places.filter { $0.value.interface.index == index }
    return heard.filter { $0.value.address.network.contains(source) }.keys.min()
      ?? heard.keys.min()
  }

  /// A place as the exchange wants to know it.
  func interface(at number: Int) -> PnPInterface? {
    places[number].map { place in
      PnPInterface(
        id: number, address: place.socket.localAddress,
        networks: [place.address.network] + options.allowed)
    }
  }

  /// Looks at the interfaces, joins the group with new ones and leaves those that are gone.
  mutating func rescan() -> [Change] {
    let all: [NetworkInterface]
    do {
      all = try NetworkInterface.all()
    } catch {
      return note(failure: "interfaces", why: error.reason)
    }
    let wanted = chosen(of: all)
    var changes: [Change] = []
    for (number, place) in places where !wanted.contains(place.interface) {
      changes.append(.gone(place))
      places[number] = nil
    }
    for old in joined where !wanted.contains(where: { $0.index == old.index }) {
      groupSocket.leave(.sipMulticast, on: old)
    }
    joined.removeAll { old in !wanted.contains { $0.index == old.index } }
    for interface in wanted { changes += add(interface) }
    if wanted.isEmpty { changes += note(failure: "interfaces", why: Self.noInterface) }
    if !wanted.isEmpty { failures.remove("interfaces") }
    return changes
  }

  private static let noInterface = "no chosen interface is up and has an IPv4 address"

  private mutating func add(_ interface: NetworkInterface) -> [Change] {
    var changes: [Change] = []
    do {
      if !joined.contains(where: { $0.index == interface.index }) {
        try groupSocket.join(.sipMulticast, on: interface)
        joined.append(interface)
      }
      let known = places.values.filter { $0.interface == interface }.map(\.address)
      for address in interface.addresses
      where address.host.bitCount == 32 && !known.contains(address) {
        let place = try open(interface, address)
        places[nextNumber] = place
        changes.append(.appeared(nextNumber, place))
        nextNumber += 1
      }
      failures.remove(interface.name)
    } catch {
      changes += note(failure: interface.name, why: error.reason)
    }
    return changes
  }

  /// A socket at an interface's address: with the port that phones know where it is free, else, as
  /// beside a PBX, with another, which the messages say.
  private func open(
    _ interface: NetworkInterface, _ address: NetworkInterface.Address
  ) throws(NetworkError) -> Place {
    let socket: UDPSocket
    do {
      socket = try UDPSocket(boundTo: SocketAddress(address.host, port: port))
    } catch {
      socket = try UDPSocket(boundTo: SocketAddress(address.host, port: 0))
    }
    let outbox = try DatagramOutbox(
      for: socket, slots: Self.outboxSlots, slotSize: Self.datagramSize)
    return Place(socket: socket, outbox: outbox, interface: interface, address: address)
  }

  private mutating func note(failure: String, why: String) -> [Change] {
    failures.insert(failure).inserted ? [.failed(interface: failure, why: why)] : []
  }
}
