import Foundation
import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `ringtree serve`, on loopback and free ports; it ends with the test.
final class RunningServer: Sendable {
  struct Ports: Decodable {
    let pnp: String
    let tftp: String?
    let http: String?
  }

  let repository: SiteRepository
  let ports: Ports
  private let running: RunningCommand
  private let logName: String

  /// Serves `out/<site>` of a repository and waits until it is ready.
  init(_ repository: SiteRepository, site: String, _ options: [String] = []) throws {
    self.repository = repository
    logName = "serve-\(UUID().uuidString).log"
    let arguments =
      ["serve", "out/\(site)", "--interface", Loopback.name, "--pnp-port", "0", "--tftp-port", "0"]
      + ["--http-port", "0", "--log-format", "json"] + options
    running = try Command(
      program: "/bin/sh",
      arguments: ["-c", #"exec "$0" "$@" > "# + logName + " 2>&1", Program.path] + arguments,
      folder: repository.folder.path
    ).start()
    var ready: Ports?
    for _ in 0..<1200 where ready == nil {
      usleep(100_000)
      let lines = (try? repository.text(logName).split(separator: "\n")) ?? []
      for line in lines where line.contains(#""event":"ready""#) {
        ready = try? JSONDecoder().decode(Ports.self, from: Data(line.utf8))
      }
    }
    guard let ready else {
      running.killAtOnce()
      _ = try running.end()
      throw Failure("it was not ready: \((try? repository.text(logName)) ?? "no log")")
    }
    ports = ready
  }

  /// The port that PnP, TFTP or HTTP has.
  static func port(_ text: String?) -> String {
    text.flatMap { $0.split(separator: ":").last.map(String.init) } ?? ""
  }

  var pnp: String { "127.0.0.1:\(Self.port(ports.pnp))" }
  var tftpPort: String { Self.port(ports.tftp) }
  var httpPort: String { Self.port(ports.http) }

  var log: String { (try? repository.text(logName)) ?? "" }

  /// Asks it to end, and waits until it has.
  func stop() throws -> Run {
    kill(running.pid, SIGTERM)
    return try running.end()
  }

  deinit {
    running.killAtOnce()
    _ = try? running.end()
  }

  /// Waits until the log holds a text.
  func waitForLog(_ text: String) -> Bool {
    for _ in 0..<1200 {
      if log.contains(text) { return true }
      usleep(100_000)
    }
    return false
  }
}

enum Loopback {
  #if os(Linux)
    static let name = "lo"
  #else
    static let name = "lo0"
  #endif
}

/// A site of many phones, built.
enum ServedSite {
  static func build(
    phones count: Int, url: String = "tftp://auto", in repository: SiteRepository
  ) throws {
    try repository.writeTemplates()
    var text = "provisioning: {url: \"\(url)\"}\nsettings: {sip: {server: pbx.example.net}}\n"
    text += "accounts:\n"
    for number in 0..<count {
      text += "  \"\(1000 + number)\": {name: User \(number), password: secret-\(number)}\n"
    }
    text += "phones:\n"
    for number in 0..<count {
      text += "  - {mac: \"\(808_287_000_000 + number)\", model: A20"
      text += ", accounts: [\"\(1000 + number)\"], settings: {label: Phone \(number)}}\n"
    }
    try repository.write("sites/hq.yaml", text)
    let run = try repository.ringtree("build", "sites/hq.yaml")
    guard run.status == 0 else { throw Failure(run.errors) }
  }
}
