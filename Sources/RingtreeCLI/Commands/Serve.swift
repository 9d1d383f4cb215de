import ArgumentParser
import NetworkAddresses
import NetworkSockets
import OutputTree
import ServeRuntime

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serves a tree to phones by PnP, TFTP and HTTP, until it is stopped.",
    discussion: """
      TREE is the folder that a build wrote, such as out/hq. It is read into memory; a new build is \
      taken over as a whole, without a restart. SIGTERM and Ctrl-C end what runs within seconds.

        ringtree serve out/hq                       in the phones' network, as root
        ringtree serve out/hq --tftp-port 6969      without privileges
        ringtree serve out/hq --interface eth0      on one network of several

      With `--no-tftp --no-http --advertise https://phones.example.net/hq` it does PnP alone, for a \
      tree that is served elsewhere.

      Ports below 1024 need a privilege: `setcap cap_net_bind_service=+ep` gives it to the program. \
      The line `ready` says which ports are in use.
      """)

  @Argument(help: ArgumentHelp("The tree's folder.", valueName: "tree"))
  var tree: String

  @OptionGroup(title: "PnP") var pnp: PnPArguments
  @OptionGroup(title: "Files") var ports: PortArguments
  @Option(
    help: ArgumentHelp(
      "The file that the rollout's ledger is kept in. Default: beside the tree, such as "
        + "out/hq.rollout.jsonl.", valueName: "file"))
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "Where the status page is served, with /status.json, /status.csv and /metrics. It asks for "
        + "no password: let it be a loopback address, or one that only you reach. Default: "
        + "127.0.0.1:8081, if that is free.",
      valueName: "address:port"))
  var status: SocketAddress?

  @Flag(help: "Serves no status page.")
  var noStatus = false

  @OptionGroup(title: "Log") var log: LogArguments

  func run() throws {
    let signals: SignalSource
    let server: Server
    do {
      signals = try SignalSource()
      server = try Server(settings())
    } catch let failure as ServeFailure {
      throw Self.report(failure)
    } catch let error as NetworkError {
      throw Self.report(ServeFailure("\(error)"))
    }
    try Self.attend(server, signals)
  }

  private func settings() throws -> ServeSettings {
    var settings = ServeSettings(tree: TreeLocation(tree))
    settings.pnp = pnp.options
    try ports.apply(to: &settings) { name in
      try ServeSecrets.password(name, file: ports.secrets)
    }
    if noStatus { settings.status = .nowhere } else if let status { settings.status = .at(status) }
    settings.ledger = ledger
    settings.log = log.settings
    return settings
  }

  private static func report(_ failure: ServeFailure) -> ExitCode {
    Terminal.printForPeople("error: \(failure.message)\n")
    for help in failure.help { Terminal.printForPeople("  = help: \(help)\n") }
    return .readOrWriteFailed
  }

  /// How often a new build is looked for.
  private static let lookInterval = Duration.milliseconds(200)

  /// Obeys signals and looks for new builds, until the server is told to end.
  private static func attend(_ server: Server, _ signals: SignalSource) throws {
    let poller = try Poller()
    try poller.add(signals, token: 0)
    while true {
      try poller.wait(timeout: lookInterval) { _ in }
      while let signal = signals.take() {
        switch signal {
        case .reload: server.lookForNewBuild(isAsked: true)
        case .end: return try end(server, signals)
        }
      }
      server.lookForNewBuild()
    }
  }

  /// Ends what runs; a second signal ends the program at once.
  private static func end(_ server: Server, _ signals: SignalSource) throws {
    let impatience = try WorkerThread {
      guard let poller = try? Poller(), (try? poller.add(signals, token: 0)) != nil else { return }
      while (try? poller.wait(timeout: nil) { _ in }) != nil {
        if signals.take() == .end { ProcessEnd.now() }
      }
    }
    withExtendedLifetime(impatience) { server.stop() }
  }
}
