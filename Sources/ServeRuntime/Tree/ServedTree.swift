internal import OutputTree
internal import Synchronization

/// A snapshot that is served, and its number.
final class ServedTree: Sendable {
  let snapshot: TreeSnapshot
  /// 1 for the first, then one more for each build that was taken over.
  let generation: Int

  init(_ snapshot: TreeSnapshot, generation: Int) {
    self.snapshot = snapshot
    self.generation = generation
  }
}

/// The tree that is served now, for all threads: a new one takes its place in one step.
final class CurrentTree: Sendable {
  private let tree: Mutex<ServedTree>
  private let generation: Atomic<Int>

  init(_ snapshot: TreeSnapshot) {
    let first = ServedTree(snapshot, generation: 1)
    tree = Mutex(first)
    generation = Atomic(first.generation)
  }

  var value: ServedTree { tree.withLock { $0 } }

  /// Brings a thread's own reference up to date; cheap where nothing is new.
  func refresh(_ known: inout ServedTree) {
    if generation.load(ordering: .acquiring) != known.generation { known = value }
  }

  func replace(by snapshot: TreeSnapshot) -> ServedTree {
    tree.withLock { tree in
      tree = ServedTree(snapshot, generation: tree.generation + 1)
      generation.store(tree.generation, ordering: .releasing)
      return tree
    }
  }
}
