import Dispatch
import Synchronization

/// Work that is spread over the processors.
enum ParallelWork {
  /// Maps indices in parallel; the results are in the order of the indices.
  ///
  /// Each worker takes the next index when it is done with one, so uneven pieces do not matter.
  static func map<Result: Sendable>(
    count: Int, workers: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 1, workers > 1 else { return (0..<max(count, 0)).map(body) }
    let results = Mutex<[(index: Int, result: Result)]>([])
    run(count: count, workers: workers) {
      [(index: Int, result: Result)]()
    } body: { index, own in
      own.append((index, body(index)))
    } finish: { own in
      results.withLock { $0 += own }
    }
    return results.withLock { $0 }.sorted { $0.index < $1.index }.map(\.result)
  }

  /// Runs a body for each index, with a state of each worker's own.
  static func run<State>(
    count: Int, workers: Int, state makeState: @Sendable () -> State,
    body: @Sendable (Int, inout State) -> Void, finish: @Sendable (State) -> Void
  ) {
    let next = Atomic<Int>(0)
    let workers = max(1, min(workers, count))
    @Sendable func work() {
      var state = makeState()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { break }
        body(index, &state)
      }
      finish(state)
    }
    if workers == 1 {
      work()
    } else {
      DispatchQueue.concurrentPerform(iterations: workers) { _ in work() }
    }
  }
}
