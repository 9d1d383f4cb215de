import NetworkAddresses

/// One phone being told its URL: from its SUBSCRIBE to the answer to our NOTIFY, and on until
/// nobody can ask for the same again.
struct Exchange: Sendable {
  enum State: Sendable {
    /// The NOTIFY was sent and no final answer has come: it goes out again at `interval`s, until
    /// `end` (RFC 3261, section 17.1.2: timers E and F).
    case telling(notify: [UInt8], interval: Duration, resendAt: Duration, times: Int, end: Duration)
    /// It is over; the answer to the SUBSCRIBE is kept until `end`, for those that repeat it.
    case over(end: Duration)
  }

  let subscriber: PnPSubscriber
  /// What the SUBSCRIBE was answered with.
  let answer: [UInt8]
  /// Where the NOTIFY goes.
  let target: SocketAddress
  /// Of our NOTIFY.
  let branch: String
  var state: State

  var nextWake: Duration {
    switch state {
    case .telling(_, _, let resendAt, _, let end): min(resendAt, end)
    case .over(let end): end
    }
  }

  /// It is over: the NOTIFY is not sent again.
  mutating func finish() {
    if case .telling(_, _, _, _, let end) = state { state = .over(end: end) }
  }

  /// A provisional answer: only the longest interval from now on (timer E in "Proceeding").
  mutating func slowDown(to longest: Duration, now: Duration) {
    if case .telling(let notify, _, _, let times, let end) = state {
      state = .telling(
        notify: notify, interval: longest, resendAt: now + longest, times: times, end: end)
    }
  }
}
