public import NetworkAddresses
public import OutputTree

/// What is known of one phone, apart from its time line.
public struct PhoneTotals: Hashable, Sendable {
  /// Addresses that are kept: those used last.
  public static let addressCount = 4

  /// Where it was, the last address first.
  public internal(set) var addresses: [AddressUse] = []
  public internal(set) var steps: [RolloutStep: StepTimes] = [:]
  /// Its own file as it fetched it last.
  public internal(set) var ownFetch: FileFetch?
  /// The common file as it fetched it last.
  public internal(set) var commonFetch: FileFetch?
  /// What went wrong last, whether or not something went right after it.
  public internal(set) var lastFailure: Failure?
  /// Whether nothing went right after ``lastFailure``.
  public internal(set) var isFailing = false

  public struct AddressUse: Hashable, Sendable {
    public let address: IPAddress
    /// When something was heard from there last: milliseconds since 1970-01-01 00:00 UTC, as all
    /// times here.
    public let time: Int64
  }

  public struct FileFetch: Hashable, Sendable {
    public let hash: ContentHash
    public let time: Int64
  }

  public struct Failure: Hashable, Sendable {
    public let time: Int64
    public let part: RolloutProtocol
    public let file: RolloutFile?
    public let reason: String
  }

  init() {}

  /// When something happened last.
  public var lastTime: Int64? { steps.values.map(\.last).max() }

  mutating func apply(_ event: RolloutEvent) {
    note(AddressUse(address: event.address, time: event.time))
    guard let step = event.step else { return }
    if steps[step]?.take(event.time) == nil {
      steps[step] = StepTimes(first: event.time, last: event.time, count: 1)
    }
    switch event.kind {
    case .fetched(let file, _, let hash):
      isFailing = false
      let fetch = FileFetch(hash: hash, time: event.time)
      if file.role == .own { ownFetch = fetch } else { commonFetch = fetch }
    case .failed(let part, let file, let reason):
      isFailing = true
      lastFailure = Failure(time: event.time, part: part, file: file, reason: reason)
    case .seen, .told, .acknowledged, .fetching:
      // It goes on: what SIP could not do is overtaken. A failed transfer is mended by a transfer.
      if lastFailure?.part == .sip { isFailing = false }
    case .unknown: break
    }
  }

  private mutating func note(_ use: AddressUse) {
    if addresses.first?.address == use.address {
      addresses[0] = use
      return
    }
    addresses.removeAll { $0.address == use.address }
    addresses.insert(use, at: 0)
    if addresses.count > Self.addressCount { addresses.removeLast() }
  }
}

/// When a step was taken, and how often.
public struct StepTimes: Hashable, Sendable {
  /// Milliseconds since 1970-01-01 00:00 UTC.
  public internal(set) var first: Int64
  public internal(set) var last: Int64
  /// At least 1.
  public internal(set) var count: Int

  mutating func take(_ time: Int64) {
    first = min(first, time)
    last = max(last, time)
    count = count < .max ? count + 1 : count
  }
}
