/// Anchors by name, for a file that is parsed in pieces: what earlier pieces defined.
public struct AnchorTable: Sendable {
  struct Anchor: Sendable {
    let node: YAMLNode
    /// How deep collections lie in it, itself among them, aliases followed.
    let height: Int
    /// How many nodes it has, aliases followed.
    let expandedCount: Int
  }

  var anchors: [String: Anchor] = [:]

  public init() {}

  public var isEmpty: Bool { anchors.isEmpty }

  /// The names, in alphabetical order.
  public var names: [String] { anchors.keys.sorted() }

  /// What a name stands for at the end of what was parsed.
  public subscript(name: String) -> YAMLNode? { anchors[name]?.node }

  /// Adds what a later piece defined, which takes the place of earlier anchors of the same name.
  public mutating func add(_ later: AnchorTable) {
    if anchors.isEmpty {
      anchors = later.anchors
    } else {
      anchors.merge(later.anchors) { $1 }
    }
  }
}
