internal import HTTPFiles
internal import NetworkSockets

/// A connection with what it still has to read, to send, and to report.
final class ServedConnection {
  let socket: TCPConnection
  let tls: TLSEngine?
  var http: HTTPConnection
  var outgoing: OutgoingBytes
  /// Answers that are on their way, to be reported once they are out.
  var unreported: [SentAnswer] = []
  /// What the poller waits for; nil where it does not know the connection yet.
  var interest: PollInterest?
  var isBroken = false
  /// Until when the client's last words are read and thrown away; nil unless it is closing so.
  var lingersUntil: Duration?

  init(_ socket: TCPConnection, tls: TLSEngine?, settings: HTTPSettings, now: Duration) {
    self.socket = socket
    self.tls = tls
    http = HTTPConnection(settings: settings, now: now)
    outgoing = OutgoingBytes(tls: tls)
  }
}

/// An answer as the log and the ledger want to know it.
struct SentAnswer {
  let answer: HTTPAnswer
  let tree: ServedTree
  /// What was asked for, where no file was found.
  let target: String?
  let askedAt: Duration
}
