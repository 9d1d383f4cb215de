/// The bounds of transfers, for a server.
///
/// A client that has not proved its address by an acknowledgement is sent, all in all, at most one
/// packet for each request that came from it and ``unprovenResends`` more, each of at most 516
/// octets: larger blocks and windows are options, and their data waits for the acknowledgement of
/// the OACK. The proof is as good as the port is hard to guess that the transfer answers from.
public struct TransferSettings: Sendable {
  /// Before the first resend, while no round trip was measured.
  public var initialTimeout = Duration.milliseconds(250)
  /// The least time before a resend, however short round trips are.
  public var minimumTimeout = Duration.milliseconds(200)
  /// The most time between resends, which back off by doubling. A client's `timeout` option takes
  /// its place.
  public var maximumTimeout = Duration.seconds(4)
  /// Resends in a row, without progress between, before the transfer is given up.
  public var resends = 10
  /// The same once all of the file was sent: the client may be gone and its last ACK lost.
  public var finalResends = 5
  /// The same before the first acknowledgement of the client.
  public var unprovenResends = 3
  /// The longest that a transfer may take in all.
  public var totalTime = Duration.seconds(1800)
  /// The largest window that is granted, in blocks. At most 32,767, so that an acknowledgement can
  /// be told from one of the window before.
  public var maximumWindow = 16
  /// The largest IP packet that the network carries whole, in octets: larger block sizes are not
  /// granted, since a block in fragments is lost with any of them.
  public var pathMTU = 1500

  public init() {}
}
