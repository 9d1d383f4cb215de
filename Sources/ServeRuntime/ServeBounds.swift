/// Everything that a stranger can make the server hold or do is bounded here; `docs/serving.md`
/// lists it.
public struct ServeBounds: Sendable {
  /// Bytes of a served tree, all files together; it is held in memory.
  public var treeBytes = 1 << 30
  /// Events that wait to be written to log and ledger; more are counted and forgotten.
  public var waitingEvents = 65_536

  /// Bytes of requests that the system holds for TFTP until they are read.
  public var tftpReceiveBuffer = 8 << 20
  /// TFTP transfers at the same time; a request beyond is not answered, so the phone asks again.
  public var transfers = 16_384
  /// The same from one address; the loopback has no such bound.
  public var transfersPerSource = 2048
  /// Sockets for transfers that are kept for the next ones; each is closed when it was not used
  /// for ``idleSocketTime``.
  public var idleTransferSockets = 1024
  public var idleSocketTime = Duration.seconds(30)
  /// Bytes of files that are kept as netascii.
  public var netasciiBytes = 16 << 20

  /// HTTP connections at the same time; those beyond are closed at once.
  public var connections = 8192
  /// The same from one address; the loopback has no such bound.
  public var connectionsPerSource = 512

  /// How long what runs may go on after SIGTERM.
  public var finishingTime = Duration.seconds(5)

  public init() {}
}
