internal import NetworkSockets
internal import Rollout

/// The loop of the thread that writes down what happens: the log, the ledger, the last line of a
/// terminal, the status page. Whatever it waits for, a disk or a terminal, serving does not wait
/// for it.
final class Recorder {
  private let queue: EventQueue
  private let stop: StopSwitch
  private let log: LogSettings
  private let poller: Poller
  private let status: StatusServer?
  private var book: RolloutBook
  private var console = Console()
  private var ration: StrangerRation

  static let wakeupToken = UInt64.max

  init(
    queue: EventQueue, stop: StopSwitch, log: LogSettings, book: RolloutBook, poller: Poller,
    status: StatusServer?
  ) throws(NetworkError) {
    self.queue = queue
    self.stop = stop
    self.log = log
    self.book = book
    self.poller = poller
    self.status = status
    ration = StrangerRation(linesPerSecond: log.strangerLinesPerSecond)
    try poller.add(queue.wakeup, token: Self.wakeupToken)
  }

  /// Writes until it is told to stop and everything is written.
  func run() {
    while !stop.isStopping {
      wait()
      record()
    }
    record()
    book.close()
    console.show("")
  }

  private func wait() {
    do {
      try poller.wait(timeout: .seconds(1)) { event in
        guard event.token != Self.wakeupToken else { return }
        status?.handle(event, book: book, now: SystemClock.now)
      }
      status?.wake(book: book, now: SystemClock.now)
    } catch {
      console.write(line(LogRecord(.error, "poll.failed").with("why", error.reason)))
    }
  }

  private func record() {
    let (events, lost) = queue.take()
    var lines = ""
    for event in events {
      if case .treeTaken(let tree) = event.kind { book.take(tree) }
      let record = LogRecord(event.kind)
      guard record.level >= log.level || event.kind.isAlwaysWritten else { continue }
      let (isWritten, withheld) = ration.admits(event)
      if withheld > 0 { lines += line(LogRecord(.warning, "log.withheld").with("lines", withheld)) }
      guard isWritten else { continue }
      lines += log.format.line(record, at: event.time)
    }
    if lost > 0 { lines += line(LogRecord(.warning, "log.overflow").with("lost", lost)) }
    if let failure = book.take(events) { lines += line(failure) }
    console.write(lines)
    if log.showsProgress { console.show(LedgerSummary(book.ledger).line) }
    book.sync(now: SystemClock.now)
  }

  private func line(_ record: LogRecord) -> String {
    log.format.line(record, at: SystemClock.sinceEpoch)
  }
}
