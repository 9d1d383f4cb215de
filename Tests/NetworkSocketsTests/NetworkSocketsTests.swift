import NetworkAddresses
import NetworkSockets
import Testing

/// Waits for one datagram; UDP on loopback delivers at once, and a busy machine in time.
private func receive(
  _ inbox: DatagramInbox, _ socket: UDPSocket
) throws -> (text: String, source: SocketAddress, destination: IPAddress?, local: IPAddress?)? {
  let poller = try Poller()
  try poller.add(socket, token: 7)
  try poller.wait(timeout: .seconds(120)) { #expect($0.token == 7) }
  var found: (String, SocketAddress, IPAddress?, IPAddress?)?
  _ = inbox.receive(from: socket) { datagram in
    found = (
      String(decoding: datagram.bytes, as: UTF8.self), datagram.source, datagram.destination,
      datagram.localAddress
    )
  }
  return found
}

@Suite struct NetworkSocketsTests {
  private let loopback = SocketAddress(.loopback, port: 0)

  @Test("a datagram comes with its source, its destination and the address to answer from")
  func destination() throws {
    let server = try UDPSocket(
      boundTo: SocketAddress(.any, port: 0), UDPSocket.Options(wantsDestination: true))
    let client = try UDPSocket(boundTo: loopback)
    let inbox = try DatagramInbox(slots: 4, slotSize: 64)
    client.send(Array("hello".utf8), to: SocketAddress(.loopback, port: server.localAddress.port))
    let datagram = try #require(try receive(inbox, server))
    #expect(datagram.text == "hello")
    #expect(datagram.source == client.localAddress)
    #expect(datagram.destination == .loopback)
    #expect(datagram.local == .loopback)
  }

  @Test("a socket of both versions hears IPv4 as IPv4 and answers it")
  func bothVersions() throws {
    // A host without IPv6 has nothing to hear it with.
    guard let server = try? UDPSocket(boundTo: SocketAddress(.v6(0, 0), port: 0)) else { return }
    let client = try UDPSocket(boundTo: loopback)
    let inbox = try DatagramInbox(slots: 4, slotSize: 64)
    client.send(Array("hello".utf8), to: SocketAddress(.loopback, port: server.localAddress.port))
    let datagram = try #require(try receive(inbox, server))
    #expect(datagram.source == client.localAddress)
    #expect(server.send(Array("back".utf8), to: datagram.source))
    #expect(try receive(inbox, client)?.text == "back")
  }

  @Test("an outbox sends all that was put in, however many")
  func outbox() throws {
    let server = try UDPSocket(boundTo: loopback)
    let client = try UDPSocket(boundTo: loopback)
    let outbox = try DatagramOutbox(for: client, slots: 2, slotSize: 64)
    for text in ["a", "b", "c"] { outbox.add(Array(text.utf8), to: server.localAddress) }
    outbox.flush()
    let inbox = try DatagramInbox(slots: 1, slotSize: 64)
    let texts = try (0..<3).map { _ in try receive(inbox, server)?.text }
    #expect(texts == ["a", "b", "c"])
  }

  @Test("a port that somebody has is said to be taken")
  func takenPort() throws {
    let first = try TCPListener(at: loopback)
    let error = #expect(throws: NetworkError.self) {
      _ = try TCPListener(at: first.localAddress)
    }
    #expect(error?.isAddressTaken == true)
    #expect(error?.address == first.localAddress)
  }

  @Test("bytes go through a connection both ways, and its end is noticed")
  func connection() throws {
    let listener = try TCPListener(at: loopback)
    let client = try TCPConnection(to: listener.localAddress)
    let poller = try Poller()
    try poller.add(listener, token: 1)
    try poller.wait(timeout: .seconds(120)) { _ in }
    let server = try #require(try listener.accept())
    #expect(try listener.accept() == nil)
    let sent = Array("hello".utf8).withUnsafeBytes { server.write($0) }
    #expect(sent == .bytes(5))
    server.endWriting()
    try poller.add(client, token: 2)
    var text = ""
    var hasEnded = false
    for _ in 0..<120 where !hasEnded {
      try poller.wait(timeout: .seconds(1)) { _ in }
      withUnsafeTemporaryAllocation(byteCount: 16, alignment: 1) { buffer in
        switch client.read(into: buffer) {
        case .bytes(let count): text += String(decoding: buffer[..<count], as: UTF8.self)
        case .ended: hasEnded = true
        case .wouldWait, .broken: break
        }
      }
    }
    #expect(text == "hello")
    #expect(hasEnded)
  }

  @Test("a wake-up is heard by a poller, once for any number of rings")
  func wakeup() throws {
    let wakeup = try Wakeup()
    let poller = try Poller()
    try poller.add(wakeup, token: 1)
    let thread = try WorkerThread {
      wakeup.ring()
      wakeup.ring()
    }
    thread.join()
    var count = 0
    try poller.wait(timeout: .seconds(120)) { _ in count += 1 }
    #expect(count == 1)
    #expect(wakeup.take())
    #expect(!wakeup.take())
  }

  @Test("the loopback is among the interfaces, with its network")
  func interfaces() throws {
    let loopback = try #require(try NetworkInterface.all().first { $0.isLoopback })
    #expect(loopback.reaches(.loopback))
    #expect(loopback.address(towards: .v4(0x7f01_0203)) == loopback.version4Address)
    #expect(loopback.address(towards: .v4(0xc000_0201)) == nil)
  }
}
