import Diagnostics

/// Filters of lists and of what is gone through once.
extension Checker {
  mutating func checkListFilter(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    guard let element = value.type.element else {
      return failed(
        .templateType, "`\(name.text)` takes a list, not \(value.type.described)", at: value.span,
        help: "apply it to a list", over: span)
    }
    switch name.text {
    case "join": return checkJoin(value, name, arguments, span)
    case "sort": return checkSort(value, name, arguments, span)
    case "unique", "min", "max": return checkKeyed(value, name, arguments, span)
    case "sum": return checkSum(value, name, arguments, span)
    case "map": return checkMap(value, name, arguments, span)
    case "select", "reject", "selectattr", "rejectattr":
      return checkSelect(value, name, arguments, span)
    default: break
    }
    guard self.arguments(arguments, of: name, []) != nil else { return failed(span) }
    let known = element
    switch name.text {
    case "list": return Checked(value.node, .list(element), span)
    case "reverse":
      return Checked(builder.add(.reversed(value.node), span), .stream(element), span)
    case "first": return Checked(builder.add(.first(value.node), span), known, span)
    case "last":
      if case .stream = value.type {
        return failed(
          .templateType, "\(value.type.described) has no last element in Jinja", at: value.span,
          help: "make a list of it: `| list | last`", over: span)
      }
      return Checked(builder.add(.last(value.node), span), known, span)
    default: return failed(span)
    }
  }

  /// The element of a list in a slot of its own, for what is done to each.
  private mutating func element(of value: Checked, _ span: SourceSpan) -> (slot: Int, Checked) {
    let slot = builder.newSlot(.computed)
    let type = value.type.element ?? .failed
    var element = Checked(
      builder.add(.slot(slot), span), type, span)
    element.place = Place(base: .slot(slot))
    element.origins = value.origins
    return (slot, element)
  }

  /// What elements are compared by: a field of theirs, or they themselves.
  private mutating func key(
    _ value: Checked, attribute: Expression?, _ name: Name, _ span: SourceSpan
  ) -> Comprehension? {
    let (slot, element) = element(of: value, span)
    var key = element
    if let attribute {
      guard let found = field(attribute, of: element) else { return nil }
      key = found
    }
    if element.type == .failed || key.type.isScalar {
      return Comprehension(list: value.node, slot: slot, body: key.node)
    }
    if case .optional = key.type {
      report(
        .templateMaybeAbsent, "this field may be missing", at: attribute?.span ?? span,
        help: "select the elements that have it first: `selectattr(\"…\", \"defined\")`")
    } else {
      report(
        .templateType, "`\(name.text)` cannot compare \(key.type.described)",
        at: attribute?.span ?? value.span,
        help: "name a field that is text or a number: `attribute=\"…\"`")
    }
    return nil
  }

  private mutating func checkJoin(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    guard let given = self.arguments(arguments, of: name, ["d", "attribute"]),
      let separator = argument(given["d"], .text, default: .text(""), span),
      let key = key(value, attribute: given["attribute"], name, span)
    else { return failed(span) }
    let list = given["attribute"] == nil ? value.node : builder.add(.mapped(key), span)
    return Checked(builder.add(.join(list, separator: separator), span), .text, span)
  }

  private mutating func checkSort(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    let parameters = ["reverse", "case_sensitive", "attribute"]
    guard let given = self.arguments(arguments, of: name, parameters),
      let isReversed = flag(given["reverse"]), let isCaseSensitive = flag(given["case_sensitive"]),
      let key = key(value, attribute: given["attribute"], name, span)
    else { return failed(span) }
    let node = builder.add(
      .sort(key, isReversed: isReversed, ignoresCase: !isCaseSensitive), span)
    return Checked(node, .list(value.type.element ?? .failed), span)
  }

  private mutating func checkKeyed(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    guard let given = self.arguments(arguments, of: name, ["case_sensitive", "attribute"]),
      let isCaseSensitive = flag(given["case_sensitive"]),
      let key = key(value, attribute: given["attribute"], name, span)
    else { return failed(span) }
    let element = value.type.element ?? .failed
    if name.text == "unique" {
      return Checked(
        builder.add(.unique(key, ignoresCase: !isCaseSensitive), span), .stream(element), span)
    }
    let node = builder.add(
      .extreme(key, isMaximum: name.text == "max", ignoresCase: !isCaseSensitive), span)
    return Checked(node, element, span)
  }

  private mutating func checkSum(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    guard let given = self.arguments(arguments, of: name, ["attribute"]) else {
      return failed(span)
    }
    var node = value.node
    var type = value.type.element ?? .failed
    if let attribute = given["attribute"] {
      let (slot, element) = element(of: value, span)
      guard let found = field(attribute, of: element) else { return failed(span) }
      type = found.type
      node = builder.add(
        .mapped(Comprehension(list: value.node, slot: slot, body: found.node)), span)
    }
    guard type == .number || type == .nothing || type == .failed else {
      return failed(
        .templateType, "`sum` adds numbers, not \(type.described)", at: value.span,
        help: "name a field that is a number: `attribute=\"…\"`", over: span)
    }
    return Checked(builder.add(.sum(node), span), .number, span)
  }

