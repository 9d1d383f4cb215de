internal import NetworkAddresses
internal import SIPPnP

extension LogRecord {
  /// The line of the log for what happened in an exchange.
  init(_ event: PnPEvent) {
    switch event {
    case .ignored(let phone):
      self = LogRecord(.info, "pnp.unknown").with(phone).with("vendor", ifAny: phone.phone.vendor)
        .with("model", ifAny: phone.phone.model).with("agent", ifAny: phone.phone.userAgent)
    case .told(let phone, let url):
      self = LogRecord(.info, "pnp.told").with(phone).with("url", url)
    case .repeated(let phone): self = LogRecord(.debug, "pnp.asked-again").with(phone)
    case .toldAgain(let phone, let times):
      self = LogRecord(.debug, "pnp.told-again").with(phone).with("times", times)
    case .acknowledged(let phone): self = LogRecord(.info, "pnp.acknowledged").with(phone)
    case .refused(let phone, let status):
      self = LogRecord(.warning, "pnp.refused").with(phone).with("status", status)
    case .unanswered(let phone): self = LogRecord(.warning, "pnp.unanswered").with(phone)
    case .dropped(let reason, let source):
      self = LogRecord(reason.level, "pnp.dropped").with("why", reason.sentence)
        .with("source", "\(source)")
    }
  }

  private func with(_ subscriber: PnPSubscriber) -> LogRecord {
    with("mac", ifAny: subscriber.phone.mac).with("source", "\(subscriber.source)")
  }
}

extension PnPDropReason {
  fileprivate var level: LogLevel {
    switch self {
    case .foreignSource, .tooManyRequests, .tooManyExchanges: .warning
    case .malformed: .debug
    }
  }

  fileprivate var sentence: String {
    switch self {
    case .foreignSource: "its address is on no network that is served; --allow widens that"
    case .malformed: "it is no SIP message that can be answered"
    case .tooManyRequests: "its address asks too often"
    case .tooManyExchanges: "too many phones ask at once"
    }
  }
}
