internal import CSockets

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a poller waits for.
public struct PollInterest: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static let reading = PollInterest(rawValue: 1)
  public static let writing = PollInterest(rawValue: 2)
}

/// What a poller found: at which socket, by the token that it was added with, and what for.
public struct PollEvent: Sendable {
  public let token: UInt64
  public let canRead: Bool
  public let canWrite: Bool
  /// The other side is gone, or an error waits at the socket.
  public let isBroken: Bool
}

/// Something that a poller can wait for.
public protocol Pollable {
  /// The system's number of it.
  var pollDescriptor: Int32 { get }
}

extension UDPSocket: Pollable {
  public var pollDescriptor: Int32 { descriptor }
}

extension TCPListener: Pollable {
  public var pollDescriptor: Int32 { descriptor }
}

extension TCPConnection: Pollable {
  public var pollDescriptor: Int32 { descriptor }
}

/// Waits for many sockets at once. It tells of a socket again and again until what it tells of was
/// taken. One thread has it to itself.
public final class Poller {
  /// How much of what is ready is told at once, at most.
  public static let batch = 256

  private let poller: OpaquePointer
  private let ready: UnsafeMutableBufferPointer<csockets_ready>

  public init() throws(NetworkError) {
    guard let poller = csockets_poller_create() else { throw NetworkError(.poll, code: errno) }
    self.poller = poller
    ready = .allocate(capacity: Self.batch)
    ready.initialize(repeating: csockets_ready())
  }

  deinit {
    csockets_poller_destroy(poller)
    ready.deallocate()
  }

  public func add(
    _ source: some Pollable, token: UInt64, _ interest: PollInterest = .reading
  ) throws(NetworkError) {
    try check(
      .poll,
      csockets_poller_add(
        poller, source.pollDescriptor, token, interest.contains(.reading),
        interest.contains(.writing)))
  }

  /// Waits for something else at a source that was added.
  public func change(
    _ source: some Pollable, token: UInt64, _ interest: PollInterest
  ) throws(NetworkError) {
    try check(
      .poll,
      csockets_poller_change(
        poller, source.pollDescriptor, token, interest.contains(.reading),
        interest.contains(.writing)))
  }

  /// Waits for the source no more. One that is closed is gone by itself on Linux only.
  public func remove(_ source: some Pollable) {
    _ = csockets_poller_remove(poller, source.pollDescriptor)
  }

  /// Waits until something is ready, at most for a time, rounded up to milliseconds, or for ever;
  /// hands over what is ready, at most 256 at once.
  public func wait(
    timeout: Duration?, _ body: (PollEvent) -> Void
  ) throws(NetworkError) {
    let milliseconds = timeout.map(Self.milliseconds) ?? -1
    let count = try check(
      .poll,
      csockets_poller_wait(poller, ready.baseAddress, Int32(ready.count), milliseconds))
    for index in 0..<Int(count) {
      let event = ready[index]
      body(
        PollEvent(
          token: event.token, canRead: event.can_read, canWrite: event.can_write,
          isBroken: event.is_broken))
    }
  }

  private static func milliseconds(_ duration: Duration) -> Int32 {
    guard duration > .zero else { return 0 }
    let (seconds, attoseconds) = duration.components
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    let rest = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: seconds * 1000 + rest)
  }
}
