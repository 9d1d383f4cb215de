internal import CSockets
public import NetworkAddresses

/// A TCP socket that takes connections; it is closed when nobody holds it any more.
public final class TCPListener: Sendable {
  let descriptor: Int32
  /// The address and port that it listens at; the port is never 0.
  public let localAddress: SocketAddress

  /// Listens. Port 0 takes a free one; `::` hears both versions of IP. Where the port is shared,
  /// other listeners of this user may have it too, and the system deals the connections out.
  public init(
    at address: SocketAddress, sharesPort: Bool = false, backlog: Int = 4096
  ) throws(NetworkError) {
    let version = address.host.version
    let descriptor = try check(.open, at: address, csockets_open(csockets_stream_socket, version))
    do {
      try check(.configure, at: address, csockets_reuse_address(descriptor))
      if sharesPort { try check(.configure, at: address, csockets_share_port(descriptor)) }
      if version == 6 {
        let hearsBoth = address.host.isUnspecified
        try check(.configure, at: address, csockets_hear_version_4(descriptor, hearsBoth))
      }
      var endpoint = csockets_endpoint(address)
      try check(.bind, at: address, csockets_bind(descriptor, &endpoint))
      try check(.listen, at: address, csockets_listen(descriptor, Int32(clamping: backlog)))
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

  /// Takes a connection; nil if none is waiting, or the one that was is gone again.
  ///
  /// - Throws: when the system has no descriptor or memory left.
  public func accept() throws(NetworkError) -> TCPConnection? {
    var endpoint = csockets_endpoint()
    let descriptor = csockets_accept(self.descriptor, &endpoint)
    if descriptor >= 0, let peer = endpoint.unmappedAddress {
      return TCPConnection(descriptor, peer: peer)
    }
    let error = NetworkError(.accept, localAddress, code: -descriptor)
    if error.isOutOfDescriptors || error.isOutOfMemory { throw error }
    return nil
  }
}

/// What a call on a connection came to.
public enum StreamResult: Hashable, Sendable {
  /// So many bytes went through.
  case bytes(Int)
  /// Nothing to be had, or no room, at present.
  case wouldWait
  /// The other side will send no more.
  case ended
  /// The connection is gone.
  case broken
}

/// A TCP connection that never waits; it is closed when nobody holds it any more.
public final class TCPConnection: Sendable {
  let descriptor: Int32
  public let peer: SocketAddress

  fileprivate init(_ descriptor: Int32, peer: SocketAddress) {
    self.descriptor = descriptor
    self.peer = peer
    // Answers are written whole; waiting for more would only delay them.
    _ = csockets_send_without_delay(descriptor)
  }

  /// Begins to connect: writing is possible when it is through, or has failed.
  public convenience init(to peer: SocketAddress) throws(NetworkError) {
    let descriptor = try check(
      .open, at: peer, csockets_open(csockets_stream_socket, peer.host.version))
    self.init(descriptor, peer: peer)
    var endpoint = csockets_endpoint(peer)
    try check(.connect, at: peer, csockets_connect(descriptor, &endpoint))
  }

  deinit {
    csockets_close(descriptor)
  }

  /// What the connecting came to, once writing is possible; nil if all is well.
  public var connectError: NetworkError? {
    let code = csockets_pending_error(descriptor)
    return code == 0 ? nil : NetworkError(.connect, peer, code: code)
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) -> StreamResult {
    let count = csockets_receive(descriptor, buffer.baseAddress, buffer.count)
    if count > 0 { return .bytes(count) }
    return count == 0 ? .ended : StreamResult(failure: Int32(truncatingIfNeeded: -count))
  }

  /// Writes as much of two pieces as there is room for.
  public func write(
    _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer = .init(start: nil, count: 0)
  ) -> StreamResult {
    let count = csockets_send(
      descriptor, first.baseAddress, first.count, second.baseAddress, second.count, nil)
    return count >= 0
      ? .bytes(count) : StreamResult(failure: Int32(truncatingIfNeeded: -count))
  }

  /// Says that no more will be written.
  public func endWriting() {
    csockets_shut_down_sending(descriptor)
  }
}
