/// How far a `for` loop is.
struct LoopState {
  /// What the loop runs over, where the renderer made it.
  var owned: TemplateValue = .absent
  var values: UnsafePointer<TemplateValue>?
  /// The keys beside the values of a map.
  var keys: UnsafePointer<String>?
  /// The positions that the loop's condition selected; nil without a condition.
  var selected: [Int]?
  var count = 0
  var index = 0

  /// The position of the current element in what the loop runs over.
  var position: Int { selected.map { $0[index] } ?? index }

  /// The current element's step in a path: its position, or its key.
  var step: String? {
    guard index < count else { return nil }
    return keys.map { $0[position] } ?? "\(position)"
  }
}

extension Renderer {
  /// Begins a loop; false if there is nothing to loop over.
  mutating func beginLoop(_ loop: Int) throws(Stop) -> Bool {
    let plan = program.loops[loop]
    let all = try gather(plan, loop)
    loops[loop].count = all
    loops[loop].index = 0
    loops[loop].selected = nil
    if let filter = plan.filter {
      var selected: [Int] = []
      for position in 0..<all {
        loops[loop].index = position
        bind(plan, loop)
        try count(plan)
        if try truth(filter) { selected.append(position) }
      }
      loops[loop].count = selected.count
      loops[loop].selected = selected
      loops[loop].index = 0
    }
    guard loops[loop].count > 0 else { return false }
    bind(plan, loop)
    try count(plan)
    return true
  }

  mutating func nextElement(_ loop: Int) throws(Stop) -> Bool {
    loops[loop].index += 1
    guard loops[loop].index < loops[loop].count else { return false }
    let plan = program.loops[loop]
    bind(plan, loop)
    try count(plan)
    return true
  }

  private mutating func count(_ plan: LoopPlan) throws(Stop) {
    iterations += 1
    guard iterations <= Limits.loopIterations else {
      throw fail(
        .renderLimit, "loops run more than \(Limits.loopIterations) times in all",
        at: plan.iterable, help: "loop over less")
    }
    try spend(plan.operations, plan.iterable)
  }

  /// Finds the elements; says how many there are.
  private mutating func gather(_ plan: LoopPlan, _ loop: Int) throws(Stop) -> Int {
    let values: UnsafePointer<TemplateValue>
    if let place = try place(plan.iterable) {
      values = place
    } else {
      loops[loop].owned = try value(plan.iterable)
      values = withUnsafePointer(to: &loops[loop].owned) { $0 }
    }
    loops[loop].keys = nil
    switch values.pointee {
    case .list(let elements):
      loops[loop].values = elements.withUnsafeBufferPointer { $0.baseAddress }
      return elements.count
    case .map(let map):
      loops[loop].values = map.values.withUnsafeBufferPointer { $0.baseAddress }
      loops[loop].keys = map.keys.withUnsafeBufferPointer { $0.baseAddress }
      return map.count
    default: throw wrong(values, plan.iterable)
    }
  }

  private mutating func bind(_ plan: LoopPlan, _ loop: Int) {
    let position = loops[loop].position
    guard let values = loops[loop].values else { return }
    guard let keys = loops[loop].keys else {
      slots[plan.slot] = values + position
      return
    }
    owned[plan.slot] = .text(keys[position])
    slots[plan.slot] = UnsafePointer(owned + plan.slot)
    if let valueSlot = plan.valueSlot { slots[valueSlot] = values + position }
  }

  func loopProperty(_ property: LoopProperty, _ loop: Int) -> TemplateValue {
    let index = loops[loop].index
    let count = loops[loop].count
    return switch property {
    case .index: .number(index + 1)
    case .index0: .number(index)
    case .first: .boolean(index == 0)
    case .last: .boolean(index == count - 1)
    case .length: .number(count)
    case .revindex: .number(count - index)
    case .revindex0: .number(count - index - 1)
    }
  }
}
