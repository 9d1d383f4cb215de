import Diagnostics

extension Checker {
  mutating func check(_ statements: [Statement]) {
    for statement in statements {
      switch statement {
      case .text(let range): emitText(range)
      case .output(let expression): checkOutput(expression)
      case .condition(let branches, let otherwise):
        nested { $0.checkCondition(branches, otherwise) }
      case .loop(let loop): nested { $0.checkLoop(loop) }
      case .set(let name, let value): checkSet(name, value)
      case .include(let name): checkInclude(name)
      }
    }
  }

  private mutating func nested(_ body: (inout Checker) -> Void) {
    blockDepth += 1
    body(&self)
    blockDepth -= 1
  }

  // MARK: Text and output

  private mutating func emitText(_ range: Range<Int>) {
    let source = file.source
    // A piece a line, so that a place in the output leads to its line in the template.
    var pieces: [(start: Int, span: SourceSpan)] = []
    var lineStart = range.lowerBound
    while lineStart < range.upperBound {
      let lineEnd =
        source.bytes[lineStart..<range.upperBound].firstIndex(of: 0x0A).map { $0 + 1 }
        ?? range.upperBound
      pieces.append((lineStart - range.lowerBound, source.span(lineStart, lineEnd)))
      lineStart = lineEnd
    }
    builder.emitText(source.bytes[range], pieces)
  }

