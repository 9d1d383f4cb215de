internal import NetworkSockets
internal import Synchronization

/// Carries what happened from the threads that serve to the one that writes it down.
///
/// Serving never waits for it: what does not fit is counted and forgotten.
final class EventQueue: Sendable {
  private struct Waiting {
    var events: [ServeEvent] = []
    var lost = 0
  }

  private let waiting = Mutex(Waiting())
  private let capacity: Int
  let wakeup: Wakeup

  init(capacity: Int) throws(NetworkError) {
    self.capacity = capacity
    wakeup = try Wakeup()
  }

  func post(_ events: [ServeEvent]) {
    guard !events.isEmpty else { return }
    let isFirst = waiting.withLock { waiting in
      let isFirst = waiting.events.isEmpty
      let room = max(0, capacity - waiting.events.count)
      waiting.events += events.prefix(room)
      waiting.lost += max(0, events.count - room)
      return isFirst
    }
    if isFirst { wakeup.ring() }
  }

  /// Takes everything, and the number of events that were lost since it was last asked.
  func take() -> (events: [ServeEvent], lost: Int) {
    wakeup.take()
    return waiting.withLock { waiting in
      defer { waiting = Waiting() }
      return (waiting.events, waiting.lost)
    }
  }
}

/// Collects the events of one thread until it has handled all that was waiting.
final class EventSink {
  private var events: [ServeEvent] = []
  private let queue: EventQueue

  init(_ queue: EventQueue) {
    self.queue = queue
  }

  func report(_ what: ServeEvent.Kind) {
    events.append(ServeEvent(time: SystemClock.sinceEpoch, kind: what))
  }

  func log(_ record: LogRecord) {
    report(.notice(record))
  }

  /// Hands over what was collected.
  func flush() {
    guard !events.isEmpty else { return }
    queue.post(events)
    events.removeAll(keepingCapacity: true)
  }
}
