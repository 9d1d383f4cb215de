import Diagnostics

extension Checker {
  mutating func checkNegation(_ operand: Expression, _ span: SourceSpan) -> Checked {
    let value = defined(check(operand))
    if value.type == .failed { return failed(span) }
    guard value.type == .number else {
      return failed(
        .templateType, "`-` needs a number, not \(value.type.described)", at: value.span,
        help: "write `| int` behind it", over: span)
    }
    if case .number(let number)? = builder.constantValue(value.node) {
      return Checked(builder.constant(.number(-number), span), .number, span)
    }
    return Checked(builder.add(.negate(value.node), span), .number, span)
  }

  mutating func checkArithmetic(
    _ operation: Arithmetic, _ left: Expression, _ right: Expression, _ span: SourceSpan
  ) -> Checked {
    let first = defined(check(left))
    let second = defined(check(right))
    switch (operation, first.type, second.type) {
    case (_, .failed, _), (_, _, .failed): return failed(span)
    case (_, .number, .number):
      let node = builder.add(.arithmetic(operation, first.node, second.node), span)
      return Checked(node, .number, span)
    case (.add, .text, .text):
      var result = Checked(builder.add(.appendText(first.node, second.node), span), .text, span)
      result.origins = Array(Set(first.origins + second.origins)).sorted()
      return result
    case (.add, .list, .list):
      guard let type = first.type.unified(with: second.type) else { break }
      var result = Checked(builder.add(.appendList(first.node, second.node), span), type, span)
      result.origins = Array(Set(first.origins + second.origins)).sorted()
      return result
    default: break
    }
    let help =
      operation == .add
      ? "join texts and numbers with `~`" : "`\(operation.rawValue)` is for numbers only"
    return failed(
      .templateType,
      "`\(operation.rawValue)` cannot take \(first.type.described) and \(second.type.described)",
      at: span, help: help)
  }

  mutating func checkConcatenation(_ operands: [Expression], _ span: SourceSpan) -> Checked {
    var nodes: [NodeID] = []
    var origins: Set<String> = []
    var isFailed = false
    for operand in operands {
      let value = check(operand)
      if !requirePrintable(value) { isFailed = true }
      origins.formUnion(value.origins)
      if case .text(let text)? = builder.constantValue(value.node), let last = nodes.last,
        case .text(let before)? = builder.constantValue(last)
      {
        nodes[nodes.count - 1] = builder.constant(.text(before + text), span)
      } else {
        nodes.append(value.node)
      }
    }
    if isFailed { return failed(span) }
    if nodes.count == 1, case .text? = builder.constantValue(nodes[0]) {
      return Checked(nodes[0], .text, span)
    }
    let run = builder.children(nodes)
    var result = Checked(builder.add(.concatenation(run), span), .text, span)
    result.origins = origins.sorted()
    return result
  }

  mutating func checkComparison(
    _ first: Expression, _ steps: [(operation: Comparison, operand: Expression)],
    _ span: SourceSpan
  ) -> Checked {
    var values = [defined(check(first))]
    var isFailed = values[0].type == .failed
    for step in steps {
      let value = defined(check(step.operand))
      if let left = values.last, !canCompare(left, step.operation, value, span) { isFailed = true }
      values.append(value)
    }
    if isFailed { return failed(span) }
    if steps.count == 1 {
      let node = builder.add(
        .comparison(steps[0].operation, values[0].node, values[1].node), span)
      return Checked(node, .boolean, span)
    }
    let run = builder.children(values.map(\.node))
    let operators = builder.program.comparisons.count
    builder.program.comparisons += steps.map(\.operation)
    return Checked(
      builder.add(.comparisonChain(run, operators: operators), span), .boolean, span)
  }

