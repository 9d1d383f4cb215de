internal import NetworkAddresses
internal import OutputTree
internal import Rollout
internal import SIPPnP

extension RolloutEvent {
  /// What something that happened means for the rollout: nothing, or some steps of a phone.
  static func events(_ event: ServeEvent) -> [RolloutEvent] {
    let time = Int64(event.time.wholeMilliseconds)
    switch event.kind {
    case .pnp(let pnp): return events(pnp, time)
    case .fetch(let fetch): return Self.event(fetch, time).map { [$0] } ?? []
    case .notice, .treeTaken, .ready: return []
    }
  }

  private static func events(_ event: PnPEvent, _ time: Int64) -> [RolloutEvent] {
    func events(_ subscriber: PnPSubscriber, _ kinds: Kind...) -> [RolloutEvent] {
      kinds.map {
        RolloutEvent(
          time: time, mac: subscriber.phone.mac, address: subscriber.source.host, $0)
      }
    }
    switch event {
    case .ignored(let phone):
      let said = phone.phone
      return events(
        phone,
        .unknown(
          UnknownPhone(
            vendor: said.vendor, model: said.model, version: said.version,
            userAgent: said.userAgent)))
    case .told(let phone, let url): return events(phone, .seen, .told(url: url))
    case .acknowledged(let phone): return events(phone, .acknowledged)
    case .refused(let phone, let status):
      return events(phone, .failed(.sip, nil, reason: "it refused the URL: SIP status \(status)"))
    case .unanswered(let phone):
      return events(phone, .failed(.sip, nil, reason: "it did not answer the NOTIFY"))
    case .repeated, .toldAgain, .dropped: return []
    }
  }

  /// Files that are not there are asked for by every phone that looks for another family's: that is
  /// no failure.
  private static func event(_ fetch: Fetch, _ time: Int64) -> RolloutEvent? {
    guard let file = fetch.file else { return nil }
    let kind: Kind
    switch fetch.result {
    case .sent: kind = .fetched(RolloutFile(file), fetch.means.part, hash: file.sha256)
    case .failed(let why): kind = .failed(fetch.means.part, RolloutFile(file), reason: why)
    case .answered, .refused: return nil
    }
    return RolloutEvent(time: time, mac: file.mac, address: fetch.client.host, kind)
  }
}

extension Fetch.Means {
  fileprivate var part: RolloutProtocol {
    switch self {
    case .tftp: .tftp
    case .http: .http
    case .https: .https
    }
  }
}