  private mutating func checkOutput(_ expression: Expression) {
    if case .filter(let operand, let name, let arguments) = expression.kind {
      switch name.text {
      case "e", "escape":
        refuseArguments(arguments, of: name)
        let value = check(operand)
        if requirePrintable(value) { builder.emit(.writeEscaped(value.node), expression.span) }
        return
      case "tojson":
        refuseArguments(arguments, of: name)
        return checkJSON(operand, expression.span)
      default: break
      }
    }
    let value = check(expression)
    guard requirePrintable(value) else { return }
    if compiler.format == .lines, case .text(let text)? = builder.constantValue(value.node) {
      let bytes = Array(text.utf8)
      if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
        return report(
          .renderControlCharacter, "this text holds a control character or a line break",
          at: expression.span, help: "a value is one line; write line breaks in the template")
      }
      return builder.emitText(bytes, [(0, expression.span)])
    }
    builder.emit(.write(value.node), expression.span)
  }

  mutating func requirePrintable(_ value: Checked) -> Bool {
    switch value.type {
    case .text, .number: return true
    case .failed: return false
    case .optional: return requireDefined(value)
    case .boolean, .truth:
      report(
        .templateUnprintable, "\(value.type.described) would be printed in Python's spelling",
        at: value.span, help: "say what to write: `{{ 1 if … else 0 }}`")
    case .list, .stream:
      report(
        .templateUnprintable, "\(value.type.described) cannot be printed", at: value.span,
        help: "write `| join(\",\")`, or loop over it with `{% for … %}`")
    case .map, .record, .pairs, .nothing:
      report(
        .templateUnprintable, "\(value.type.described) cannot be printed", at: value.span,
        help: "print one of its fields")
    }
    return false
  }

  private mutating func checkJSON(_ operand: Expression, _ span: SourceSpan) {
    let value = check(operand)
    switch value.type {
    case .failed: return
    case .optional: _ = requireDefined(value)
    case .stream, .pairs, .truth, .nothing:
      report(
        .templateUnprintable, "`tojson` cannot write \(value.type.described)", at: value.span,
        help: "write `| list | tojson`")
    case .text, .number, .boolean, .list, .map, .record:
      noteEverythingBelow(value.origins, value.type)
      builder.program.shapes.append(value.type)
      builder.emit(.writeJSON(value.node, shape: builder.program.shapes.count - 1), span)
    }
  }

  /// Printing a whole record reads all that it holds.
  private mutating func noteEverythingBelow(_ origins: [String], _ type: ValueType) {
    switch type {
    case .list(let inner), .map(let inner), .optional(let inner):
      noteEverythingBelow(origins, inner)
    case .record(let record):
      for field in record.fields {
        let paths = origins.map { "\($0).\(field.name)" }
        readNames.formUnion(paths)
        noteEverythingBelow(paths, ValueType(field.type))
      }
    default: break
    }
  }

  // MARK: if

  private mutating func checkCondition(
    _ branches: [Statement.Branch], _ otherwise: [Statement]?
  ) {
    var names: Set<String> = []
    for branch in branches { Self.collectNames(branch.body, into: &names) }
    Self.collectNames(otherwise ?? [], into: &names)
    for name in names.sorted() { prepareSlot(name) }

    var ends: [Int] = []
    var factsAtEnds: [Set<Place>] = []
    for branch in branches {
      let condition = checkedCondition(branch.condition)
      let skip = builder.emit(.jumpUnless(condition.node, 0), condition.span)
      let before = facts
      assume(condition.whenTrue)
      check(branch.body)
      factsAtEnds.append(facts)
      facts = before
      assume(condition.whenFalse)
      ends.append(builder.emit(.jump(0), condition.span))
      builder.patch(skip, to: builder.label())
    }
    check(otherwise ?? [])
    factsAtEnds.append(facts)
    facts = factsAtEnds.dropFirst().reduce(factsAtEnds[0]) { $0.intersection($1) }
    let end = builder.label()
    for jump in ends { builder.patch(jump, to: end) }
  }

  /// The names that an `if` sets, without those in loops of their own.
  private static func collectNames(_ statements: [Statement], into names: inout Set<String>) {
    for statement in statements {
      switch statement {
      case .set(let name, _): names.insert(name.text)
      case .condition(let branches, let otherwise):
        for branch in branches { collectNames(branch.body, into: &names) }
        collectNames(otherwise ?? [], into: &names)
      case .text, .output, .loop, .include: break
      }
    }
  }

  /// Gives a name that an `if` sets a slot of this scope, with what it holds so far.
  private mutating func prepareSlot(_ name: String) {
    let inner = scopes.count - 1
    guard scopes[inner].names[name] == nil, scopes[inner].pendingSlots[name] == nil else { return }
    let slot = builder.newSlot(.computed)
    let here = SourceSpan(source: file.source.id, start: 0, end: 0)
    guard let outer = binding(name), outer.scope >= file.firstScope else {
      scopes[inner].pendingSlots[name] = slot
      builder.emit(.clear(slot), here)
      return
    }
    builder.emit(.copy(from: outer.binding.slot, to: slot), here)
    var copy = outer.binding
    copy = Binding(slot: slot, type: copy.type, span: copy.span, origins: copy.origins)
    scopes[inner].names[name] = copy
    let moved = facts.filter { $0.base == .slot(outer.binding.slot) }
    facts.formUnion(moved.map { Place(base: .slot(slot), steps: $0.steps) })
  }

  // MARK: set

  private mutating func checkSet(_ name: Name, _ expression: Expression) {
    let value = check(expression)
    guard canSet(name), requireDefined(value) else { return }
    var type = value.type
    switch type {
    case .stream, .pairs:
      report(
        .templateType, "\(type.described) can be gone through only once in Jinja", at: value.span,
        help: "make a list of it: `| list`")
      type = .failed
    case .truth:
      report(
        .templateType, "`and` or `or` between different types gives no value", at: value.span,
        help: "compare, so that both sides are booleans")
      type = .failed
    default: break
    }
    let inner = scopes.count - 1
    let known = binding(name.text)
    if let known, let unified = known.binding.type.unified(with: type) {
      type = unified
    } else if let known {
      report(
        .templateType,
        "`\(name.text)` is \(known.binding.type.described) and is set to \(type.described) here",
        at: value.span, also: [DiagnosticLabel(known.binding.span, "set first here")],
        help: "choose another name")
      type = .failed
    }
    let own = scopes[inner].names[name.text]
    let slot =
      own?.slot ?? scopes[inner].pendingSlots[name.text]
      ?? builder.newSlot(value.place == nil ? .computed : .alias(value.node))
    if own != nil { builder.program.slotOrigins[slot] = .computed }
    scopes[inner].names[name.text] = Binding(
      slot: slot, type: type, span: own?.span ?? name.span,
      origins: Array(Set((own?.origins ?? []) + value.origins)).sorted())
    forget(slot: slot)
    facts.insert(Place(base: .slot(slot)))
    builder.emit(.set(slot, value.node), expression.span)
  }
}
