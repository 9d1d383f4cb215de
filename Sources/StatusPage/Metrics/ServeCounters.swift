public import Rollout

/// What a server counts while it serves. Numbers begin at zero with each run, as Prometheus expects.
public struct ServeCounters: Sendable {
  /// How a request for a file ended.
  public enum FileOutcome: String, Hashable, Sendable, CaseIterable {
    /// All of the file was sent.
    case sent
    /// The client has it already, or asked for a part of it, or only about it.
    case answered
    /// It broke off.
    case failed
    /// There is no such file, or it may not be had.
    case refused
  }

  /// What became of a message of PnP.
  public enum PnPOutcome: String, Hashable, Sendable, CaseIterable {
    /// A phone asked and was sent a URL.
    case told
    /// The same request came again.
    case repeated
    /// The URL was sent again.
    case toldAgain = "told_again"
    /// The phone took the URL.
    case acknowledged
    /// The phone answered with another status.
    case refused
    /// The phone did not answer.
    case unanswered
    /// The phone is not in the site, and was not answered.
    case ignored
    /// No message that is answered.
    case dropped
  }

  /// Requests for files by one protocol.
  struct Files: Hashable, Sendable {
    var counts: [FileOutcome: Int] = [:]
    var bytes = 0
    var resends = 0
    var durations = DurationHistogram()
  }

  private(set) var files: [RolloutProtocol: Files] = [:]
  private(set) var pnp: [PnPOutcome: Int] = [:]
  /// Builds that were taken over since the start.
  public var builds = 0
  /// New builds that could not be taken over.
  public var refusedBuilds = 0
  /// Events that log and ledger lost because more happened than could be written down.
  public var lostEvents = 0

  public init() {}

  /// Counts a request for a file.
  ///
  /// - Parameters:
  ///   - part: By which protocol; SIP has no files and is not counted.
  ///   - outcome: How it ended.
  ///   - bytes: Bytes of the file that were sent.
  ///   - duration: From the request to the end; of whole files alone is it counted.
  ///   - resends: Packets that were sent again.
  public mutating func countFile(
    by part: RolloutProtocol, _ outcome: FileOutcome, bytes: Int, duration: Duration, resends: Int
  ) {
    guard part != .sip else { return }
    files[part, default: Files()].counts[outcome, default: 0] += 1
    files[part]?.bytes &+= max(0, bytes)
    files[part]?.resends &+= max(0, resends)
    if outcome == .sent { files[part]?.durations.take(duration) }
  }

  /// Counts a message of PnP.
  public mutating func countPnP(_ outcome: PnPOutcome) {
    pnp[outcome, default: 0] += 1
  }
}

/// How long things took, in classes.
struct DurationHistogram: Hashable, Sendable {
  /// The upper bounds of the classes, in seconds; what took longer is only in the count.
  static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

  /// How many fell into each class, without the classes below.
  private(set) var counts = [Int](repeating: 0, count: bounds.count)
  private(set) var count = 0
  /// In seconds.
  private(set) var sum = 0.0

  mutating func take(_ duration: Duration) {
    let (whole, attoseconds) = duration.components
    let seconds = max(0, Double(whole) + Double(attoseconds) / 1e18)
    count += 1
    sum += seconds
    if let place = Self.bounds.firstIndex(where: { seconds <= $0 }) { counts[place] += 1 }
  }

  /// As Prometheus wants it: each class holds those below it too.
  func samples(_ labels: [(String, String)]) -> [MetricFamily.Sample] {
    var samples: [MetricFamily.Sample] = []
    var below = 0
    for (bound, number) in zip(Self.bounds, counts) {
      below += number
      samples.append(
        MetricFamily.Sample(
          suffix: "_bucket", labels + [("le", MetricsText.number(bound))], Double(below)))
    }
    return samples + [
      MetricFamily.Sample(suffix: "_bucket", labels + [("le", "+Inf")], Double(count)),
      MetricFamily.Sample(suffix: "_sum", labels, sum),
      MetricFamily.Sample(suffix: "_count", labels, Double(count)),
    ]
  }
}
