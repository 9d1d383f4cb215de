import NetworkAddresses
import Testing

@testable import ServeRuntime

@Suite struct TransferSocketsTests {
  private let client = SocketAddress(.loopback, port: 1024)
  private let other = SocketAddress(.loopback, port: 1025)

  @Test("a socket is used again, but not twice in a row for the same client")
  func reuse() throws {
    var sockets = TransferSockets(restingLimit: 8)
    let first = try sockets.take(boundTo: .loopback, for: client)
    #expect(first.isNew)
    #expect(sockets.rest(first.place, now: .zero) == nil)
    let second = try sockets.take(boundTo: .loopback, for: client)
    #expect(second.isNew)
    let third = try sockets.take(boundTo: .loopback, for: other)
    #expect(!third.isNew)
    #expect(third.place == first.place)
  }

  @Test("beyond the limit sockets are closed, and those that rest long too")
  func closing() throws {
    var sockets = TransferSockets(restingLimit: 1)
    let places = try (0..<3).map { _ in try sockets.take(boundTo: .loopback, for: client).place }
    #expect(sockets.rest(places[0], now: .zero) == nil)
    #expect(sockets.rest(places[1], now: .zero) != nil)
    #expect(sockets.closeIdle(restingSince: .zero).isEmpty)
    #expect(sockets.closeIdle(restingSince: .seconds(1)).count == 1)
    #expect(sockets.slots.compactMap { $0 }.count == 1)
  }
}
