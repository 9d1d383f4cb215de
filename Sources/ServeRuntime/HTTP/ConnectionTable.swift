internal import NetworkAddresses
internal import NetworkSockets

/// The connections of one thread, by numbers that are not used again soon, so that an event for one
/// that is gone cannot reach another.
struct ConnectionTable {
  enum Refusal {
    case tooMany
    case tooManyOfSource
  }

  private var connections: [ServedConnection?] = []
  private var generations: [UInt32] = []
  private var vacant: [Int] = []
  private var countBySource: [IPAddress: Int] = [:]
  private let limit: Int
  private let limitPerSource: Int
  private(set) var count = 0

  init(limit: Int, limitPerSource: Int) {
    self.limit = limit
    self.limitPerSource = limitPerSource
  }

  /// Why a connection from an address is not wanted now; nil if it is.
  func refusal(of source: IPAddress) -> Refusal? {
    if count >= limit { return .tooMany }
    let isBounded = !source.isLoopback && countBySource[source, default: 0] >= limitPerSource
    return isBounded ? .tooManyOfSource : nil
  }

  mutating func insert(_ connection: ServedConnection) -> UInt64 {
    count += 1
    countBySource[connection.socket.peer.host, default: 0] += 1
    let place: Int
    if let free = vacant.popLast() {
      place = free
      connections[place] = connection
    } else {
      place = connections.count
      connections.append(connection)
      generations.append(0)
    }
    return UInt64(generations[place]) << 32 | UInt64(place)
  }

  subscript(number: UInt64) -> ServedConnection? {
    let place = Int(number & 0xffff_ffff)
    guard connections.indices.contains(place), generations[place] == UInt32(number >> 32) else {
      return nil
    }
    return connections[place]
  }

  mutating func remove(_ number: UInt64) -> ServedConnection? {
    guard let connection = self[number] else { return nil }
    let place = Int(number & 0xffff_ffff)
    connections[place] = nil
    // The number's upper bits are the kind of subject: see the worker's tokens.
    generations[place] = (generations[place] &+ 1) & 0x00ff_ffff
    vacant.append(place)
    count -= 1
    let source = connection.socket.peer.host
    let left = countBySource[source, default: 0]
    countBySource[source] = left > 1 ? left - 1 : nil
    return connection
  }

  /// The numbers of all connections.
  var numbers: [UInt64] {
    connections.indices.compactMap { place in
      connections[place] == nil ? nil : UInt64(generations[place]) << 32 | UInt64(place)
    }
  }
}
