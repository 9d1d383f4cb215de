internal import HTTPFiles
internal import NetworkAddresses
internal import NetworkSockets
internal import OutputTree

/// Reports what was fetched by HTTP: each file once a second for each address at most, so that who
/// fetches without a pause does not drown what matters.
struct FetchReports {
  private struct Entry {
    let host: IPAddress
    let place: Int
    let generation: Int
    let at: Duration
  }

  /// The last report for each of so many groups of addresses and files.
  private var last: [Entry?] = Array(repeating: nil, count: 4096)
  private let means: Fetch.Means

  private static let interval = Duration.seconds(1)

  init(means: Fetch.Means) {
    self.means = means
  }

  /// Reports the answers that are out.
  mutating func report(_ connection: ServedConnection, now: Duration, to events: EventSink) {
    for sent in connection.unreported
    where !isRepeated(sent, from: connection.socket.peer.host, now: now) {
      events.report(
        .fetch(fetch(sent, connection, result(of: sent.answer), duration: now - sent.askedAt)))
    }
    connection.unreported.removeAll(keepingCapacity: true)
  }

  /// Reports the answers that will never be out.
  func reportBroken(_ connection: ServedConnection, _ reason: String, to events: EventSink) {
    for sent in connection.unreported {
      events.report(.fetch(fetch(sent, connection, .failed(why: reason), duration: .zero)))
    }
    connection.unreported = []
  }

  private mutating func isRepeated(
    _ sent: SentAnswer, from host: IPAddress, now: Duration
  ) -> Bool {
    let place = sent.answer.file?.place ?? -1
    var hasher = Hasher()
    hasher.combine(host)
    hasher.combine(place)
    let group = Int(UInt(bitPattern: hasher.finalize()) % UInt(last.count))
    if let known = last[group], known.host == host, known.place == place,
      known.generation == sent.tree.generation, now - known.at < Self.interval
    {
      return true
    }
    last[group] = Entry(host: host, place: place, generation: sent.tree.generation, at: now)
    return false
  }

  private func result(of answer: HTTPAnswer) -> Fetch.Result {
    guard let part = answer.file else { return .refused(why: "\(answer.status.text)") }
    return part.isWhole
      ? .sent(bytes: part.range.count, confirmed: true) : .answered(bytes: part.range.count)
  }

  private func fetch(
    _ sent: SentAnswer, _ connection: ServedConnection, _ result: Fetch.Result,
    duration: Duration
  ) -> Fetch {
    let file = sent.answer.file.map { sent.tree.snapshot.file(at: $0.place) }
    return Fetch(
      means: means, client: connection.socket.peer, file: file,
      name: file?.path.text ?? sent.target ?? "", result: result, duration: duration, resends: 0)
  }
}
