internal import OutputTree
internal import Rollout

/// The ledger in memory and its file, kept in step.
struct RolloutBook {
  private(set) var ledger: Ledger
  let site: String
  private var file: LedgerFile
  private var header: LedgerHeader
  private var hasFailed = false
  private var nextSync = Duration.zero

  /// How long the disk may lag behind.
  private static let syncInterval = Duration.seconds(5)

  /// Takes up what the file says; what is wrong with it comes as records for the log.
  static func open(
    _ tree: ServedTree, path: String, name: String
  ) -> (book: RolloutBook, records: [LogRecord]) {
    let manifest = tree.snapshot.manifest
    var book = RolloutBook(
      ledger: Ledger(RolloutPhone.phones(of: manifest)), site: manifest.site,
      file: LedgerFile(path: path), header: LedgerHeader(site: manifest.site, ledger: name))
    var records: [LogRecord] = []
    switch book.file.read() {
    case .success(nil): break
    case .success(let content?):
      book.ledger.restore(content)
      if let header = content.header { book.header = header }
      if content.faultCount > 0 {
        records.append(
          LogRecord(.warning, "ledger.faulty").with("file", path)
            .with("lines", content.faultCount)
            .with("first", content.faultyLines.first ?? 0))
      }
    case .failure(let fault):
      records.append(
        LogRecord(.warning, "ledger.unreadable").with("file", path).with("why", fault.reason))
    }
    return (book, records)
  }

  /// The phones of a new build take the place of the old ones; what is known of them stays.
  mutating func take(_ tree: ServedTree) {
    ledger.replacePhones(RolloutPhone.phones(of: tree.snapshot.manifest))
  }

  /// Takes events, and writes those that say something of the rollout. What is wrong with the file
  /// is said once, until it can be written again.
  mutating func take(_ events: [ServeEvent]) -> LogRecord? {
    var lines: [UInt8] = []
    for event in events {
      for rollout in RolloutEvent.events(event) {
        let isApplied = ledger.apply(rollout) != nil
        if isApplied || rollout.step == .commonFetched { lines += LedgerText.line(rollout) }
      }
    }
    guard !lines.isEmpty else { return nil }
    let fault = file.append(lines, header: header) ?? file.compact(ledger, header: header)
    guard let fault else {
      hasFailed = false
      return nil
    }
    guard !hasFailed else { return nil }
    hasFailed = true
    return LogRecord(.error, "ledger.unwritable").with("file", file.path)
      .with("why", fault.reason)
      .with("help", "serving goes on; a restart will not know what happens from now on")
  }

  mutating func sync(now: Duration) {
    guard now >= nextSync else { return }
    nextSync = now + Self.syncInterval
    file.sync()
  }

  mutating func close() {
    file.sync()
    file.closeFile()
  }
}
