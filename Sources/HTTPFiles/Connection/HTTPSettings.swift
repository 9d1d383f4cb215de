/// The bounds of a server's connection, in time and number.
public struct HTTPSettings: Sendable {
  /// The bounds of one request.
  public var limits = HTTPLimits()
  /// How long a connection may be without a request, before the first and between two: then it is
  /// closed without a word.
  public var idleTime = Duration.seconds(15)
  /// How long a request's head may take from its first octet to its last: then 408.
  public var headTime = Duration.seconds(10)
  /// How long content that nobody wants may take to come: then the connection is closed.
  public var contentTime = Duration.seconds(10)
  /// How long the client may take nothing of what it asked for: then the connection is closed.
  public var writeTime = Duration.seconds(30)
  /// The longest that a connection may last in all.
  public var totalTime = Duration.seconds(1800)
  /// The most requests on one connection: the last one's answer says that it closes.
  public var requestsPerConnection = 100_000
  /// The most requests that are answered at once, so that one client's pipeline neither holds up
  /// the others nor makes more output than the network has taken.
  public var requestsAtOnce = 16
  /// The most octets that a connection holds that were not read yet. A server that heeds
  /// ``HTTPConnection/next`` never has more than one reading and an incomplete request.
  public var bufferedInput = 262_144

  public init() {}
}