  // MARK: map

  private mutating func checkMap(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    let (slot, element) = element(of: value, span)
    let body: Checked
    if arguments.positional.isEmpty {
      guard let given = self.arguments(arguments, of: name, ["attribute", "default"]),
        let attribute = given["attribute"]
      else {
        if arguments.count == 0 {
          report(
            .templateArguments, "`map` needs `attribute=\"…\"` or a filter's name", at: name.span,
            help: "write `map(attribute=\"name\")` or `map(\"upper\")`")
        }
        return failed(span)
      }
      guard let found = mappedField(attribute, element, default: given["default"], span) else {
        return failed(span)
      }
      body = found
    } else {
      guard case .text(let filter) = arguments.positional[0].kind else {
        return failed(
          .templateArguments, "`map` needs a filter's name as a literal text",
          at: arguments.positional[0].span, help: "write `map(\"upper\")`", over: span)
      }
      var rest = arguments
      rest.positional.removeFirst()
      let filterName = Name(text: filter, span: arguments.positional[0].span)
      body = defined(checkFilter(element, filterName, rest, span))
    }
    switch body.type {
    case .failed where element.type != .failed: return failed(span)
    case .stream, .pairs, .truth:
      return failed(
        .templateType, "`map` cannot hold \(body.type.described) for each element", at: name.span,
        help: "loop over the list with `{% for … %}`", over: span)
    default: break
    }
    let comprehension = Comprehension(list: value.node, slot: slot, body: body.node)
    var result = Checked(builder.add(.mapped(comprehension), span), .stream(body.type), span)
    result.origins = body.origins
    return result
  }

  private mutating func mappedField(
    _ attribute: Expression, _ element: Checked, default fallback: Expression?,
    _ span: SourceSpan
  ) -> Checked? {
    guard let found = field(attribute, of: element) else { return nil }
    guard let fallback else {
      return requireDefined(found) ? found : nil
    }
    let value = defined(check(fallback))
    var type = found.type
    if case .optional(let wrapped) = type { type = wrapped }
    guard let unified = type.unified(with: value.type) else {
      report(
        .templateType, "the default is \(value.type.described), the field \(type.described)",
        at: value.span, help: "give \(type.described)")
      return nil
    }
    var result = Checked(
      builder.add(.fallback(found.node, value.node, replacesFalse: false), span), unified, span)
    result.origins = found.origins
    return result
  }

  // MARK: select

  private mutating func checkSelect(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    let rejects = name.text.hasPrefix("reject")
    let (slot, element) = element(of: value, span)
    var rest = arguments
    var subject = element
    if name.text.hasSuffix("attr") {
      guard let attribute = rest.positional.first else {
        return failed(
          .templateArguments, "`\(name.text)` needs the name of a field", at: name.span,
          help: "write `\(name.text)(\"name\")`", over: span)
      }
      rest.positional.removeFirst()
      guard let found = field(attribute, of: element) else { return failed(span) }
      subject = found
    }
    let condition: Checked
    if let test = rest.positional.first {
      guard case .text(let testName) = test.kind else {
        return failed(
          .templateArguments, "a test's name must be a literal text", at: test.span,
          help: "write `\"defined\"`, `\"equalto\"` or the like", over: span)
      }
      rest.positional.removeFirst()
      condition = checkTest(subject, Name(text: testName, span: test.span), rest, span)
    } else {
      refuseArguments(rest, of: name)
      condition = requireCondition(subject)
    }
    if condition.type == .failed, element.type != .failed { return failed(span) }
    let comprehension = Comprehension(list: value.node, slot: slot, body: condition.node)
    let proved = rejects ? condition.whenFalse : condition.whenTrue
    return Checked(
      builder.add(.select(comprehension, rejects: rejects), span),
      .stream(narrowing(element.type, by: proved, slot: slot)), span)
  }

  /// The element's type with the field that every selected element has.
  private func narrowing(_ type: ValueType, by proved: Set<Place>, slot: Int) -> ValueType {
    guard case .record(let record) = type else { return type }
    var fields = record.fields
    for place in proved where place.base == .slot(slot) && place.steps.count == 1 {
      guard case .field(let index) = place.steps[0],
        case .optional(let wrapped) = fields[index].type
      else { continue }
      fields[index] = RecordType.Field(
        fields[index].name, wrapped, documentation: fields[index].documentation)
    }
    return .record(RecordType(name: record.name, fields: fields))
  }
}
