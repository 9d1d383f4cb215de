internal import NetworkSockets

/// Why serving could not begin: what, why, and what to do about it.
public struct ServeFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Without a full stop.
  public let message: String
  /// What to do; one sentence a line, without full stops.
  public let help: [String]

  public init(_ message: String, help: [String] = []) {
    self.message = message
    self.help = help
  }

  public var description: String { ([message] + help).joined(separator: "; ") }
}

/// A socket that serving needs, as it is called in a message, and the option that moves it.
struct ServedPort {
  let name: String
  let option: String
  let example: String

  static let tftp = ServedPort(name: "TFTP", option: "--tftp-port", example: "6969")
  static let http = ServedPort(name: "HTTP", option: "--http-port", example: "8080")
  static let pnp = ServedPort(name: "PnP", option: "--pnp-port", example: "5062")
  static let status = ServedPort(
    name: "the status page", option: "--status", example: "127.0.0.1:8082")

  /// Opens the socket; a refusal of the system comes with what helps against it.
  func open<Socket>(_ body: () throws(NetworkError) -> Socket) throws(ServeFailure) -> Socket {
    do {
      return try body()
    } catch {
      throw failure(error)
    }
  }

  private func failure(_ error: NetworkError) -> ServeFailure {
    let address = error.address.map { "\($0)" } ?? "a socket"
    return ServeFailure("cannot serve \(name) at \(address): \(error.reason)", help: help(error))
  }

  private func help(_ error: NetworkError) -> [String] {
    if error.isAddressTaken {
      return [
        "see who has it with `ss -lnp`, or choose another port with `\(option) \(example)`; "
          + "port 0 takes a free one"
      ]
    }
    if error.isDenied {
      return [
        "ports below 1024 need a privilege: "
          + "`sudo setcap cap_net_bind_service=+ep $(command -v ringtree)` gives it to the program, "
          + "`AmbientCapabilities=CAP_NET_BIND_SERVICE` to a systemd service",
        "or choose another port with `\(option) \(example)`",
      ]
    }
    if error.isForeignAddress {
      return ["`ip address` lists the addresses that this host has"]
    }
    if error.isOutOfDescriptors {
      return ["raise the limit of open files (`ulimit -n`)"]
    }
    return []
  }
}
