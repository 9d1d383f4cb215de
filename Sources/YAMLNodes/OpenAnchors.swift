/// The anchors of a document that is being built.
struct OpenAnchors {
  /// A node of this document that is complete.
  struct Own {
    let node: Int
    /// How deep collections lie in it, itself among them, aliases followed.
    let height: Int
    /// How many nodes it has, aliases followed.
    let expandedCount: Int
  }

  enum State {
    /// Its collection is not yet closed: an alias to it would contain itself.
    case open(node: Int)
    case complete(Own)
  }

  private var states: [String: State] = [:]
  /// The names of anchored collections by the number that `open` gave.
  private var opened: [String] = []

  subscript(name: String) -> State? { states[name] }

  var names: Dictionary<String, State>.Keys { states.keys }

  /// Those that are complete.
  var definitions: [(name: String, own: Own)] {
    states.compactMap { name, state in
      if case .complete(let own) = state { (name, own) } else { nil }
    }
  }

  mutating func define(_ name: String, _ own: Own) {
    states[name] = .complete(own)
  }

  /// Returns the number to close it by.
  mutating func open(_ name: String, node: Int) -> Int {
    states[name] = .open(node: node)
    opened.append(name)
    return opened.count - 1
  }

  /// Completes a collection, unless something in it took its anchor over.
  mutating func close(_ number: Int, _ own: Own) {
    let name = opened[number]
    if case .open(let node) = states[name], node == own.node { states[name] = .complete(own) }
  }
}
