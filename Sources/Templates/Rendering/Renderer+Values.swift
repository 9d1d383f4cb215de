/// Values that are computed.
extension Renderer {
  mutating func value(_ node: NodeID) throws(Stop) -> TemplateValue {
    if let place = try place(node) {
      if case .absent = place.pointee { throw missing(node) }
      return place.pointee
    }
    switch nodes[node] {
    case .constant, .slot, .root: throw mismatch(node)
    case .field, .element, .entry, .first, .last, .extreme:
      guard let value = try valueIfThere(node) else { throw missing(node) }
      return value
    case .loop(let property, let loop): return loopProperty(property, loop)
    case .list(let children): return .list(try values(children, node))
    case .map(let keys, let children): return try map(keys, children, node)
    case .concatenation, .appendText, .textFilter, .join: return .text(try text(node))
    case .appendList(let left, let right):
      let first = try elements(left)
      let second = try elements(right)
      try requireListLength(first.count + second.count, node)
      return .list(first + second)
    case .arithmetic, .negate, .absolute, .integer, .length, .sum: return .number(try number(node))
    case .not, .comparison, .comparisonChain, .isDefined, .isDivisible:
      return .boolean(try truth(node))
    case .and(let children):
      return try logic(children) { isTrue in !isTrue }
    case .or(let children):
      return try logic(children) { isTrue in isTrue }
    case .conditional(let condition, let then, let otherwise):
      return try truth(condition) ? value(then) : value(otherwise)
    case .fallback(let first, let second, let replacesFalse):
      if let there = try valueIfThere(first), !replacesFalse || isTrue(there) { return there }
      return try value(second)
    default: return try listValue(node)
    }
  }

  private mutating func values(_ run: Children, _ node: NodeID) throws(Stop) -> [TemplateValue] {
    var result: [TemplateValue] = []
    result.reserveCapacity(run.count)
    for index in run.first..<(run.first + run.count) {
      result.append(try value(program.children[index]))
    }
    try spend(run.count, node)
    return result
  }

  private mutating func map(
    _ keys: Int, _ run: Children, _ node: NodeID
  ) throws(Stop) -> TemplateValue {
    guard case .list(let names) = program.constants[keys] else { throw mismatch(node) }
    let values = try values(run, node)
    var entries: [(String, TemplateValue)] = []
    for (name, value) in zip(names, values) {
      if case .text(let key) = name { entries.append((key, value)) }
    }
    return .map(TemplateMap(entries))
  }

  /// Python's `and` and `or` give the operand that decided.
  private mutating func logic(
    _ run: Children, decides: (Bool) -> Bool
  ) throws(Stop) -> TemplateValue {
    let last = run.first + run.count - 1
    for index in run.first..<last {
      let value = try value(program.children[index])
      if decides(isTrue(value)) { return value }
    }
    return try value(program.children[last])
  }

  // MARK: Conditions

  func isTrue(_ value: TemplateValue) -> Bool {
    switch value {
    case .absent: false
    case .text(let text): !text.utf8.isEmpty
    case .number(let number): number != 0
    case .boolean(let flag): flag
    case .list(let elements): !elements.isEmpty
    case .map(let map): map.count > 0
    case .record: true
    }
  }

  mutating func truth(_ node: NodeID) throws(Stop) -> Bool {
    switch nodes[node] {
    case .not(let operand): return try !truth(operand)
    case .and(let run):
      for index in run.first..<(run.first + run.count) {
        if try !truth(program.children[index]) { return false }
      }
      return true
    case .or(let run):
      for index in run.first..<(run.first + run.count) {
        if try truth(program.children[index]) { return true }
      }
      return false
    case .isDefined(let operand): return try isThere(operand)
    case .isDivisible(let operand, let divisor):
      return try floorModulo(number(operand), number(divisor), node) == 0
    case .comparison(let operation, let left, let right):
      return try compare(operation, left, right, node)
    case .comparisonChain(let run, let operators):
      for step in 0..<(run.count - 1) {
        let left = program.children[run.first + step]
        let right = program.children[run.first + step + 1]
        if try !compare(program.comparisons[operators + step], left, right, node) { return false }
      }
      return true
    case .loop(let property, let loop): return isTrue(loopProperty(property, loop))
    default:
      if let place = try place(node) {
        if case .absent = place.pointee { throw missing(node) }
        return isTrue(place.pointee)
      }
      return isTrue(try value(node))
    }
  }

  private mutating func compare(
    _ operation: Comparison, _ left: NodeID, _ right: NodeID, _ node: NodeID
  ) throws(Stop) -> Bool {
    // Values that stand somewhere are compared where they stand.
    if let first = try place(left), let second = try place(right) {
      if case .absent = first.pointee { throw missing(left) }
      if case .absent = second.pointee { throw missing(right) }
      return try compare(operation, first.pointee, second.pointee, node)
    }
    return try compare(operation, value(left), value(right), node)
  }

  private mutating func compare(
    _ operation: Comparison, _ left: TemplateValue, _ right: TemplateValue, _ node: NodeID
  ) throws(Stop) -> Bool {
    switch operation {
    case .equal: return areEqual(left, right)
    case .notEqual: return !areEqual(left, right)
    case .isIn: return try contains(right, left, node)
    case .isNotIn: return try !contains(right, left, node)
    case .less: return isLess(left, right)
    case .lessOrEqual: return !isLess(right, left)
    case .greater: return isLess(right, left)
    case .greaterOrEqual: return !isLess(left, right)
    }
  }

  private mutating func contains(
    _ container: TemplateValue, _ element: TemplateValue, _ node: NodeID
  ) throws(Stop) -> Bool {
    switch (container, element) {
    case (.text(let text), .text(let part)):
      try spend(text.utf8.count, node)
      return PythonText.firstRange(of: part, in: text) != nil
    case (.list(let elements), _):
      try spend(elements.count, node)
      return elements.contains { areEqual($0, element) }
    case (.map(let map), .text(let key)): return map.index(of: key) != nil
    default: throw mismatch(node)
    }
  }
}

/// Equality as Python has it: texts by their code points, not by what Unicode calls equivalent.
func areEqual(_ left: TemplateValue, _ right: TemplateValue) -> Bool {
  switch (left, right) {
  case (.text(let first), .text(let second)): PythonText.areEqual(first, second)
  case (.number(let first), .number(let second)): first == second
  case (.boolean(let first), .boolean(let second)): first == second
  case (.list(let first), .list(let second)):
    first.count == second.count && zip(first, second).allSatisfy { areEqual($0, $1) }
  default: false
  }
}

/// Order of numbers, and of texts by code points.
func isLess(_ left: TemplateValue, _ right: TemplateValue) -> Bool {
  switch (left, right) {
  case (.text(let first), .text(let second)):
    first.utf8.lexicographicallyPrecedes(second.utf8)
  case (.number(let first), .number(let second)): first < second
  default: false
  }
}
