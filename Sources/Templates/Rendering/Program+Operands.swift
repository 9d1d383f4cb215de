extension Program {
  /// The nodes that a node is computed from.
  func operands(of node: NodeID) -> [NodeID] {
    switch nodes[node] {
    case .constant, .slot, .root, .loop: []
    case .field(let base, _): [base]
    case .element(let base, let index): [base, index]
    case .entry(let base, let key): [base, key]
    case .list(let run), .map(_, let run), .concatenation(let run), .and(let run), .or(let run),
      .comparisonChain(let run, _), .textFilter(_, let run), .range(let run):
      Array(children(run))
    case .appendText(let left, let right), .appendList(let left, let right),
      .arithmetic(_, let left, let right), .comparison(_, let left, let right),
      .isDivisible(let left, let right), .fallback(let left, let right, _),
      .integer(let left, let right), .join(let left, let right):
      [left, right]
    case .negate(let operand), .not(let operand), .isDefined(let operand),
      .absolute(let operand), .length(let operand), .sortMap(let operand, _, _, _),
      .sum(let operand), .reversed(let operand), .first(let operand), .last(let operand),
      .keys(let operand):
      [operand]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .sort(let comprehension, _, _), .unique(let comprehension, _),
      .extreme(let comprehension, _, _), .select(let comprehension, _),
      .mapped(let comprehension):
      [comprehension.list, comprehension.body]
    }
  }
}
