public import NetworkAddresses

/// What a rehearsal does.
public struct RehearsalSettings: Sendable {
  /// Where phones ask by PnP: the group, or a server's own address and port.
  public var server: SocketAddress
  /// The address that phones have; nil to take this host's address towards the server.
  public var address: IPAddress?
  /// The interface that multicast leaves by; nil leaves the choice to the system.
  public var interface: String?
  /// How many phones take part. Nil: each phone of the site once. If the site has fewer, a phone
  /// begins again once it has ended, as if it were switched off and on: two with one MAC address at
  /// a time would end each other's exchange, as they do in reality.
  public var phones: Int?
  /// Only phones of these models take part; empty: all.
  public var models: Set<String> = []
  /// The part of datagrams that is lost each way, 0 to 0.9. TCP repeats by itself what it loses, so
  /// files by HTTP lose nothing here.
  public var loss = 0.0
  /// The time over which phones arrive, evenly; zero: all in one instant.
  public var arrival = Duration.zero
  /// How long one phone may take before it counts as failed: 120 s.
  public var patience = Duration.seconds(120)
  /// Begins the random numbers: which datagrams are lost, and the order of arrival.
  public var seed: UInt64 = 1

  public init(server: SocketAddress) { self.server = server }
}

/// Why a rehearsal cannot begin.
public struct RehearsalFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do.
  public let description: String

  init(_ description: String) { self.description = description }
}
