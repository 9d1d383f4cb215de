import Diagnostics

/// What follows `is`.
extension Checker {
  static let testNames: Set<String> = [
    "defined", "undefined", "number", "string", "even", "odd", "divisibleby", "in", "==", "eq",
    "equalto", "!=", "ne", ">", "gt", "greaterthan", ">=", "ge", "<", "lt", "lessthan", "<=", "le",
  ]

  private static let comparisons: [String: Comparison] = [
    "in": .isIn, "==": .equal, "eq": .equal, "equalto": .equal, "!=": .notEqual, "ne": .notEqual,
    ">": .greater, "gt": .greater, "greaterthan": .greater, ">=": .greaterOrEqual,
    "ge": .greaterOrEqual, "<": .less, "lt": .less, "lessthan": .less, "<=": .lessOrEqual,
    "le": .lessOrEqual,
  ]

  mutating func checkTest(
    _ operand: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    if name.text == "defined" || name.text == "undefined" {
      guard expect(0, arguments, of: name) else { return failed(span) }
      if operand.type == .failed { return failed(span) }
      let test = checkIsDefined(operand, span)
      if name.text == "defined" { return test }
      var result = Checked(builder.add(.not(test.node), span), .boolean, span)
      result.whenFalse = test.whenTrue
      return result
    }
    guard Self.testNames.contains(name.text) else { return unknownTest(name, span) }
    let value = defined(operand)
    if value.type == .failed { return failed(span) }
    if let comparison = Self.comparisons[name.text] {
      guard expect(1, arguments, of: name) else { return failed(span) }
      let other = defined(check(arguments.positional[0]))
      guard canCompare(value, comparison, other, span) else { return failed(span) }
      return Checked(
        builder.add(.comparison(comparison, value.node, other.node), span), .boolean, span)
    }
    switch name.text {
    case "number", "string":
      guard expect(0, arguments, of: name) else { return failed(span) }
      // Python's booleans are numbers.
      let holds =
        name.text == "string"
        ? value.type == .text : value.type == .number || value.type == .boolean
      // An element that is not there is neither, and no error.
      let node =
        holds ? builder.add(.isDefined(value.node), span) : builder.constant(.boolean(false), span)
      return Checked(node, .boolean, span)
    case "even", "odd":
      guard expect(0, arguments, of: name), requireNumber(value, name) else { return failed(span) }
      let two = builder.constant(.number(2), span)
      let even = builder.add(.isDivisible(value.node, by: two), span)
      let node = name.text == "even" ? even : builder.add(.not(even), span)
      return Checked(node, .boolean, span)
    default:
      guard expect(1, arguments, of: name), requireNumber(value, name) else { return failed(span) }
      let divisor = defined(check(arguments.positional[0]))
      guard divisor.type != .failed, requireNumber(divisor, name) else { return failed(span) }
      return Checked(
        builder.add(.isDivisible(value.node, by: divisor.node), span), .boolean, span)
    }
  }

  private mutating func requireNumber(_ value: Checked, _ name: Name) -> Bool {
    if value.type == .number { return true }
    report(
      .templateType, "`is \(name.text)` needs a number, not \(value.type.described)",
      at: value.span, help: "write `| int` behind it")
    return false
  }

  private mutating func expect(_ count: Int, _ arguments: Arguments, of name: Name) -> Bool {
    if arguments.named.isEmpty, arguments.positional.count == count { return true }
    let what = count == 0 ? "nothing" : "one value"
    report(
      .templateArguments, "`is \(name.text)` takes \(what) behind it", at: name.span,
      help: count == 0
        ? "remove what follows it, or put the test in parentheses"
        : "write `is \(name.text)(value)`")
    return false
  }

  private mutating func unknownTest(_ name: Name, _ span: SourceSpan) -> Checked {
    if let help = UnsupportedFeatures.tests[name.text] {
      return failed(
        .templateUnsupported, "ringtree's templates don't have `is \(name.text)`", at: name.span,
        help: help, over: span)
    }
    let near = suggestion(for: name.text, among: Self.testNames.sorted())
    return failed(
      .templateUnknownTest, "there is no test `\(name.text)`", at: name.span,
      help: near.map { "did you mean `\($0)`?" }
        ?? "tests are defined, in, number, string, even, odd, divisibleby and comparisons",
      over: span)
  }
}
