internal import NetworkAddresses
internal import OutputTree
internal import SIPPnP

extension LogRecord {
  /// The line of the log for something that happened.
  init(_ event: ServeEvent.Kind) {
    switch event {
    case .notice(let notice): self = notice
    case .fetch(let fetch): self.init(fetch)
    case .pnp(let event): self.init(event)
    case .treeTaken(let tree):
      self = LogRecord(.info, "tree.taken").with(tree).with("build", tree.generation)
    case .ready(let addresses, let tree):
      self = LogRecord(.info, "ready").with(tree).with("pnp", ifAny: addresses.pnp?.description)
        .with("tftp", ifAny: addresses.tftp?.description)
        .with(addresses.isHTTPEncrypted ? "https" : "http", ifAny: addresses.http?.description)
        .with("status", ifAny: addresses.status?.description)
    }
  }

  private func with(_ tree: ServedTree) -> LogRecord {
    with("site", tree.snapshot.manifest.site).with("files", tree.snapshot.count)
      .with("phones", tree.snapshot.phoneCount)
  }

  private init(_ fetch: Fetch) {
    var record: LogRecord
    switch fetch.result {
    case .sent(let bytes, let confirmed):
      record = LogRecord(.info, fetch.means.sentEvent).with("bytes", bytes)
      if !confirmed { record = record.with("confirmed", "no") }
    case .answered(let bytes):
      record = LogRecord(.debug, fetch.means.answeredEvent).with("bytes", bytes)
    case .failed(let why): record = LogRecord(.warning, fetch.means.failedEvent).with("why", why)
    case .refused(let why): record = LogRecord(.info, fetch.means.refusedEvent).with("why", why)
    }
    record = record.with("file", fetch.file?.path.text ?? fetch.name)
      .with("mac", ifAny: fetch.file?.mac).with("client", "\(fetch.client)")
    if fetch.duration > .zero { record = record.with("ms", fetch.duration.wholeMilliseconds) }
    if fetch.resends > 0 { record = record.with("resends", fetch.resends) }
    self = record
  }
}

extension Fetch.Means {
  fileprivate var sentEvent: StaticString {
    switch self {
    case .tftp: "tftp.sent"
    case .http: "http.sent"
    case .https: "https.sent"
    }
  }

  fileprivate var answeredEvent: StaticString {
    switch self {
    case .tftp: "tftp.answered"
    case .http: "http.answered"
    case .https: "https.answered"
    }
  }

  fileprivate var failedEvent: StaticString {
    switch self {
    case .tftp: "tftp.failed"
    case .http: "http.failed"
    case .https: "https.failed"
    }
  }

  fileprivate var refusedEvent: StaticString {
    switch self {
    case .tftp: "tftp.refused"
    case .http: "http.refused"
    case .https: "https.refused"
    }
  }
}

extension Duration {
  /// Rounded down.
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(clamping: seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
