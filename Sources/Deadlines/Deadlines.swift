/// Who must be woken when: at most one moment for each key, and the earliest first.
///
/// Made for timers that are moved much more often than they ring, as those of retransmission are:
/// moving one to a later moment costs one look into a dictionary. The heap keeps the old moment
/// then, and the key takes its new place when that one is reached; a key that was cancelled or
/// moved to an earlier moment leaves its old entry to be skipped. Memory is bounded by the number
/// of keys: when more than half of the heap is such leftovers, it is built anew.
public struct Deadlines<Key: Hashable & Sendable>: Sendable {
  private struct Entry {
    var moment: Duration
    var key: Key
  }

  private struct Schedule {
    /// When the key is due.
    var due: Duration
    /// The moment of the one entry in the heap that speaks for the key, never after `due`.
    var queued: Duration
  }

  private var heap: [Entry] = []
  private var schedules: [Key: Schedule] = [:]

  public init() {}

  /// How many keys have a deadline.
  public var count: Int { schedules.count }

  public var isEmpty: Bool { schedules.isEmpty }

  /// When the key is due; nil if it has no deadline. Setting it moves or cancels the deadline.
  public subscript(key: Key) -> Duration? {
    get { schedules[key]?.due }
    set {
      if let newValue { set(key, due: newValue) } else { cancel(key) }
    }
  }

  /// When to wake up: no later than the earliest deadline, and perhaps before it, since a deadline
  /// that was moved is noticed only then. Nil if there is none.
  public var nextWake: Duration? { schedules.isEmpty ? nil : heap.first?.moment }

  /// Takes a key whose deadline is at or before a moment, the earliest first; nil if there is none.
  ///
  /// Called in a loop after each wake-up, until it gives nil.
  public mutating func takeDue(at now: Duration) -> Key? {
    while let first = heap.first, first.moment <= now {
      guard let schedule = schedules[first.key], schedule.queued == first.moment else {
        removeFirst()
        continue
      }
      if schedule.due > first.moment {
        heap[0].moment = schedule.due
        schedules[first.key]?.queued = schedule.due
        siftDown(from: 0)
        continue
      }
      removeFirst()
      schedules[first.key] = nil
      return first.key
    }
    return nil
  }

  private mutating func set(_ key: Key, due: Duration) {
    if let queued = schedules[key]?.queued, queued <= due {
      schedules[key]?.due = due
      return
    }
    schedules[key] = Schedule(due: due, queued: due)
    heap.append(Entry(moment: due, key: key))
    siftUp(from: heap.count - 1)
    dropLeftovers()
  }

  private mutating func cancel(_ key: Key) {
    schedules[key] = nil
    dropLeftovers()
  }

  /// Builds the heap anew when it holds more leftovers than keys.
  private mutating func dropLeftovers() {
    guard heap.count > 2 * schedules.count + 16 else { return }
    heap = schedules.map { Entry(moment: $0.value.due, key: $0.key) }
    for key in schedules.keys {
      if let due = schedules[key]?.due { schedules[key]?.queued = due }
    }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(from: index) }
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    siftDown(from: 0)
  }

  private mutating func siftUp(from start: Int) {
    var index = start
    while index > 0 {
      let parent = (index - 1) / 2
      guard heap[index].moment < heap[parent].moment else { return }
      heap.swapAt(index, parent)
      index = parent
    }
  }

  private mutating func siftDown(from start: Int) {
    var index = start
    while true {
      var smallest = index
      for child in (2 * index + 1)...(2 * index + 2) where child < heap.count {
        if heap[child].moment < heap[smallest].moment { smallest = child }
      }
      guard smallest != index else { return }
      heap.swapAt(index, smallest)
      index = smallest
    }
  }
}
