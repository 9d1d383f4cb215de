import Diagnostics

extension Checker {
  mutating func checkLoop(_ loop: Statement.Loop) {
    let iterable = check(loop.iterable)
    let before = facts
    let types = loopTypes(loop, iterable)
    let index = builder.program.loops.count

    scopes.append(Scope())
    let key = bind(loop.targets.first, types.first, iterable, loop: index)
    let value =
      loop.targets.count > 1
      ? bind(loop.targets[1], types.second, iterable, loop: index) : nil
    builder.program.loops.append(
      LoopPlan(iterable: iterable.node, slot: key, valueSlot: value, filter: nil))
    if let filter = loop.filter {
      // `loop` is not there yet: the condition stands outside of the loop.
      let outer = loops
      let condition = checkedCondition(filter)
      loops = outer
      builder.program.loops[index] = LoopPlan(
        iterable: iterable.node, slot: key, valueSlot: value, filter: condition.node)
      assume(condition.whenTrue)
    }
    let begin = builder.emit(.loopBegin(index, otherwise: 0), loop.span)
    let body = builder.label()
    loops.append(index)
    check(loop.body)
    loops.removeLast()
    builder.emit(.loopNext(index, body: body), loop.span)
    builder.program.loops[index].operations = builder.position - body
    scopes.removeLast()
    facts = before
    finish(loop, begin)
  }

  private mutating func finish(_ loop: Statement.Loop, _ begin: Int) {
    guard let otherwise = loop.otherwise else {
      return builder.patch(begin, to: builder.label())
    }
    let skip = builder.emit(.jump(0), loop.span)
    builder.patch(begin, to: builder.label())
    let before = facts
    scopes.append(Scope())
    check(otherwise)
    scopes.removeLast()
    facts = before
    builder.patch(skip, to: builder.label())
  }

  private mutating func bind(
    _ target: Name?, _ type: ValueType, _ iterable: Checked, loop: Int
  ) -> Int {
    let slot = builder.newSlot(
      iterable.place == nil ? .computed : .element(of: iterable.node, loop: loop))
    facts.insert(Place(base: .slot(slot)))
    guard let target else { return slot }
    if Self.specialNames.contains(target.text) {
      report(
        .templateNameTaken, "`\(target.text)` has a meaning of its own in Jinja", at: target.span,
        help: "choose another name")
    }
    if scopes[scopes.count - 1].names[target.text] != nil {
      report(
        .templateNameTaken, "both names are `\(target.text)`", at: target.span,
        help: "choose another name")
    }
    scopes[scopes.count - 1].names[target.text] = Binding(
      slot: slot, type: type, span: target.span, origins: iterable.origins)
    return slot
  }

  /// What the loop's names stand for.
  private mutating func loopTypes(
    _ loop: Statement.Loop, _ iterable: Checked
  ) -> (first: ValueType, second: ValueType) {
    guard requireDefined(iterable) else { return (.failed, .failed) }
    switch (iterable.type, loop.targets.count) {
    case (.failed, _): return (.failed, .failed)
    case (.list(let element), 1), (.stream(let element), 1):
      return (element, .failed)
    case (.map, 1): return (.text, .failed)
    case (.pairs(let value), 2): return (.text, value)
    case (.map, _):
      report(
        .templateType, "a map alone gives only its keys", at: iterable.span,
        help: "write `.items()` or `| dictsort` behind it")
    case (.pairs, _):
      report(
        .templateType, "a map's entries need two names", at: loop.targets.first?.span ?? loop.span,
        help: "write `{% for key, value in … %}`")
    case (.list, _), (.stream, _):
      report(
        .templateType, "two names need a map's entries, not \(iterable.type.described)",
        at: iterable.span, help: "take one name, and its fields with `.`")
    default:
      report(
        .templateType, "a loop needs a list or a map, not \(iterable.type.described)",
        at: iterable.span, help: "name a list")
    }
    return (.failed, .failed)
  }

  /// `loop.index` and the others.
  mutating func checkLoopAttribute(_ name: Name, _ span: SourceSpan) -> Checked {
    guard loops.count > file.firstLoop, let loop = loops.last else {
      return failed(
        .templateUnknownName, "`loop` means something only in the body of a `{% for %}`",
        at: span, help: "move it into the loop; an included template has `loop` of its own only")
    }
    if let property = LoopProperty(rawValue: name.text) {
      let type: ValueType = property == .first || property == .last ? .boolean : .number
      return Checked(builder.add(.loop(property, loop), span), type, span)
    }
    if let help = UnsupportedFeatures.loopAttributes[name.text] {
      return failed(
        .templateUnsupported, "ringtree's templates don't have `loop.\(name.text)`",
        at: name.span, help: help, over: span)
    }
    let known = LoopProperty.allCases.map(\.rawValue)
    let near = Diagnostics.suggestion(for: name.text, among: known)
    return failed(
      .templateUnknownAttribute, "`loop` has no `\(name.text)`", at: name.span,
      help: near.map { "did you mean `\($0)`?" } ?? "it has \(known.joined(separator: ", "))",
      over: span)
  }
}
