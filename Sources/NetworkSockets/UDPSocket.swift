internal import CSockets
public import NetworkAddresses

/// A UDP socket that never waits; it is closed when nobody holds it any more.
public final class UDPSocket: Sendable {
  /// How a socket is set up before it is bound.
  public struct Options: Sendable {
    /// Others may bind the same group and port too, as a PBX on this host may.
    public var sharesAddress = false
    /// Datagrams come with the address and the interface that they came by.
    public var wantsDestination = false

    public init(sharesAddress: Bool = false, wantsDestination: Bool = false) {
      self.sharesAddress = sharesAddress
      self.wantsDestination = wantsDestination
    }
  }

  let descriptor: Int32
  /// The address and port that the socket has; the port is never 0.
  public let localAddress: SocketAddress
  /// Whether it is an IPv6 socket that hears IPv4 as well.
  private let isOfBothVersions: Bool

  /// Binds a new socket. Port 0 takes a free one; `::` hears both versions of IP.
  public init(
    boundTo address: SocketAddress, _ options: Options = Options()
  ) throws(NetworkError) {
    let version = address.host.version
    let descriptor = try check(
      .open, at: address, csockets_open(csockets_datagram_socket, version))
    isOfBothVersions = version == 6 && address.host.isUnspecified
    do {
      if options.sharesAddress {
        try check(.configure, at: address, csockets_share_address(descriptor))
      }
      if options.wantsDestination {
        try check(.configure, at: address, csockets_want_destination(descriptor, version))
      }
      if version == 6 {
        try check(.configure, at: address, csockets_hear_version_4(descriptor, isOfBothVersions))
      }
      var endpoint = csockets_endpoint(address)
      try check(.bind, at: address, csockets_bind(descriptor, &endpoint))
      try check(.bind, at: address, csockets_local_address(descriptor, &endpoint))
      localAddress = endpoint.address ?? address
    } catch {
      csockets_close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit {
    csockets_close(descriptor)
  }

  /// Asks for room for so many bytes that were received and not yet read, past the system's limit
  /// where that is allowed; gives the bytes that were had.
  public func setReceiveBuffer(bytes: Int) throws(NetworkError) -> Int {
    let size = Int32(clamping: bytes)
    return Int(
      try check(.configure, at: localAddress, csockets_set_receive_buffer(descriptor, size)))
  }

  /// Hears what is sent to an IPv4 group by an interface.
  public func join(_ group: IPAddress, on interface: NetworkInterface) throws(NetworkError) {
    let (index, address) = interface.membershipKey
    try check(
      .join, at: localAddress, csockets_join(descriptor, group.version4Bits, index, address))
  }

  /// Hears no longer what is sent to the group by an interface; an interface that is gone has left.
  public func leave(_ group: IPAddress, on interface: NetworkInterface) {
    let (index, address) = interface.membershipKey
    _ = csockets_leave(descriptor, group.version4Bits, index, address)
  }

  /// What is sent to groups goes out of an interface, and reaches this host's own listeners too.
  public func multicast(from interface: NetworkInterface) throws(NetworkError) {
    let (index, address) = interface.membershipKey
    try check(
      .configure, at: localAddress, csockets_multicast_from(descriptor, index, address))
  }

  /// Sends two pieces as one datagram. False if the system did not take it: as on the network, it
  /// is lost then.
  @discardableResult
  public func send(
    _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer = .init(start: nil, count: 0),
    to destination: SocketAddress
  ) -> Bool {
    var endpoint = systemForm(of: destination)
    return csockets_send(
      descriptor, first.baseAddress, first.count, second.baseAddress, second.count, &endpoint) >= 0
  }

  /// Sends bytes as one datagram.
  @discardableResult
  public func send(_ bytes: [UInt8], to destination: SocketAddress) -> Bool {
    bytes.withUnsafeBytes { send($0, to: destination) }
  }

  /// Receives one datagram into a buffer; nil if none is waiting or the socket has an error, which
  /// is taken with that. A datagram that does not fit has the buffer's size.
  public func receive(
    into buffer: UnsafeMutableRawBufferPointer
  ) -> (count: Int, source: SocketAddress)? {
    var endpoint = csockets_endpoint()
    let count = csockets_receive_from(descriptor, buffer.baseAddress, buffer.count, &endpoint)
    guard count >= 0, let source = endpoint.unmappedAddress else { return nil }
    return (min(count, buffer.count), source)
  }

  func systemForm(of destination: SocketAddress) -> csockets_endpoint {
    guard isOfBothVersions else { return csockets_endpoint(destination) }
    var destination = destination
    destination.host = destination.host.mapped
    return csockets_endpoint(destination)
  }
}
