/// How far a phone has come: the answer to “what is it doing, and must I go there?”.
public enum RolloutState: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Nothing was heard of it.
  case notSeen = "not seen"
  /// It asked for its server.
  case seen
  /// It was sent the URL.
  case told
  /// It took the URL. Only a fetch proves that it uses it (facts: PnP).
  case acknowledged
  /// It fetched its family's common file.
  case commonFetched = "common fetched"
  /// It fetched its own file, as it stands in the tree now: it is done. What goes wrong after that
  /// is in its time line, but takes nothing away from it.
  case ownFetched = "own fetched"
  /// It fetched its own file, and a later build changed that file or its family's common file.
  case outdated
  /// The last thing that it tried went wrong, and it is not done.
  case failed

  /// From the first step to the last; ``outdated`` and ``failed`` come after all.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  /// The name in one word, for labels of metrics and classes of a page: `own_fetched`.
  public var identifier: String {
    switch self {
    case .notSeen: "not_seen"
    case .commonFetched: "common_fetched"
    case .ownFetched: "own_fetched"
    case .seen, .told, .acknowledged, .outdated, .failed: rawValue
    }
  }

  private var rank: Int {
    switch self {
    case .notSeen: 0
    case .seen: 1
    case .told: 2
    case .acknowledged: 3
    case .commonFetched: 4
    case .ownFetched: 5
    case .outdated: 6
    case .failed: 7
    }
  }
}

/// A step of a rollout whose times are kept. The raw values are those of the ledger's file.
public enum RolloutStep: String, Hashable, Sendable, CaseIterable {
  case seen
  case told
  case acknowledged
  case fetching
  case commonFetched = "common_fetched"
  case ownFetched = "own_fetched"
  case failed
}
