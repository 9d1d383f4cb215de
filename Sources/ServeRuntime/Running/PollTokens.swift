/// What an event of a poller is about.
enum PollSubject {
  case wakeup
  case tftpRequests
  case tftpTransfer(Int)
  /// A socket of PnP by its place.
  case pnp(Int)

  private static let kindShift: UInt64 = 56

  init?(token: UInt64) {
    let place = Int(token & (1 << Self.kindShift - 1))
    switch token >> Self.kindShift {
    case 0: self = .wakeup
    case 1: self = .tftpRequests
    case 2: self = .tftpTransfer(place)
    case 3: self = .pnp(place)
    default: return nil
    }
  }

  var token: UInt64 {
    switch self {
    case .wakeup: 0
    case .tftpRequests: 1 << Self.kindShift
    case .tftpTransfer(let place): 2 << Self.kindShift | UInt64(place)
    case .pnp(let place): 3 << Self.kindShift | UInt64(place)
    }
  }
}
