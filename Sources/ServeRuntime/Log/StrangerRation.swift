internal import SIPPnP

/// How many lines a second strangers may put into the log: without it, whoever sends nonsense
/// without a pause fills the disk.
struct StrangerRation {
  private let linesPerSecond: Int
  private var second: Int64 = -1
  private var lines = 0
  private var withheld = 0

  init(linesPerSecond: Int) {
    self.linesPerSecond = linesPerSecond
  }

  /// Whether an event may be written. When a second has withheld some, the next one's first event
  /// brings their number along.
  mutating func admits(_ event: ServeEvent) -> (isWritten: Bool, withheldBefore: Int) {
    guard event.kind.isStrangers else { return (true, 0) }
    var before = 0
    let now = event.time.components.seconds
    if now != second {
      before = withheld
      second = now
      lines = 0
      withheld = 0
    }
    lines += 1
    if lines > linesPerSecond { withheld += 1 }
    return (lines <= linesPerSecond, before)
  }
}

extension ServeEvent.Kind {
  /// Whether anybody can cause it as often as he likes.
  fileprivate var isStrangers: Bool {
    switch self {
    case .fetch(let fetch):
      if case .refused = fetch.result { true } else { false }
    case .pnp(.ignored), .pnp(.dropped): true
    case .pnp, .notice, .treeTaken, .ready: false
    }
  }
}
