internal import NetworkAddresses
internal import NetworkSockets

/// The sockets that serving begins with, all of them or none.
struct ServerSockets {
  let tftp: UDPSocket?
  /// One for each thread, all at the same address.
  let http: [TCPListener]
  /// Hears the group that phones ask at.
  let pnp: UDPSocket?
  let status: TCPListener?
  /// Why the status page is not served, though it would have been.
  let statusFailure: ServeFailure?
  private let isHTTPEncrypted: Bool

  init(_ settings: ServeSettings) throws(ServeFailure) {
    isHTTPEncrypted = settings.http?.tls != nil
    pnp = try Self.openPnP(settings)
    tftp = try Self.openTFTP(settings)
    http = try Self.openHTTP(settings)
    (status, statusFailure) = try Self.openStatus(settings.status)
  }

  var addresses: Server.Addresses {
    var addresses = Server.Addresses()
    addresses.pnp = pnp?.localAddress
    addresses.tftp = tftp?.localAddress
    addresses.http = http.first?.localAddress
    addresses.isHTTPEncrypted = isHTTPEncrypted
    addresses.status = status?.localAddress
    return addresses
  }

  var servedPorts: AdvertisedURL.ServedPorts {
    let port = http.first?.localAddress.port
    return AdvertisedURL.ServedPorts(
      tftp: tftp?.localAddress.port, http: isHTTPEncrypted ? nil : port,
      https: isHTTPEncrypted ? port : nil)
  }

  /// Bound to the group itself, so that a PBX on this host may have the port at its own address.
  private static func openPnP(_ settings: ServeSettings) throws(ServeFailure) -> UDPSocket? {
    guard let options = settings.pnp else { return nil }
    let address = SocketAddress(.sipMulticast, port: options.port)
    return try ServedPort.pnp.open { () throws(NetworkError) in
      try UDPSocket(
        boundTo: address, UDPSocket.Options(sharesAddress: true, wantsDestination: true))
    }
  }

  private static func openTFTP(_ settings: ServeSettings) throws(ServeFailure) -> UDPSocket? {
    guard let port = settings.tftpPort else { return nil }
    let address = SocketAddress(settings.bindAddress, port: port)
    return try ServedPort.tftp.open { () throws(NetworkError) in
      try UDPSocket(boundTo: address, UDPSocket.Options(wantsDestination: true))
    }
  }

  private static func openHTTP(_ settings: ServeSettings) throws(ServeFailure) -> [TCPListener] {
    guard let options = settings.http else { return [] }
    let address = SocketAddress(settings.bindAddress, port: options.port)
    return try ServedPort.http.open { () throws(NetworkError) in
      // Listeners that share a port share it with any other program of this user as well: one that
      // does not share finds out whether somebody has it.
      if address.port != 0 { _ = try TCPListener(at: address) }
      let first = try TCPListener(at: address, sharesPort: true)
      var listeners = [first]
      while listeners.count < options.threads {
        listeners.append(try TCPListener(at: first.localAddress, sharesPort: true))
      }
      return listeners
    }
  }

  private static func openStatus(
    _ place: StatusPlace
  ) throws(ServeFailure) -> (listener: TCPListener?, failure: ServeFailure?) {
    switch place {
    case .nowhere: return (nil, nil)
    case .at(let address): return (try openStatus(at: address), nil)
    case .ifFree(let address):
      do {
        return (try openStatus(at: address), nil)
      } catch {
        return (nil, error)
      }
    }
  }

  private static func openStatus(at address: SocketAddress) throws(ServeFailure) -> TCPListener {
    try ServedPort.status.open { () throws(NetworkError) in try TCPListener(at: address) }
  }
}
