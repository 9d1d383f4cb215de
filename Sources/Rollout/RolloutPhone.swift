/// A phone of the site, as a rollout knows it: what its tree's manifest says.
public struct RolloutPhone: Hashable, Sendable {
  /// Twelve lower-case hexadecimal digits.
  public let mac: String
  public let family: String
  public let model: String
  /// What people call it; nil if the site does not say.
  public let label: String?
  /// Whether its family has a common file, which comes before its own.
  public let hasCommonFile: Bool
  /// The SHA-256 of its own file, in hexadecimal: tells a phone that has it from one that has an
  /// older one.
  public let fileHash: String

  public init(
    mac: String, family: String, model: String, label: String?, hasCommonFile: Bool,
    fileHash: String
  ) {
    self.mac = mac
    self.family = family
    self.model = model
    self.label = label
    self.hasCommonFile = hasCommonFile
    self.fileHash = fileHash
  }
}

/// How far a phone has come.
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
  /// It fetched its own file, as it stands in the tree now: it is done.
  case ownFetched = "own fetched"
  /// It fetched its own file, and a later build changed that file.
  case outdated
  /// The last thing that it tried went wrong.
  case failed

  /// From the first step to the last; failures come after all.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
