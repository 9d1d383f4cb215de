/// The bounds of transfers, for a client.
public struct ClientSettings: Sendable {
  /// Before the request, or the first acknowledgement, is sent again, while no round trip was
  /// measured.
  public var initialTimeout = Duration.seconds(1)
  /// The least time before a resend.
  public var minimumTimeout = Duration.milliseconds(250)
  /// The most time between resends, which back off by doubling.
  public var maximumTimeout = Duration.seconds(8)
  /// Resends in a row, without progress between, before the transfer is given up.
  public var resends = 8
  /// The longest that a transfer may take in all.
  public var totalTime = Duration.seconds(1800)
  /// The largest file that is taken, in octets as they travel.
  public var maximumSize = 256 << 20

  public init() {}
}
