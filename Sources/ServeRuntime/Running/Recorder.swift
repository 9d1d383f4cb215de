internal import NetworkSockets

/// The loop of the thread that writes down what happens: the log, the ledger, the last line of a
/// terminal. Whatever it waits for, a disk or a terminal, serving does not wait for it.
final class Recorder {
  private let queue: EventQueue
  private let stop: StopSwitch
  private let log: LogSettings
  private let poller: Poller
  private var console = Console()

  init(queue: EventQueue, stop: StopSwitch, log: LogSettings) throws(NetworkError) {
    self.queue = queue
    self.stop = stop
    self.log = log
    poller = try Poller()
    try poller.add(queue.wakeup, token: PollSubject.wakeup.token)
  }

  /// Writes until it is told to stop and everything is written.
  func run() {
    while !stop.isStopping {
      do {
        try poller.wait(timeout: .seconds(1)) { _ in }
      } catch {
        write([LogRecord(.error, "poll.failed").with("why", error.reason)])
      }
      record()
    }
    record()
    console.show("")
  }

  private func record() {
    let (events, lost) = queue.take()
    var lines = ""
    for event in events {
      let record = LogRecord(event.kind)
      guard record.level >= log.level || event.kind.isAlwaysWritten else { continue }
      lines += log.format.line(record, at: event.time)
    }
    if lost > 0 {
      lines += log.format.line(
        LogRecord(.warning, "log.overflow").with("lost", lost), at: SystemClock.sinceEpoch)
    }
    console.write(lines)
  }

  private func write(_ records: [LogRecord]) {
    console.write(
      records.map { log.format.line($0, at: SystemClock.sinceEpoch) }.joined())
  }
}
