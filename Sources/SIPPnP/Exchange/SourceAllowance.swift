import NetworkAddresses

/// How often each source address may still ask: a bucket a source, refilled as time goes by.
struct SourceAllowance: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: Duration
  }

  /// More sources than this are forgotten, those first whose bucket is full again.
  private static let sourceCount = 16_384

  private let burst: Double
  private let perSecond: Double
  private var buckets: [IPAddress: Bucket] = [:]

  init(burst: Int, perSecond: Int) {
    self.burst = Double(max(1, burst))
    self.perSecond = Double(max(1, perSecond))
  }

  /// Takes one request from a source's allowance; false if there is none left.
  /// The host itself, by loopback, may take any number.
  mutating func take(_ source: IPAddress, at now: Duration) -> Bool {
    if source.unmapped.isLoopback { return true }
    if buckets.count >= Self.sourceCount, buckets[source] == nil { forget(at: now) }
    var bucket = buckets[source] ?? Bucket(tokens: burst, at: now)
    bucket.tokens = tokens(of: bucket, at: now)
    bucket.at = max(now, bucket.at)
    let isAllowed = bucket.tokens >= 1
    if isAllowed { bucket.tokens -= 1 }
    buckets[source] = bucket
    return isAllowed
  }

  private func tokens(of bucket: Bucket, at now: Duration) -> Double {
    let seconds =
      Double(max(0, (now - bucket.at).components.seconds))
      + Double((now - bucket.at).components.attoseconds) / 1e18
    return min(burst, bucket.tokens + max(0, seconds) * perSecond)
  }

  private mutating func forget(at now: Duration) {
    buckets = buckets.filter { tokens(of: $0.value, at: now) < burst }
    // Whoever sends from so many addresses at once is no phone: all begin anew. Were fewer left
    // out, the next source might cost a look at all again.
    if buckets.count >= Self.sourceCount / 2 { buckets.removeAll(keepingCapacity: true) }
  }
}
