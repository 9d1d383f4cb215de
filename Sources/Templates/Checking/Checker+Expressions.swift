import Diagnostics

extension Checker {
  mutating func check(_ expression: Expression) -> Checked {
    let span = expression.span
    switch expression.kind {
    case .failed: return failed(span)
    case .text(let text): return Checked(builder.constant(.text(text), span), .text, span)
    case .number(let number):
      return Checked(builder.constant(.number(number), span), .number, span)
    case .boolean(let flag):
      return Checked(builder.constant(.boolean(flag), span), .boolean, span)
    case .list(let elements): return checkList(elements, span)
    case .mapping(let entries): return checkMapping(entries, span)
    case .name(let name): return checkName(name, span)
    case .attribute(let base, let name): return checkAttribute(base, name, span)
    case .index(let base, let index): return checkIndex(base, index, span)
    case .call(let function, let arguments): return checkCall(function, arguments, span)
    case .filter(let operand, let name, let arguments):
      return checkFilter(check(operand), name, arguments, span)
    case .test(let operand, let name, let arguments, let isNegated):
      let result = checkTest(check(operand), name, arguments, span)
      return isNegated ? negated(result) : result
    case .not(let operand): return checkNot(operand, span)
    case .negate(let operand): return checkNegation(operand, span)
    case .arithmetic(let operation, let left, let right):
      return checkArithmetic(operation, left, right, span)
    case .concatenation(let operands): return checkConcatenation(operands, span)
    case .and(let operands): return checkLogic(operands, isAnd: true, span)
    case .or(let operands): return checkLogic(operands, isAnd: false, span)
    case .comparison(let first, let steps): return checkComparison(first, steps, span)
    case .conditional(let condition, let then, let otherwise):
      return checkConditional(condition, then, otherwise, span)
    }
  }

  private mutating func negated(_ value: Checked) -> Checked {
    if value.type == .failed { return value }
    var result = Checked(builder.add(.not(value.node), value.span), .boolean, value.span)
    result.whenTrue = value.whenFalse
    result.whenFalse = value.whenTrue
    return result
  }

  // MARK: Literals

  private mutating func checkList(_ elements: [Expression], _ span: SourceSpan) -> Checked {
    var type = ValueType.nothing
    var nodes: [NodeID] = []
    for element in elements {
      let value = defined(check(element))
      nodes.append(value.node)
      guard isStorable(value) else { return failed(span) }
      guard let unified = type.unified(with: value.type) else {
        return failed(
          .templateType, "\(ValueType.list(type).described) cannot hold \(value.type.described)",
          at: value.span, help: "give all elements one type", over: span)
      }
      type = unified
    }
    let constants = nodes.compactMap { builder.constantValue($0) }
    if constants.count == nodes.count, type != .failed {
      return Checked(builder.constant(.list(constants), span), .list(type), span)
    }
    let run = builder.children(nodes)
    return Checked(builder.add(.list(run), span), .list(type), span)
  }

  /// Whether a value may be an element: not what can be gone through only once.
  private mutating func isStorable(_ value: Checked) -> Bool {
    switch value.type {
    case .stream, .pairs, .truth:
      report(
        .templateType, "\(value.type.described) cannot be an element", at: value.span,
        help: "make a list of it: `| list`")
      return false
    default: return true
    }
  }

  private mutating func checkMapping(
    _ entries: [(key: Expression, value: Expression)], _ span: SourceSpan
  ) -> Checked {
    var type = ValueType.nothing
    var keys: [String] = []
    var nodes: [NodeID] = []
    for entry in entries {
      let value = defined(check(entry.value))
      guard case .text(let key) = entry.key.kind else {
        return failed(
          .templateType, "a mapping's key must be a literal text", at: entry.key.span,
          help: "put it in quotes: `{\"name\": …}`", over: span)
      }
      guard isStorable(value) else { return failed(span) }
      guard let unified = type.unified(with: value.type) else {
        return failed(
          .templateType, "\(ValueType.map(type).described) cannot hold \(value.type.described)",
          at: value.span, help: "give all values one type", over: span)
      }
      type = unified
      keys.append(key)
      nodes.append(value.node)
    }
    let constants = nodes.compactMap { builder.constantValue($0) }
    if constants.count == nodes.count, type != .failed {
      let map = TemplateMap(zip(keys, constants))
      return Checked(builder.constant(.map(map), span), .map(type), span)
    }
    let names = builder.constant(.list(keys.map { .text($0) }), span)
    guard case .constant(let index) = builder.program.nodes[names] else { return failed(span) }
    let run = builder.children(nodes)
    return Checked(builder.add(.map(keys: index, run), span), .map(type), span)
  }

  // MARK: Names and what lies below them

  private mutating func checkName(_ name: String, _ span: SourceSpan) -> Checked {
    if name != "loop", let (_, bound) = binding(name) {
      var result = Checked(builder.add(.slot(bound.slot), span), bound.type, span)
      let place = Place(base: .slot(bound.slot))
      result.place = place
      result.origins = bound.origins
      if !facts.contains(place) {
        result.type = .optional(bound.type)
        result.isMaybeUnset = true
      }
      return result
    }
    if !Self.specialNames.contains(name), let index = compiler.root.index(of: name) {
      var result = Checked(
        builder.add(.root(index), span, name: name), ValueType(compiler.root.fields[index].type),
        span)
      result.place = Place(base: .root(index))
      result.origins = [name]
      readNames.insert(name)
      return narrowed(result)
    }
    return failed(unknownName(name), span)
  }

