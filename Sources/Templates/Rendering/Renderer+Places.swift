/// Values that stand somewhere already.
extension Renderer {
  /// Where the value of a node stands; nil if it must be computed.
  mutating func place(_ node: NodeID) throws(Stop) -> UnsafePointer<TemplateValue>? {
    switch nodes[node] {
    case .root(let index): return rootBase + index
    case .slot(let slot): return slots[slot]
    case .constant(let index): return constantBase + index
    case .field(let base, let index):
      guard let record = try place(base) else {
        // The base is computed: it lives in the node's value only.
        return nil
      }
      guard case .record(let fields) = record.pointee, index < fields.count else {
        throw wrong(record, base)
      }
      return fields.withUnsafeBufferPointer { $0.baseAddress.map { $0 + index } }
    case .element(let base, let index): return try placeOfElement(base, index)
    case .entry(let base, let key): return try placeOfEntry(base, key, node)
    default: return nil
    }
  }

  private mutating func placeOfElement(
    _ base: NodeID, _ index: NodeID
  ) throws(Stop) -> UnsafePointer<TemplateValue>? {
    let wanted = try number(index)
    guard let list = try place(base) else { return nil }
    guard case .list(let elements) = list.pointee else { throw wrong(list, base) }
    let position = wanted < 0 ? wanted + elements.count : wanted
    guard elements.indices.contains(position) else { return UnsafePointer(owned + slotEnd) }
    return elements.withUnsafeBufferPointer { $0.baseAddress.map { $0 + position } }
  }

  private mutating func placeOfEntry(
    _ base: NodeID, _ key: NodeID, _ node: NodeID
  ) throws(Stop) -> UnsafePointer<TemplateValue>? {
    guard let place = try place(base) else { return nil }
    guard case .map(let map) = place.pointee else { throw wrong(place, base) }
    let key = try text(key)
    guard let position = map.index(of: key) else {
      // Jinja would give the dict's own method here.
      if Checker.dictAttributes.contains(key) || key.hasPrefix("__") {
        throw missing(node)
      }
      return UnsafePointer(owned + slotEnd)
    }
    return map.values.withUnsafeBufferPointer { $0.baseAddress.map { $0 + position } }
  }

  /// The value, or nil where an element, a key or an optional field is missing.
  mutating func valueIfThere(_ node: NodeID) throws(Stop) -> TemplateValue? {
    if let place = try place(node) {
      if case .absent = place.pointee { return nil }
      return place.pointee
    }
    switch nodes[node] {
    case .first(let list): return try elements(list).first
    case .last(let list): return try elements(list).last
    case .extreme(let comprehension, let isMaximum, let ignoresCase):
      return try extreme(comprehension, isMaximum: isMaximum, ignoresCase: ignoresCase)
    case .field(let base, let index):
      guard case .record(let fields) = try value(base), index < fields.count else {
        throw mismatch(node)
      }
      if case .absent = fields[index] { return nil }
      return fields[index]
    case .element(let base, let index):
      let list = try elements(base)
      let wanted = try number(index)
      let position = wanted < 0 ? wanted + list.count : wanted
      return list.indices.contains(position) ? list[position] : nil
    case .entry(let base, let key):
      guard case .map(let map) = try value(base) else { throw mismatch(node) }
      let key = try text(key)
      if let position = map.index(of: key) { return map.values[position] }
      if Checker.dictAttributes.contains(key) || key.hasPrefix("__") { throw missing(node) }
      return nil
    default: return try value(node)
    }
  }

  mutating func isThere(_ node: NodeID) throws(Stop) -> Bool {
    if let place = try place(node) {
      if case .absent = place.pointee { return false }
      return true
    }
    return try valueIfThere(node) != nil
  }

  /// What is wrong with a place that does not hold what its type says: it may be missing.
  @inline(never)
  mutating func wrong(_ place: UnsafePointer<TemplateValue>, _ node: NodeID) -> Stop {
    if case .absent = place.pointee { return missing(node) }
    return mismatch(node)
  }

  @inline(never)
  mutating func missing(_ node: NodeID) -> Stop {
    switch program.nodes[node] {
    case .element:
      fail(
        .renderMissingElement, "the list has no such element", at: node,
        help: "guard it with `is defined`, or give `| default(…)`")
    case .entry:
      fail(
        .renderMissingElement, "the map has no such key", at: node,
        help: "add the key, guard it with `is defined`, or give `| default(…)`")
    case .first, .last, .extreme:
      fail(
        .renderMissingElement, "the list is empty", at: node, help: "give `| default(…)`")
    default: mismatch(node)
    }
  }

  /// The paths of all the places that an expression reads.
  func collectReads(_ node: NodeID, into reads: inout [[String]]) {
    if let path = path(node) {
      if !reads.contains(path) { reads.append(path) }
      return
    }
    for child in program.operands(of: node) { collectReads(child, into: &reads) }
  }
}
