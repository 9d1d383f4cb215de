public import HTTPFiles
public import NetworkAddresses
public import OutputTree
public import SIPPnP
public import TFTP

/// What is served, where, and to whom.
public struct ServeSettings: Sendable {
  public var tree: TreeLocation
  /// The address that TFTP and HTTP are served at; `0.0.0.0` is all of IPv4, `::` all of both.
  public var bindAddress = IPAddress.any
  /// Nil: no PnP.
  public var pnp: PnPOptions? = PnPOptions()
  /// Nil: no TFTP. Port 0 takes a free one.
  public var tftpPort: UInt16? = 69
  /// The transfers' own timers and bounds.
  public var tftpTransfer = TransferSettings()
  /// Nil: no HTTP.
  public var http: HTTPOptions? = HTTPOptions()
  public var status = StatusPlace.ifFree(SocketAddress(.loopback, port: 8081))
  public var log = LogSettings()
  /// The file that the rollout's ledger is kept in; nil is the one beside the tree.
  public var ledger: String?
  public var bounds = ServeBounds()

  public init(tree: TreeLocation) {
    self.tree = tree
  }
}

/// Where the status page is served.
public enum StatusPlace: Sendable {
  case nowhere
  /// There; without it, nothing is served at all.
  case at(SocketAddress)
  /// There, unless somebody else has the port: another site may be served on this host too.
  case ifFree(SocketAddress)
}

/// How phones are told where their files are.
public struct PnPOptions: Sendable {
  /// Whose requests are answered.
  public enum Audience: String, CaseIterable, Sendable {
    /// Phones of the site.
    case site
    /// Phones of the maker, by their addresses' first half or by what they say.
    case atcom
    case all
  }

  public var port: UInt16 = 5060
  /// The interfaces by name; empty is all that can multicast.
  public var interfaces: [String] = []
  public var audience = Audience.site
  /// Networks whose phones are answered besides those of the interfaces.
  public var allowed: [AddressRange] = []
  /// The URL that phones are told; nil is what the site says.
  public var advertisedURL: String?
  /// The exchange's own timers and bounds.
  public var exchange = PnPSettings()

  public init() {}
}

/// How files are served by HTTP.
public struct HTTPOptions: Sendable {
  public var port: UInt16 = 8080
  /// How many threads serve.
  public var threads = 1
  /// Nil: without encryption.
  public var tls: TLSFiles?
  /// Nil: without a password.
  public var login: HTTPLogin?
  /// The bounds of a connection in time and number.
  public var connection = HTTPSettings()

  public init() {}
}

/// Where the certificate and its key are, in PEM.
public struct TLSFiles: Sendable {
  /// The certificate, followed by those that lead to its authority.
  public var certificate: String
  public var key: String

  public init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }
}

/// What a phone must say to get a file by HTTP.
public struct HTTPLogin: Sendable, CustomStringConvertible, CustomReflectable {
  public var user: String
  public var password: String

  public init(user: String, password: String) {
    self.user = user
    self.password = password
  }

  /// Without the password, which must not get into a log.
  public var description: String { "HTTPLogin(\(user))" }
  /// Without the password, which must not get into a log.
  public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}

/// What is written of what happens.
public struct LogSettings: Sendable {
  public var format = LogFormat.text
  public var level = LogLevel.info
  /// Lines a second about requests that were refused or not answered; more are counted.
  public var strangerLinesPerSecond = 100
  /// A line at the bottom of the terminal says how many phones are done.
  public var showsProgress = false

  public init() {}
}
