import Dispatch
import Synchronization

/// How many files of long work are done, counted from several threads.
final class ProgressCounter: Sendable {
  private let done = Atomic<Int>(0)
  private let what: String
  private let total: Int
  private let line = Mutex(Line())

  private struct Line {
    var isShown = false
    var isOver = false
  }

  init(_ what: String, total: Int) {
    self.what = what
    self.total = total
  }

  func advance(_ count: Int) {
    done.wrappingAdd(count, ordering: .relaxed)
  }

  fileprivate func show() {
    let count = done.load(ordering: .relaxed)
    line.withLock { line in
      guard !line.isOver else { return }
      line.isShown = true
      Terminal.printForPeople("\r\(what) \(count) of \(total) files\u{1B}[K")
    }
  }

  fileprivate func takeAway() {
    line.withLock { line in
      if line.isShown { Terminal.printForPeople("\r\u{1B}[K") }
      line.isOver = true
    }
  }
}

/// A line on the terminal that says how far long work is; it appears after a second.
struct Progress {
  let counter: ProgressCounter
  private let timer: (any DispatchSourceTimer)?

  /// - Parameters:
  ///   - what: such as `hq: building`.
  ///   - total: how many files there are.
  init(_ what: String, total: Int) {
    let counter = ProgressCounter(what, total: total)
    self.counter = counter
    guard Terminal.isAttended else {
      timer = nil
      return
    }
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + 1, repeating: .milliseconds(200))
    timer.setEventHandler { counter.show() }
    timer.activate()
    self.timer = timer
  }

  /// Takes the line away.
  func end() {
    timer?.cancel()
    counter.takeAway()
  }
}
