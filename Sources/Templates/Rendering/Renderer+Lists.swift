/// Lists that are computed.
extension Renderer {
  /// A list's elements; a map's keys.
  mutating func elements(_ node: NodeID) throws(Stop) -> [TemplateValue] {
    switch try value(node) {
    case .list(let elements):
      try spend(elements.count, node)
      return elements
    default: throw mismatch(node)
    }
  }

  mutating func requireListLength(_ count: Int, _ node: NodeID) throws(Stop) {
    guard count <= Limits.listElements else {
      throw fail(
        .renderLimit, "a list of more than \(Limits.listElements) elements", at: node,
        help: "make a shorter list")
    }
    try spend(count, node)
  }

  mutating func listValue(_ node: NodeID) throws(Stop) -> TemplateValue {
    switch nodes[node] {
    case .sort(let comprehension, let isReversed, let ignoresCase):
      let list = try elements(comprehension.list)
      let keys = try keys(of: list, comprehension, ignoresCase: ignoresCase)
      try spend(list.count * 16, node)
      return .list(Self.order(keys, isReversed: isReversed).map { list[$0] })
    case .sortMap(let map, let byValue, let isReversed, let ignoresCase):
      return try sorted(map, byValue, isReversed, ignoresCase, node)
    case .unique(let comprehension, let ignoresCase):
      let list = try elements(comprehension.list)
      let keys = try keys(of: list, comprehension, ignoresCase: ignoresCase)
      try spend(list.count * 16, node)
      // Equal keys stand together in the order; the first of them is the one that stays.
      let order = Self.order(keys, isReversed: false)
      var keeps = [Bool](repeating: true, count: list.count)
      for (before, after) in zip(order, order.dropFirst())
      where areEqual(keys[before], keys[after]) {
        keeps[after] = false
      }
      return .list(list.indices.filter { keeps[$0] }.map { list[$0] })
    case .select(let comprehension, let rejects):
      var selected: [TemplateValue] = []
      for element in try elements(comprehension.list) {
        try enter(element, comprehension, node)
        if try truth(comprehension.body) != rejects { selected.append(element) }
      }
      return .list(selected)
    case .mapped(let comprehension):
      var mapped: [TemplateValue] = []
      for element in try elements(comprehension.list) {
        try enter(element, comprehension, node)
        mapped.append(try value(comprehension.body))
      }
      return .list(mapped)
    case .reversed(let list): return .list(try elements(list).reversed())
    case .keys(let map):
      guard case .map(let map) = try value(map) else { throw mismatch(node) }
      try spend(map.count, node)
      return .list(map.keys.map { .text($0) })
    case .range(let children): return .list(try range(children, node))
    default: throw mismatch(node)
    }
  }

  /// Puts an element where the body of a comprehension reads it.
  private mutating func enter(
    _ element: TemplateValue, _ comprehension: Comprehension, _ node: NodeID
  ) throws(Stop) {
    owned[comprehension.slot] = element
    slots[comprehension.slot] = UnsafePointer(owned + comprehension.slot)
    iterations += 1
    guard iterations <= Limits.loopIterations else {
      throw fail(
        .renderLimit, "loops run more than \(Limits.loopIterations) times in all", at: node,
        help: "loop over less")
    }
  }

  private mutating func keys(
    of list: [TemplateValue], _ comprehension: Comprehension, ignoresCase: Bool
  ) throws(Stop) -> [TemplateValue] {
    var keys: [TemplateValue] = []
    keys.reserveCapacity(list.count)
    for element in list {
      try enter(element, comprehension, comprehension.list)
      let key = try value(comprehension.body)
      keys.append(ignoresCase ? try folded(key, comprehension.body) : key)
    }
    return keys
  }

  private mutating func folded(
    _ value: TemplateValue, _ node: NodeID
  ) throws(Stop) -> TemplateValue {
    guard case .text(let text) = value else { return value }
    try spend(text.utf8.count, node)
    return .text(PythonText.lower(text))
  }

  /// The positions in the order of their keys; equal keys keep their order, also in reverse.
  private static func order(_ keys: [TemplateValue], isReversed: Bool) -> [Int] {
    keys.indices.sorted { first, second in
      if isLess(keys[first], keys[second]) { return !isReversed }
      if isLess(keys[second], keys[first]) { return isReversed }
      return first < second
    }
  }

  private mutating func sorted(
    _ map: NodeID, _ byValue: Bool, _ isReversed: Bool, _ ignoresCase: Bool, _ node: NodeID
  ) throws(Stop) -> TemplateValue {
    guard case .map(let map) = try value(map) else { throw mismatch(node) }
    try spend(map.count * 16, node)
    var keys: [TemplateValue] = []
    for position in 0..<map.count {
      let key = byValue ? map.values[position] : .text(map.keys[position])
      keys.append(ignoresCase ? try folded(key, node) : key)
    }
    let order = Self.order(keys, isReversed: isReversed)
    return .map(TemplateMap(order.map { (map.keys[$0], map.values[$0]) }))
  }

  /// The element with the least or greatest key; of equal ones the first.
  mutating func extreme(
    _ comprehension: Comprehension, isMaximum: Bool, ignoresCase: Bool
  ) throws(Stop) -> TemplateValue? {
    let list = try elements(comprehension.list)
    let keys = try keys(of: list, comprehension, ignoresCase: ignoresCase)
    guard var best = keys.indices.first else { return nil }
    for position in keys.indices.dropFirst() {
      let isBetter =
        isMaximum ? isLess(keys[best], keys[position]) : isLess(keys[position], keys[best])
      if isBetter { best = position }
    }
    return list[best]
  }

  private mutating func range(_ run: Children, _ node: NodeID) throws(Stop) -> [TemplateValue] {
    var numbers: [Int] = []
    for index in run.first..<(run.first + run.count) {
      numbers.append(try number(program.children[index]))
    }
    let start = numbers.count > 1 ? numbers[0] : 0
    let end = numbers.count > 1 ? numbers[1] : numbers[0]
    let step = numbers.count > 2 ? numbers[2] : 1
    guard step != 0 else {
      throw fail(
        .renderArithmetic, "`range` with a step of zero has no end", at: node,
        help: "give another step")
    }
    var result: [TemplateValue] = []
    result.reserveCapacity(32)
    for number in stride(from: start, to: end, by: step) {
      guard result.count < Limits.rangeElements else {
        throw fail(
          .renderLimit, "a range of more than \(Limits.rangeElements) numbers", at: node,
          help: "make a shorter range")
      }
      result.append(.number(number))
    }
    try spend(result.count, node)
    return result
  }
}
