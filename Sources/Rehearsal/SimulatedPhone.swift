import HTTPFiles
import NetworkAddresses
import NetworkSockets
import OutputTree
import SIPPnP
import TFTP

/// One phone of a rehearsal: what it does now, and with which sockets.
struct SimulatedPhone {
  enum Activity {
    /// It has not been switched on yet.
    case waiting
    case asking
    /// It fetches the file at this place in its list.
    case fetching(Int, from: ProvisioningURL)
    case ended
  }

  enum Fetch {
    case tftp(ClientTransfer, UDPSocket, content: [UInt8])
    case http(TCPConnection, HTTPResponseParser, unsent: [UInt8])
  }

  let files: PhoneFiles
  var start: Duration
  var activity = Activity.waiting
  /// From the first SUBSCRIBE to the end: a NOTIFY that comes again is answered again.
  var pnp: (phone: PnPPhone, socket: UDPSocket)?
  /// The last one stays when it is through: a block that comes again is acknowledged again.
  var fetch: Fetch?
  var report: RehearsalReport.Phone

  init(_ files: PhoneFiles, start: Duration) {
    self.files = files
    self.start = start
    report = RehearsalReport.Phone(
      mac: files.identity.mac, model: files.identity.model ?? "", began: start)
  }

  var hasEnded: Bool {
    if case .ended = activity { true } else { false }
  }

  /// When it must be woken next.
  func nextWake(patience: Duration) -> Duration? {
    let end = start + patience
    switch activity {
    case .waiting: return start
    case .asking: return min(pnp?.phone.nextWake ?? end, end)
    case .fetching:
      if case .tftp(let transfer, _, _) = fetch { return min(transfer.nextWake ?? end, end) }
      return end
    case .ended: return nil
    }
  }
}

/// What a poller's token means: which phone, and which of its sockets.
struct PhoneToken {
  let phone: Int
  let isFetch: Bool

  init(phone: Int, isFetch: Bool) {
    self.phone = phone
    self.isFetch = isFetch
  }

  init(_ token: UInt64) {
    phone = Int(token >> 1)
    isFetch = token & 1 == 1
  }

  var value: UInt64 { UInt64(phone) << 1 | (isFetch ? 1 : 0) }
}
