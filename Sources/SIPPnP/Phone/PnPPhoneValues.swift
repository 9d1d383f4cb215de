public import NetworkAddresses

/// What a simulated phone says of itself.
public struct PnPPhoneIdentity: Hashable, Sendable {
  /// Twelve hexadecimal digits.
  public var mac: String
  /// What ATCOM's phones say in their Event: the brand, for both (docs/pnp.md).
  public var vendor = "ATCOM"
  public var model = "ATCOM"
  /// Nil: it says none. Whether ATCOM's phones say one is not known.
  public var version: String?
  /// Where it sends from and wants its NOTIFY.
  public var address: SocketAddress

  public init(mac: String, address: SocketAddress) {
    self.mac = mac
    self.address = address
  }
}

/// How long a simulated phone goes on asking.
public struct PnPPhoneSettings: Hashable, Sendable {
  /// RFC 3261's T1, the first wait for an answer: 0.5 s.
  public var t1 = Duration.milliseconds(500)
  /// RFC 3261's T2, the longest wait between repetitions: 4 s.
  public var t2 = Duration.seconds(4)
  /// How many requests it begins, each repeated for 64·T1, before it gives up: 3 by default.
  public var rounds = 3

  public init() {}
}

/// What a step of a simulated phone asks for.
public enum PnPPhoneAction: Hashable, Sendable {
  case send([UInt8], to: SocketAddress)
  /// It was told where its files are. Comes once.
  case told(url: String)
  /// It gives up. Comes once, and never after `told`.
  case failed(PnPPhoneFailure)
}

/// Why a simulated phone gives up.
public enum PnPPhoneFailure: Hashable, Sendable {
  /// Nobody answered, or nobody sent the NOTIFY, in all rounds.
  case noAnswer
  /// The SUBSCRIBE was answered with this status, 300 to 699.
  case refused(status: Int)
  /// A NOTIFY came whose body is no `application/url`.
  case noURL
}
