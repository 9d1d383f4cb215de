internal import OutputTree

/// Notices new builds and takes them over, each as a whole; a tree that is not whole is passed over
/// and the old one served on.
///
/// It looks at the times of the tree and its manifest, since that works on every file system and
/// over a network, and costs four calls of the system.
struct TreeWatcher {
  enum Finding {
    case taken(ServedTree)
    /// The new tree is not whole, and has not become so for a while: said once for each.
    case refused(TreeError)
  }

  private let location: TreeLocation
  private let current: CurrentTree
  private let byteLimit: Int
  private let threads: Int
  /// How long tree and manifest may disagree before it is said: a build needs moments.
  private let patience: Duration
  private var seen: TreeStamp
  private var failing: Failing?

  private struct Failing {
    let stamp: TreeStamp
    let since: Duration
    var isSaid = false
  }

  init(
    _ location: TreeLocation, current: CurrentTree, byteLimit: Int, threads: Int,
    patience: Duration
  ) {
    self.location = location
    self.current = current
    self.byteLimit = byteLimit
    self.threads = threads
    self.patience = patience
    seen = current.value.snapshot.stamp
  }

  /// Looks for a new build. If it was asked to, it reads the tree though nothing seems to be new.
  mutating func look(now: Duration, isAsked: Bool = false) -> Finding? {
    let stamp = TreeStamp.now(location)
    if stamp == seen, !isAsked {
      failing = nil
      return nil
    }
    if let failing, failing.stamp == stamp, failing.isSaid, !isAsked { return nil }
    do throws(TreeError) {
      let old = current.value.snapshot
      let snapshot = try TreeSnapshot.take(
        location, reusing: old, byteLimit: byteLimit, threads: threads)
      seen = snapshot.stamp
      failing = nil
      guard snapshot.manifest != old.manifest || isAsked else { return nil }
      return .taken(current.replace(by: snapshot))
    } catch {
      return refusal(error, stamp, now: now, isAsked: isAsked)
    }
  }

  private mutating func refusal(
    _ error: TreeError, _ stamp: TreeStamp, now: Duration, isAsked: Bool
  ) -> Finding? {
    if failing?.stamp != stamp { failing = Failing(stamp: stamp, since: now) }
    guard let since = failing?.since, isAsked || now - since >= patience else { return nil }
    failing?.isSaid = true
    return .refused(error)
  }
}