  /// Whether Python compares these as one expects; if not, that is reported.
  mutating func canCompare(
    _ left: Checked, _ operation: Comparison, _ right: Checked, _ span: SourceSpan
  ) -> Bool {
    if left.type == .failed || right.type == .failed { return false }
    let isPossible: Bool
    if operation.isMembership {
      isPossible = canContain(right.type, left.type)
    } else if operation.isOrdering {
      isPossible =
        (left.type == .text && right.type == .text)
        || (left.type == .number && right.type == .number)
    } else {
      isPossible =
        left.type.unified(with: right.type) != nil && left.type.isComparable
        && right.type.isComparable
    }
    if isPossible { return true }
    report(
      .templateType,
      "`\(operation.rawValue)` cannot compare \(left.type.described) with "
        + right.type.described,
      at: span, help: comparisonHelp(operation, left.type, right.type))
    return false
  }

  private func canContain(_ container: ValueType, _ element: ValueType) -> Bool {
    switch container {
    case .text: element == .text
    case .map: element == .text
    case .list(let inner): inner.isComparable && inner.unified(with: element) != nil
    default: false
    }
  }

  private func comparisonHelp(
    _ operation: Comparison, _ left: ValueType, _ right: ValueType
  ) -> String {
    switch (left, right) {
    case (.text, .number), (.number, .text):
      "write both as text, in quotes, or make a number of the text with `| int`"
    case (.boolean, _), (_, .boolean): "a boolean is a condition by itself: `{% if … %}`"
    default:
      operation.isMembership
        ? "`in` looks for text in text, an element in a list, or a key in a map"
        : "compare fields that have one type"
    }
  }

  // MARK: Calls

  mutating func checkCall(
    _ function: Expression, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    switch function.kind {
    case .name("range") where binding("range") == nil: return checkRange(arguments, span)
    case .name(let name):
      if let help = UnsupportedFeatures.functions[name] {
        return failed(
          .templateUnsupported, "ringtree's templates don't have `\(name)`", at: function.span,
          help: help, over: span)
      }
      let isFilter = Self.filterNames.contains(name)
      return failed(
        .templateUnknownName, "there is no function `\(name)`", at: function.span,
        help: isFilter ? "it is a filter: `value | \(name)`" : "`range` is the only function",
        over: span)
    case .attribute(let base, let name): return checkMethod(base, name, arguments, span)
    default:
      return failed(
        .templateSyntax, "this cannot be called", at: function.span,
        help: "remove the parentheses", over: span)
    }
  }

  private mutating func checkMethod(
    _ base: Expression, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    if case .name("loop") = base.kind { return checkLoopAttribute(name, span) }
    let value = defined(check(base))
    if value.type == .failed { return failed(span) }
    if case .map(let element) = value.type, name.text == "items" {
      refuseArguments(arguments, of: name)
      var result = Checked(value.node, .pairs(element), span)
      result.origins = value.origins
      result.place = value.place
      return result
    }
    let help: String
    switch name.text {
    case "keys", "values", "get": help = "loop over `.items()`, or take `[…] | default(…)`"
    default:
      help =
        Self.filterNames.contains(name.text)
        ? "use the filter: `… | \(name.text)`" : "only a map's `.items()` can be called"
    }
    return failed(
      .templateUnsupported,
      "ringtree's templates don't call `.\(name.text)()` on "
        + value.type.described, at: name.span, help: help, over: span)
  }

  private mutating func checkRange(_ arguments: Arguments, _ span: SourceSpan) -> Checked {
    guard arguments.named.isEmpty, 1...3 ~= arguments.positional.count else {
      return failed(
        .templateArguments, "`range` takes one to three numbers", at: span,
        help: "write `range(end)`, `range(start, end)` or `range(start, end, step)`")
    }
    var nodes: [NodeID] = []
    for argument in arguments.positional {
      let value = defined(check(argument))
      if value.type == .failed { return failed(span) }
      guard value.type == .number else {
        return failed(
          .templateType, "`range` needs numbers, not \(value.type.described)", at: value.span,
          help: "write `| int` behind it", over: span)
      }
      nodes.append(value.node)
    }
    let run = builder.children(nodes)
    return Checked(builder.add(.range(run), span), .stream(.number), span)
  }
}
