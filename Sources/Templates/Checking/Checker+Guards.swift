import Diagnostics

/// What may be missing, and what proves that it is not.
extension Checker {
  /// Whether the value is certainly there; if not, that is reported.
  mutating func requireDefined(_ value: Checked) -> Bool {
    guard case .optional = value.type else { return true }
    if value.isMaybeUnset {
      report(
        .templateMaybeUnset, "`\(text(value.span))` is not set on every way that leads here",
        at: value.span,
        help: "set it before the `{% if %}`, or guard it: `{% if … is defined %}`")
    } else {
      report(
        .templateMaybeAbsent, "`\(text(value.span))` may be missing", at: value.span,
        help: "guard it with `{% if … is defined %}`, or give `| default(…)`")
    }
    return false
  }

  /// The value with its type, `failed` where it may be missing.
  mutating func defined(_ value: Checked) -> Checked {
    var result = value
    if !requireDefined(value) { result.type = .failed }
    return result
  }

  /// The template's own words at a place, for a message.
  func text(_ span: SourceSpan) -> String {
    let bytes = file.source.bytes
    guard file.source.isUnchanged, span.source == file.source.id, span.end - span.start <= 60 else {
      return "this"
    }
    return String(decoding: bytes[span.start..<span.end], as: UTF8.self)
  }

  /// An expression in the place of a condition.
  mutating func checkedCondition(_ expression: Expression) -> Checked {
    requireCondition(check(expression))
  }

  mutating func requireCondition(_ value: Checked) -> Checked {
    var result = value
    switch value.type {
    case .boolean, .text, .number, .list, .map, .truth, .failed: return value
    case .optional: _ = requireDefined(value)
    case .record:
      report(
        .templateType, "a record is no condition", at: value.span,
        help: "ask for one of its fields, or `is defined`")
    case .stream, .pairs, .nothing:
      report(
        .templateType, "\(value.type.described) is always true in Jinja", at: value.span,
        help: "make a list of it: `| list`")
    }
    result.type = .failed
    return result
  }

  mutating func checkNot(_ operand: Expression, _ span: SourceSpan) -> Checked {
    let value = checkedCondition(operand)
    var result = Checked(builder.add(.not(value.node), span), .boolean, span)
    result.whenTrue = value.whenFalse
    result.whenFalse = value.whenTrue
    return result
  }

  /// `and` and `or`: each operand is checked with what the ones before it prove.
  mutating func checkLogic(_ operands: [Expression], isAnd: Bool, _ span: SourceSpan) -> Checked {
    let before = facts
    var nodes: [NodeID] = []
    var type: ValueType?
    var origins: Set<String> = []
    var common: Set<Place>?
    var gathered: Set<Place> = []
    for operand in operands {
      let value = checkedCondition(operand)
      nodes.append(value.node)
      origins.formUnion(value.origins)
      type = type.map { $0.unified(with: value.type) ?? .truth } ?? value.type
      let onward = isAnd ? value.whenTrue : value.whenFalse
      let away = isAnd ? value.whenFalse : value.whenTrue
      // Leaving early at this operand proves what it does, and what led to it.
      let provedAway = away.union(gathered)
      common = common.map { $0.intersection(provedAway) } ?? provedAway
      gathered.formUnion(onward)
      assume(onward)
    }
    facts = before
    let run = builder.children(nodes)
    var result = Checked(
      builder.add(isAnd ? .and(run) : .or(run), span), type ?? .failed, span)
    result.origins = origins.sorted()
    result.whenTrue = isAnd ? gathered : common ?? []
    result.whenFalse = isAnd ? common ?? [] : gathered
    return result
  }

  mutating func checkConditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, _ span: SourceSpan
  ) -> Checked {
    let test = checkedCondition(condition)
    let before = facts
    assume(test.whenTrue)
    let first = defined(check(then))
    facts = before
    assume(test.whenFalse)
    let second = defined(check(otherwise))
    facts = before
    guard let type = first.type.unified(with: second.type) else {
      return failed(
        .templateType,
        "this is \(first.type.described) in one case and \(second.type.described) in the other",
        at: span, help: "give both the same type, for instance with `| string`")
    }
    var result = Checked(
      builder.add(.conditional(test.node, then: first.node, otherwise: second.node), span), type,
      span)
    result.origins = Array(Set(first.origins + second.origins)).sorted()
    return result
  }

  mutating func checkIsDefined(_ value: Checked, _ span: SourceSpan) -> Checked {
    var result = Checked(builder.add(.isDefined(value.node), span), .boolean, span)
    if let place = value.place { result.whenTrue = [place] }
    return result
  }
}
