internal import CSockets
public import NetworkAddresses

/// A network interface of this host with its addresses.
public struct NetworkInterface: Hashable, Sendable {
  /// An address of the interface and the network that it is on.
  public struct Address: Hashable, Sendable {
    public let host: IPAddress
    public let network: AddressRange
  }

  /// Such as `eth0`.
  public let name: String
  /// The system's number of it, from 1.
  public let index: UInt32
  public let isUp: Bool
  public let isLoopback: Bool
  public let canMulticast: Bool
  /// In the system's order.
  public let addresses: [Address]

  /// The first IPv4 address.
  public var version4Address: IPAddress? {
    addresses.first { $0.host.bitCount == 32 }?.host
  }

  /// Whether an address is on one of the interface's networks.
  public func reaches(_ address: IPAddress) -> Bool {
    addresses.contains { $0.network.contains(address) }
  }

  /// The interface's address on the network that another address is on; nil if it is on none.
  public func address(towards other: IPAddress) -> IPAddress? {
    addresses.first { $0.network.contains(other) }?.host
  }

  /// How a group's membership names the interface. The loopback cannot be named by its index where
  /// it has no flag for multicast; by its address it can.
  var membershipKey: (index: UInt32, address: UInt32) {
    isLoopback ? (0, version4Address?.version4Bits ?? 0) : (index, 0)
  }
}

extension NetworkInterface {
  /// The most addresses of all interfaces together that are looked at.
  static let addressLimit = 4096

  /// All interfaces that have an address, in the system's order.
  public static func all() throws(NetworkError) -> [NetworkInterface] {
    var found = [csockets_interface](repeating: csockets_interface(), count: 64)
    var count = try read(&found)
    if count > found.count {
      found = Array(repeating: csockets_interface(), count: min(count, addressLimit))
      count = try read(&found)
    }
    var interfaces: [NetworkInterface] = []
    for entry in found.prefix(count) {
      guard let host = entry.address.address?.host,
        let network = AddressRange(host, prefixLength: Int(entry.prefix_length))
      else { continue }
      let address = Address(host: host, network: network)
      if let known = interfaces.firstIndex(where: { $0.index == entry.index }) {
        interfaces[known] = NetworkInterface(entry, interfaces[known].addresses + [address])
      } else {
        interfaces.append(NetworkInterface(entry, [address]))
      }
    }
    return interfaces
  }

  private static func read(_ found: inout [csockets_interface]) throws(NetworkError) -> Int {
    let size = Int32(found.count)
    return Int(try check(.listInterfaces, csockets_interfaces(&found, size)))
  }

  private init(_ entry: csockets_interface, _ addresses: [Address]) {
    self.init(
      name: withUnsafeBytes(of: entry.name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      },
      index: entry.index, isUp: entry.is_up, isLoopback: entry.is_loopback,
      canMulticast: entry.can_multicast, addresses: addresses)
  }
}
