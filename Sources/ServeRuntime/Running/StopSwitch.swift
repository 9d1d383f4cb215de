internal import NetworkSockets
internal import Synchronization

/// Tells all threads to end what they do.
final class StopSwitch: Sendable {
  private let isSet = Atomic<Bool>(false)
  private let wakeups: [Wakeup]

  init(_ wakeups: [Wakeup]) {
    self.wakeups = wakeups
  }

  var isStopping: Bool { isSet.load(ordering: .acquiring) }

  func stop() {
    isSet.store(true, ordering: .releasing)
    for wakeup in wakeups { wakeup.ring() }
  }
}
