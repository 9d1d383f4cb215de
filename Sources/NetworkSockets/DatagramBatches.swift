internal import CSockets
public import NetworkAddresses

/// A datagram that was received; its bytes are there only while it is handled.
public struct ReceivedDatagram {
  public let bytes: UnsafeRawBufferPointer
  /// It was longer than the inbox's slots; only its beginning is here.
  public let isTruncated: Bool
  public let source: SocketAddress
  /// Where it was sent to: an address of this host, a group or a broadcast address; nil where the
  /// socket does not say.
  public let destination: IPAddress?
  /// The address of this host that answers should come from.
  public let localAddress: IPAddress?
  /// The index of the interface that it came by; 0 where the socket does not say.
  public let interface: UInt32
}

/// Room for several datagrams that are received by one call of the system.
public final class DatagramInbox {
  private let inbox: OpaquePointer

  /// Makes room for so many datagrams at once, and so many bytes of each; the rest of a longer one
  /// is lost.
  public init(slots: Int, slotSize: Int) throws(NetworkError) {
    guard let inbox = csockets_inbox_create(UInt32(clamping: slots), UInt32(clamping: slotSize))
    else { throw .outOfMemory }
    self.inbox = inbox
  }

  deinit {
    csockets_inbox_destroy(inbox)
  }

  /// Receives what is waiting, as far as there are slots, and hands it over; gives how many there
  /// were. An error that waits at the socket, such as an answer to what was sent, counts as none.
  public func receive(from socket: UDPSocket, _ body: (ReceivedDatagram) -> Void) -> Int {
    let count = csockets_inbox_receive(inbox, socket.descriptor)
    guard count > 0 else { return 0 }
    for slot in 0..<UInt32(count) {
      let datagram = csockets_inbox_datagram(inbox, slot)
      guard let source = datagram.source.unmappedAddress else { continue }
      body(
        ReceivedDatagram(
          bytes: UnsafeRawBufferPointer(start: datagram.bytes, count: datagram.length),
          isTruncated: datagram.is_truncated, source: source,
          destination: datagram.destination.address?.host.unmapped,
          localAddress: datagram.local.address?.host.unmapped, interface: datagram.interface))
    }
    return Int(count)
  }
}

/// Datagrams that leave together, by one call of the system.
public final class DatagramOutbox {
  private let outbox: OpaquePointer
  private let socket: UDPSocket

  /// Makes room for so many datagrams that leave at once, and so many bytes of each; longer ones
  /// are not sent.
  public init(for socket: UDPSocket, slots: Int, slotSize: Int) throws(NetworkError) {
    guard let outbox = csockets_outbox_create(UInt32(clamping: slots), UInt32(clamping: slotSize))
    else { throw .outOfMemory }
    self.outbox = outbox
    self.socket = socket
  }

  deinit {
    csockets_outbox_destroy(outbox)
  }

  /// Puts a datagram with the others; a full outbox is sent first.
  public func add(_ bytes: [UInt8], to destination: SocketAddress) {
    var endpoint = socket.systemForm(of: destination)
    bytes.withUnsafeBytes { buffer in
      if csockets_outbox_add(outbox, buffer.baseAddress, buffer.count, nil, 0, &endpoint) {
        return
      }
      flush()
      _ = csockets_outbox_add(outbox, buffer.baseAddress, buffer.count, nil, 0, &endpoint)
    }
  }

  /// Sends what is there; what the system does not take is lost, as on the network.
  public func flush() {
    _ = csockets_outbox_flush(outbox, socket.descriptor)
  }
}
