internal import NetworkSockets

/// The loop of the thread that serves PnP and TFTP.
final class DatagramThread {
  private let poller: Poller
  private let wakeup: Wakeup
  private let stop: StopSwitch
  private let finishingTime: Duration
  private let events: EventSink
  private let pnp: PnPService?
  private let tftp: TFTPService?
  private var finishesAt: Duration?

  init(
    poller: Poller, wakeup: Wakeup, stop: StopSwitch, finishingTime: Duration,
    events: EventSink, pnp: PnPService?, tftp: TFTPService?
  ) throws(NetworkError) {
    self.poller = poller
    self.wakeup = wakeup
    self.stop = stop
    self.finishingTime = finishingTime
    self.events = events
    self.pnp = pnp
    self.tftp = tftp
    try poller.add(wakeup, token: PollSubject.wakeup.token)
  }

  /// Serves until it is told to stop and what runs is through, or the time for that is over.
  func run() {
    while !isOver {
      wait()
      let now = SystemClock.now
      pnp?.wake(now: now)
      tftp?.wake(now: now)
      if stop.isStopping, finishesAt == nil {
        finishesAt = now + finishingTime
        pnp?.stopAccepting()
        tftp?.stopAccepting()
      }
      events.flush()
    }
    events.flush()
  }

  private var isOver: Bool {
    guard let finishesAt else { return false }
    return !(tftp?.isBusy ?? false) || SystemClock.now >= finishesAt
  }

  private func wait() {
    let now = SystemClock.now
    let moments = [pnp?.nextWake, tftp?.nextWake, finishesAt].compactMap { $0 }
    var round = poll(timeout: moments.min().map { max(.zero, $0 - now) })
    guard round.hasRequests else { return }
    // A phone asks for its next file after its last word about the one before: so that word is
    // there too, and is heard first.
    tftp?.readRequests()
    var rounds = 0
    while round.isFull, rounds < Self.roundLimit {
      round = poll(timeout: .zero)
      rounds += 1
    }
    tftp?.answerRequests(now: SystemClock.now)
  }

  /// How often the poller is asked for more before requests are answered.
  private static let roundLimit = 64

  private struct Round {
    var hasRequests = false
    var count = 0

    /// Whether there may be more that is ready.
    var isFull: Bool { count >= Poller.batch }
  }

  /// Waits, and handles what is ready but for requests.
  private func poll(timeout: Duration?) -> Round {
    var round = Round()
    do {
      // One look at the clock for all that is ready.
      var handledAt: Duration?
      try poller.wait(timeout: timeout) { event in
        let now = handledAt ?? SystemClock.now
        handledAt = now
        round.count += 1
        switch PollSubject(token: event.token) {
        case .wakeup: wakeup.take()
        case .tftpRequests: round.hasRequests = true
        case .tftpTransfer(let place): tftp?.readTransfer(place, now: now)
        case .pnp(let number): pnp?.read(number, now: now)
        case nil: break
        }
      }
    } catch {
      events.log(LogRecord(.error, "poll.failed").with("why", error.reason))
    }
    return round
  }
}
