internal import NetworkAddresses
internal import NetworkSockets

/// The sockets that transfers answer from, each with a port of its own.
///
/// They are used again rather than opened anew for each transfer: the one that has rested longest
/// comes first, and none serves the same client twice in a row, so that a late packet of its last
/// transfer cannot be taken for one of the next.
struct TransferSockets {
  /// A socket, by its place.
  struct Slot {
    let socket: UDPSocket
    /// The client that it served last.
    var lastClient: SocketAddress?
    var freeSince = Duration.zero
    var isFree = true
  }

  private(set) var slots: [Slot?] = []
  private var vacant: [Int] = []
  /// Free sockets by the address that they are bound to, the one that has rested longest first.
  private var resting: [IPAddress: RestingQueue] = [:]
  private var restingCount = 0
  private let restingLimit: Int

  init(restingLimit: Int) {
    self.restingLimit = restingLimit
  }

  /// Takes a socket that is bound to an address; it may be a new one, which is not polled yet.
  mutating func take(
    boundTo address: IPAddress, for client: SocketAddress
  ) throws(NetworkError) -> (place: Int, isNew: Bool) {
    if let place = takeResting(address, for: client) {
      slots[place]?.isFree = false
      slots[place]?.lastClient = client
      return (place, false)
    }
    let socket = try UDPSocket(boundTo: SocketAddress(address, port: 0))
    let slot = Slot(socket: socket, lastClient: client, isFree: false)
    if let place = vacant.popLast() {
      slots[place] = slot
      return (place, true)
    }
    slots.append(slot)
    return (slots.count - 1, true)
  }

  private mutating func takeResting(_ address: IPAddress, for client: SocketAddress) -> Int? {
    guard var queue = resting[address], let place = queue.first else { return nil }
    guard slots[place]?.lastClient != client else { return nil }
    queue.removeFirst()
    restingCount -= 1
    resting[address] = queue
    return place
  }

  /// Gives a socket back; those beyond the limit are closed, and come back to be polled no more.
  mutating func rest(_ place: Int, now: Duration) -> UDPSocket? {
    guard let socket = slots[place]?.socket else { return nil }
    guard restingCount < restingLimit else {
      close(place)
      return socket
    }
    slots[place]?.isFree = true
    slots[place]?.freeSince = now
    resting[socket.localAddress.host, default: RestingQueue()].append(place)
    restingCount += 1
    return nil
  }

  /// Closes those that have rested longer than a time, and gives them, to be polled no more.
  mutating func closeIdle(restingSince moment: Duration) -> [UDPSocket] {
    var closed: [UDPSocket] = []
    for address in Array(resting.keys) {
      while let place = resting[address]?.first, let slot = slots[place], slot.freeSince < moment {
        resting[address]?.removeFirst()
        restingCount -= 1
        closed.append(slot.socket)
        close(place)
      }
      if resting[address]?.first == nil { resting[address] = nil }
    }
    return closed
  }

  private mutating func close(_ place: Int) {
    slots[place] = nil
    vacant.append(place)
  }
}

/// A queue of places that gives its room back as it is emptied.
private struct RestingQueue {
  private var places: [Int] = []
  private var head = 0

  var first: Int? { head < places.count ? places[head] : nil }

  mutating func append(_ place: Int) {
    places.append(place)
  }

  mutating func removeFirst() {
    head += 1
    if head > 64, head * 2 > places.count {
      places.removeFirst(head)
      head = 0
    }
  }
}
