/// What came of a rehearsal.
public struct RehearsalReport: Hashable, Sendable {
  /// How one phone ended.
  public struct Phone: Hashable, Sendable {
    public let mac: String
    public let model: String
    /// When it began, since the rehearsal's start.
    public internal(set) var began: Duration
    /// When it had its URL, and all its files; nil if it never did.
    public internal(set) var told: Duration?
    public internal(set) var done: Duration?
    /// Octets of its files, all of which were compared with the tree.
    public internal(set) var octets = 0
    /// What went wrong; nil if all went well.
    public internal(set) var failure: String?

    /// From its first SUBSCRIBE to its last octet.
    public var took: Duration? { done.map { $0 - began } }
  }

  public internal(set) var phones: [Phone]
  /// From the first phone's start to the last one's end.
  public internal(set) var duration: Duration

  public var failures: [Phone] { phones.filter { $0.failure != nil } }

  /// The time within which a part of the phones that are done were done, 0 to 1.
  public func percentile(_ part: Double) -> Duration? {
    let times = phones.compactMap(\.took).sorted()
    guard let last = times.indices.last else { return nil }
    return times[min(last, max(0, Int((part * Double(times.count)).rounded(.up)) - 1))]
  }
}
