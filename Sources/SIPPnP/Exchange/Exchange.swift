import NetworkAddresses

/// One phone being told its URL: from its SUBSCRIBE to the answer to our NOTIFY, and on until
/// nobody can ask for the same again.
struct Exchange: Sendable {
  enum State: Sendable {
    /// The NOTIFY was sent and no final answer has come: it goes out again at `interval`s, until
    /// `end` (RFC 3261, section 17.1.2: timers E and F).
    case telling(notify: [UInt8], interval: Duration, resendAt: Duration, times: Int, end: Duration)
    /// It is over; whoever repeats the SUBSCRIBE until `end` gets the same answer.
    case over(end: Duration)
  }

  let subscriber: PnPSubscriber
  /// Our side of the dialog: a repeated SUBSCRIBE is answered with it too.
  let tag: String
  /// Where the NOTIFY goes.
  let target: SocketAddress
  /// Of our NOTIFY.
  let branch: String
  /// About what it holds in memory.
  let octets: Int
  var state: State
}
