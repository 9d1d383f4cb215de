public import ArgumentParser
public import NetworkAddresses
public import ServeRuntime

extension IPAddress: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension SocketAddress: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension AddressRange: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension PnPOptions.Audience: ExpressibleByArgument {}
extension LogFormat: ExpressibleByArgument {}
extension LogLevel: ExpressibleByArgument {}

/// How phones are told where their files are.
struct PnPArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "An interface on which phones are answered; may be said again. Default: all that can "
        + "multicast.", valueName: "name"))
  var interface: [String] = []

  @Option(
    help: ArgumentHelp(
      "The URL that phones are told. The host `auto` becomes this host's address on the phone's "
        + "network, with the port where it is not the usual one. Default: what the site says, else "
        + "`auto` by what is served.", valueName: "url"))
  var advertise: String?

  @Option(
    help: ArgumentHelp(
      "Who is answered: phones of the site, all of ATCOM, or all that ask.",
      valueName: "site|atcom|all"))
  var answer = PnPOptions.Audience.site

  @Option(
    help: ArgumentHelp(
      "A network whose phones are answered besides those of the interfaces; may be said again.",
      valueName: "cidr"))
  var allow: [AddressRange] = []

  @Option(help: ArgumentHelp("The port of PnP; 0 takes a free one.", valueName: "port"))
  var pnpPort: UInt16 = 5060

  @Flag(help: "Answers no PnP.")
  var noPnp = false

  var options: PnPOptions? {
    guard !noPnp else { return nil }
    var options = PnPOptions()
    options.interfaces = interface
    options.advertisedURL = advertise
    options.audience = answer
    options.allowed = allow
    options.port = pnpPort
    return options
  }
}

/// The ports and addresses that files are served at.
struct PortArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The address that TFTP and HTTP are served at; `::` is all of IPv4 and IPv6.",
      valueName: "address"))
  var bind = IPAddress.any

  @Option(help: ArgumentHelp("The port of TFTP; 0 takes a free one.", valueName: "port"))
  var tftpPort: UInt16 = 69

  @Flag(help: "Serves no TFTP.")
  var noTftp = false

  @Option(help: ArgumentHelp("The port of HTTP; 0 takes a free one.", valueName: "port"))
  var httpPort: UInt16 = 8080

  @Flag(help: "Serves no HTTP.")
  var noHttp = false

  @Option(
    help: ArgumentHelp(
      "How many threads serve HTTP. Default: as many as there are processors, at most 4.",
      valueName: "n"))
  var httpThreads: Int?

  @Option(
    help: ArgumentHelp(
      "A certificate in PEM, with those that lead to its authority: HTTP becomes HTTPS.",
      valueName: "file"))
  var tlsCert: String?

  @Option(help: ArgumentHelp("The certificate's key in PEM.", valueName: "file"))
  var tlsKey: String?

  @Option(
    help: ArgumentHelp(
      "Files are given by HTTP only to who says this name and the password that is the secret "
        + "`http_password`.", valueName: "name"))
  var httpUser: String?

  @Option(
    help: ArgumentHelp(
      "A YAML file that has the secret `http_password`; `-` reads standard input. Else it is "
        + "looked up in the environment as RINGTREE_SECRET_HTTP_PASSWORD.", valueName: "file"))
  var secrets: String?

  /// The name of the secret that is the password for ``httpUser``.
  static let passwordName = "http_password"

  func validate() throws {
    if let httpThreads, !(1...64).contains(httpThreads) {
      throw ValidationError("--http-threads goes from 1 to 64")
    }
    if (tlsCert == nil) != (tlsKey == nil) {
      throw ValidationError("--tls-cert and --tls-key belong together")
    }
    if noHttp, tlsCert != nil || httpUser != nil {
      throw ValidationError("--tls-cert and --http-user are nothing without HTTP")
    }
    if secrets != nil, httpUser == nil {
      throw ValidationError("--secrets is for the password that belongs to --http-user")
    }
  }

  /// Fills in what these arguments say; the password is what a secret's name stands for.
  func apply(
    to settings: inout ServeSettings, password: (String) throws -> String
  ) throws {
    settings.bindAddress = bind
    settings.tftpPort = noTftp ? nil : tftpPort
    settings.http = nil
    guard !noHttp else { return }
    var http = HTTPOptions()
    http.port = httpPort
    http.threads = httpThreads ?? min(4, Processors.count)
    if let tlsCert, let tlsKey { http.tls = TLSFiles(certificate: tlsCert, key: tlsKey) }
    if let httpUser {
      http.login = HTTPLogin(user: httpUser, password: try password(Self.passwordName))
    }
    settings.http = http
  }
}

/// What `serve` writes about what happens.
struct LogArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("How the lines of the log are written.", valueName: "text|json"))
  var logFormat = LogFormat.text

  @Option(
    help: ArgumentHelp(
      "What matters enough for the log.", valueName: "debug|info|warning|error"))
  var logLevel = LogLevel.info

  var settings: LogSettings {
    var settings = LogSettings()
    settings.format = logFormat
    settings.level = logLevel
    settings.showsProgress = Terminal.isAttended && logFormat == .text
    return settings
  }
}