  private func unknownName(_ name: String) -> (DiagnosticCode, String, String) {
    if name == "loop" {
      return (
        .templateUnsupported, "`loop` by itself is no value", "write `loop.index` or the like"
      )
    }
    if name == "range" {
      return (.templateUnsupported, "`range` by itself is no value", "write `range(…)`")
    }
    if let help = UnsupportedFeatures.functions[name] {
      return (.templateUnsupported, "ringtree's templates don't have `\(name)`", help)
    }
    let near = suggestion(for: name, among: visibleNames)
    return (
      .templateUnknownName, "there is no `\(name)` here",
      near.map { "did you mean `\($0)`?" }
        ?? "names are \(compiler.root.fields.map(\.name).joined(separator: ", "))"
    )
  }

  private mutating func failed(
    _ reason: (DiagnosticCode, String, String), _ span: SourceSpan
  ) -> Checked {
    failed(reason.0, reason.1, at: span, help: reason.2)
  }

  /// Without its `optional` where it is proved to be there.
  private func narrowed(_ value: Checked) -> Checked {
    guard case .optional(let type) = value.type, let place = value.place, facts.contains(place)
    else { return value }
    var result = value
    result.type = type
    return result
  }

  private mutating func checkAttribute(
    _ base: Expression, _ name: Name, _ span: SourceSpan
  ) -> Checked {
    if case .name("loop") = base.kind { return checkLoopAttribute(name, span) }
    let value = defined(check(base))
    switch value.type {
    case .failed: return failed(span)
    case .record: return checkField(value, name, span, isAttribute: true)
    case .map:
      return failed(
        .templateUnknownAttribute, "a map has no attributes", at: name.span,
        help: "write `[\"\(name.text)\"]` for the entry", over: span)
    default:
      return failed(
        .templateUnknownAttribute, "\(value.type.described) has no attribute `\(name.text)`",
        at: name.span, help: "remove `.\(name.text)`", over: span)
    }
  }

  /// What every Python dict has: `record.keys` is that, and not the field.
  static let dictAttributes: Set<String> = [
    "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update",
    "values",
  ]

  mutating func checkField(
    _ value: Checked, _ name: Name, _ span: SourceSpan, isAttribute: Bool
  ) -> Checked {
    guard case .record(let record) = value.type else { return failed(span) }
    guard let index = record.index(of: name.text) else {
      let near = suggestion(for: name.text, among: record.fields.map(\.name))
      return failed(
        .templateUnknownAttribute, "\(record.name) has no `\(name.text)`", at: name.span,
        help: near.map { "did you mean `\($0)`?" }
          ?? "it has \(record.fields.map(\.name).joined(separator: ", "))", over: span)
    }
    let type = ValueType(record.fields[index].type)
    if Self.dictAttributes.contains(name.text) {
      if case .optional = type {
        return failed(
          .templateUnsupported, "Jinja takes `\(name.text)` for a method where it is missing",
          at: name.span, help: "give the field another name, or make it always there",
          over: span)
      }
      if isAttribute {
        return failed(
          .templateUnsupported, "Jinja takes `.\(name.text)` for a method", at: name.span,
          help: "write `[\"\(name.text)\"]`", over: span)
      }
    }
    var result = Checked(builder.add(.field(value.node, index), span, name: name.text), type, span)
    result.place = value.place?.appending(.field(index))
    result.origins = value.origins.map { "\($0).\(name.text)" }
    readNames.formUnion(result.origins)
    return narrowed(result)
  }

  private mutating func checkIndex(
    _ base: Expression, _ index: Expression, _ span: SourceSpan
  ) -> Checked {
    let value = defined(check(base))
    let key = defined(check(index))
    switch (value.type, key.type) {
    case (.failed, _), (_, .failed): return failed(span)
    case (.record, .text):
      guard case .text(let name) = index.kind else {
        return failed(
          .templateType, "a record's field must be named by a literal", at: key.span,
          help: "write `[\"name\"]`, or use a map", over: span)
      }
      return checkField(value, Name(text: name, span: key.span), span, isAttribute: false)
    case (.list(let element), .number):
      var result = Checked(
        builder.add(.element(value.node, index: key.node), span),
        element, span)
      if case .number(let number)? = builder.constantValue(key.node) {
        result.place = value.place?.appending(.element(number))
      }
      result.origins = value.origins
      return narrowed(result)
    case (.map(let element), .text):
      var result = Checked(
        builder.add(.entry(value.node, key: key.node), span),
        element, span)
      if case .text(let text)? = builder.constantValue(key.node) {
        result.place = value.place?.appending(.entry(text))
      }
      result.origins = value.origins
      return narrowed(result)
    case (.list, _):
      return failed(
        .templateType, "a list's element is named by its position, not by \(key.type.described)",
        at: key.span, help: "write a number: `[0]`", over: span)
    case (.map, _), (.record, _):
      return failed(
        .templateType, "an entry is named by text, not by \(key.type.described)", at: key.span,
        help: "write `| string` behind it", over: span)
    default:
      return failed(
        .templateType, "\(value.type.described) has no elements to take by `[…]`", at: value.span,
        help: "only lists, maps and records have", over: span)
    }
  }
}
