import ArgumentParser
import Diagnostics
import NetworkAddresses
import NetworkSockets
import OutputTree
import Rehearsal

struct Rehearse: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lets simulated phones provision themselves, and compares every byte.",
    discussion: """
      TREE is the folder that a build wrote. Simulated phones ask a server by PnP as real ones do, \
      fetch their files by TFTP or HTTP from where they are told, and compare them with the tree. \
      Try a rollout before the phones come:

        ringtree serve out/hq --pnp-port 5070 --tftp-port 6969 --http-port 8080
        ringtree rehearse out/hq --server 127.0.0.1:5070
        ringtree rehearse out/hq --server 224.0.1.75 --interface eth0
        ringtree rehearse out/hq --server 127.0.0.1:5070 --phones 1000 --loss 0.05 --arrival 1

      Exit status 1 if a phone did not get its files.
      """)

  @Argument(help: ArgumentHelp("The tree's folder.", valueName: "tree"))
  var tree: String

  @Option(
    help: ArgumentHelp(
      "Where phones ask: an address, with a port if it is not 5060; 224.0.1.75 is the group.",
      valueName: "address"))
  var server: String

  @Option(
    help: ArgumentHelp(
      "How many phones take part; by default each of the tree's phones, once.", valueName: "n"))
  var phones: Int?

  @Option(
    help: ArgumentHelp("Only phones of these models, with commas between.", valueName: "models"))
  var models: String?

  @Option(help: ArgumentHelp("The part of datagrams that gets lost, 0 to 0.9.", valueName: "part"))
  var loss = 0.0

  @Option(
    help: ArgumentHelp(
      "The time over which phones arrive, in seconds: 30 or 30s.", valueName: "seconds"))
  var arrival = "0"

  @Option(
    help: ArgumentHelp("How long one phone may take, in seconds.", valueName: "seconds"))
  var patience = 120

  @Option(help: ArgumentHelp("The interface that multicast leaves by.", valueName: "name"))
  var interface: String?

  @Option(help: ArgumentHelp("The address that phones have.", valueName: "address"))
  var address: String?

  @Option(
    help: ArgumentHelp("Begins the random numbers, so that a run can be repeated.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("text or json.", valueName: "format"))
  var format = RehearsalFormat.text

  enum RehearsalFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  func validate() throws {
    _ = try settings()
  }

  func run() throws {
    let snapshot: TreeSnapshot
    do {
      snapshot = try TreeSnapshot.take(TreeLocation(tree))
    } catch {
      Terminal.printForPeople("error: \(error.message)\n")
      throw ExitCode.readOrWriteFailed
    }
    let settings = try settings()
    let report: RehearsalReport
    do throws(RehearsalFailure) {
      report = try Rehearsal.run(snapshot, settings: settings)
    } catch {
      Terminal.printForPeople("error: \(error)\n")
      throw ExitCode.readOrWriteFailed
    }
    switch format {
    case .text: Terminal.printData(RehearsalText(report).text)
    case .json: Terminal.printData(RehearsalText(report).json)
    }
    if !report.failures.isEmpty { throw ExitCode.inputErrors }
  }

  private func settings() throws -> RehearsalSettings {
    guard
      let server = SocketAddress(server) ?? IPAddress(server).map({ SocketAddress($0, port: 5060) })
    else {
      throw ValidationError(
        "--server \(server) is no address: write 192.0.2.1 or 192.0.2.1:5070")
    }
    var settings = RehearsalSettings(server: server)
    if let address {
      guard let address = IPAddress(address) else {
        throw ValidationError("--address \(address) is no address")
      }
      settings.address = address
    }
    guard 0...0.9 ~= loss else { throw ValidationError("--loss is between 0 and 0.9") }
    guard let seconds = Double(arrival.hasSuffix("s") ? String(arrival.dropLast()) : arrival),
      0...86_400 ~= seconds
    else { throw ValidationError("--arrival is a number of seconds, 0 to 86400") }
    guard phones.map({ 1...100_000 ~= $0 }) ?? true else {
      throw ValidationError("--phones is between 1 and 100000")
    }
    guard 1...86_400 ~= patience else {
      throw ValidationError("--patience is between 1 and 86400 seconds")
    }
    settings.interface = interface
    settings.phones = phones
    settings.models = Set((models ?? "").split(separator: ",").map(String.init))
    settings.loss = loss
    settings.arrival = .seconds(seconds)
    settings.patience = .seconds(patience)
    settings.seed = seed
    return settings
  }
}
