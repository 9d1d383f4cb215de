internal import HTTPFiles
internal import OutputTree
internal import Synchronization

/// A snapshot that is served, and its number.
final class ServedTree: Sendable {
  let snapshot: TreeSnapshot
  /// 1 for the first, then one more for each build that was taken over.
  let generation: Int
  /// The files as HTTP serves them: their places are those of the snapshot.
  let httpFiles: HTTPFileTable

  init(_ snapshot: TreeSnapshot, generation: Int, servesHTTP: Bool) {
    self.snapshot = snapshot
    self.generation = generation
    httpFiles = HTTPFileTable(servesHTTP ? Self.httpFiles(of: snapshot) : [])
  }

  private static func httpFiles(of snapshot: TreeSnapshot) -> [HTTPFile] {
    snapshot.manifest.files.enumerated().map { place, file in
      HTTPFile(
        name: file.path.text, matchesAnyCase: file.role.isForPhones, place: place,
        size: file.size, version: file.sha256.hexadecimal,
        lastModified: HTTPDate(secondsSince1970: Int(snapshot.modificationTime(at: place))))
    }
  }
}

/// The tree that is served now, for all threads: a new one takes its place in one step.
final class CurrentTree: Sendable {
  private let tree: Mutex<ServedTree>
  private let generation: Atomic<Int>
  private let servesHTTP: Bool

  init(_ snapshot: TreeSnapshot, servesHTTP: Bool) {
    let first = ServedTree(snapshot, generation: 1, servesHTTP: servesHTTP)
    self.servesHTTP = servesHTTP
    tree = Mutex(first)
    generation = Atomic(first.generation)
  }

  var value: ServedTree { tree.withLock { $0 } }

  /// Brings a thread's own reference up to date; cheap where nothing is new.
  func refresh(_ known: inout ServedTree) {
    if generation.load(ordering: .acquiring) != known.generation { known = value }
  }

  /// Takes a new snapshot over. One thread alone does so.
  func replace(by snapshot: TreeSnapshot) -> ServedTree {
    let next = ServedTree(
      snapshot, generation: generation.load(ordering: .relaxed) + 1, servesHTTP: servesHTTP)
    return tree.withLock { tree in
      tree = next
      generation.store(tree.generation, ordering: .releasing)
      return tree
    }
  }
}
