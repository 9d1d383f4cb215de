/// How long to wait for an answer: RFC 6298, with the bounds handed in.
struct RetransmissionTimer: Sendable {
  /// The time to wait now.
  private(set) var timeout: Duration
  private let minimum: Duration
  private let maximum: Duration
  private var smoothed: Duration?
  private var variation = Duration.zero

  init(initial: Duration, minimum: Duration, maximum: Duration) {
    self.minimum = minimum
    self.maximum = max(minimum, maximum)
    timeout = min(max(initial, minimum), self.maximum)
  }

  /// The smoothed round trip; nil before the first was measured.
  var roundTrip: Duration? { smoothed }

  /// Takes a round trip that was measured on packets that were sent once (Karn's rule: of one that
  /// was sent again nobody knows which copy was answered). It ends the back-off.
  mutating func measured(_ sample: Duration) {
    let sample = max(sample, .zero)
    if let before = smoothed {
      let difference = before > sample ? before - sample : sample - before
      variation = (variation * 3 + difference) / 4
      smoothed = (before * 7 + sample) / 8
    } else {
      variation = sample / 2
      smoothed = sample
    }
    timeout = min(max((smoothed ?? sample) + variation * 4, minimum), maximum)
  }

  /// After a resend: waits twice as long.
  mutating func backOff() { timeout = min(timeout * 2, maximum) }
}
