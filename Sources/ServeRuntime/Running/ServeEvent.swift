internal import NetworkAddresses
internal import OutputTree
internal import SIPPnP

/// Something that happened while serving.
struct ServeEvent: Sendable {
  enum Kind: Sendable {
    case fetch(Fetch)
    case pnp(PnPEvent)
    /// A line for the log, and no more.
    case notice(LogRecord)
    case treeTaken(ServedTree)
    case ready(Server.Addresses, ServedTree)
  }

  /// Since the beginning of 1970.
  let time: Duration
  let kind: Kind
}

extension ServeEvent.Kind {
  /// Whoever started the server must learn where it serves, however little else is written.
  var isAlwaysWritten: Bool {
    if case .ready = self { true } else { false }
  }
}

/// Somebody asked for a file.
struct Fetch: Sendable {
  enum Means: String, Sendable {
    case tftp, http, https
  }

  enum Result: Sendable {
    /// All of the file went out; not confirmed, if the last word of the client is missing.
    case sent(bytes: Int, confirmed: Bool)
    /// The client has it already, or asked for a part of it, or only about it.
    case answered(bytes: Int)
    case failed(why: String)
    case refused(why: String)
  }

  let means: Means
  let client: SocketAddress
  /// The file; nil if there is none of that name.
  let file: TreeFile?
  /// The name as it was asked for.
  let name: String
  let result: Result
  let duration: Duration
  /// How many packets were sent again.
  let resends: Int
}
