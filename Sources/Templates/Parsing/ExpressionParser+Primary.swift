import Diagnostics

/// Literals, names, filters, tests and their arguments.
extension ExpressionParser {
  mutating func primary() throws(SyntaxFailure) -> Expression {
    let token = current
    switch token.kind {
    case .name(let name): return try primaryName(name, token.span)
    case .text(var text):
      advance()
      while case .text(let more) = current.kind {
        text += more
        advance()
      }
      return Expression(.text(text), span(from: token.span))
    case .number(let value):
      advance()
      return Expression(.number(value), token.span)
    case .broken:
      advance()
      return .failed(token.span)
    case .symbol(.leftParenthesis):
      advance()
      return try parenthesized(token.span)
    case .symbol(.leftBracket):
      advance()
      return try list(from: token.span)
    case .symbol(.leftBrace):
      advance()
      return try mapping(from: token.span)
    case .symbol, .end:
      throw fail(
        "a value was expected, not \(describe(token))",
        help: "write a name, a number, a text in quotes, a list or a mapping")
    }
  }

  private mutating func primaryName(
    _ name: String, _ span: SourceSpan
  ) throws(SyntaxFailure) -> Expression {
    switch name {
    case "true", "True", "false", "False":
      advance()
      return Expression(.boolean(name.lowercased() == "true"), span)
    case "none", "None":
      throw fail(
        .templateUnsupported, "templates have no `none`: a value is there, or it is not defined",
        help: "test for it with `is defined`, or leave the value out")
    default:
      guard !Self.reserved.contains(name) else {
        throw fail(
          "a value was expected, not `\(name)`", help: "`\(name)` is a word of the language")
      }
      advance()
      return Expression(.name(name), span)
    }
  }

  private mutating func parenthesized(_ start: SourceSpan) throws(SyntaxFailure) -> Expression {
    if current.kind == .symbol(.rightParenthesis) { throw failTuple() }
    let inner = try expression()
    if current.kind == .symbol(.comma) { throw failTuple() }
    try expect(.rightParenthesis, "close the parenthesis with `)`")
    return Expression(inner.kind, span(from: start), around: [inner])
  }

  mutating func failTuple() -> SyntaxFailure {
    fail(
      .templateUnsupported, "ringtree's templates don't have tuples",
      help: "write a list: `[a, b]`")
  }

  private mutating func list(from start: SourceSpan) throws(SyntaxFailure) -> Expression {
    var elements: [Expression] = []
    while !take(.rightBracket) {
      if !elements.isEmpty { try expect(.comma, "put a comma between elements, `]` at the end") }
      if take(.rightBracket) { break }
      elements.append(try expression())
      try checkCount(elements.count)
    }
    return Expression(.list(elements), span(from: start), around: elements)
  }

  private mutating func mapping(from start: SourceSpan) throws(SyntaxFailure) -> Expression {
    var entries: [(key: Expression, value: Expression)] = []
    while !take(.rightBrace) {
      if !entries.isEmpty { try expect(.comma, "put a comma between entries, `}` at the end") }
      if take(.rightBrace) { break }
      let key = try expression()
      try expect(.colon, "write `key: value`")
      entries.append((key, try expression()))
      try checkCount(entries.count)
    }
    return Expression(
      .mapping(entries), span(from: start), around: entries.flatMap { [$0.key, $0.value] })
  }

  private mutating func checkCount(_ count: Int) throws(SyntaxFailure) {
    guard count <= Limits.literalElements else {
      throw fail(
        .templateTooDeep, "this has more than \(Limits.literalElements) elements",
        help: "take them from the site instead")
    }
  }

  // MARK: Filters and tests

  mutating func filter(
    on operand: Expression, from start: SourceSpan
  ) throws(SyntaxFailure) -> Expression {
    let name = try word("a filter's name")
    let arguments =
      current.kind == .symbol(.leftParenthesis) ? try arguments() : Arguments()
    return Expression(
      .filter(operand, name, arguments), span(from: start),
      around: [operand] + arguments.positional + arguments.named.map(\.value))
  }

  mutating func test(
    on operand: Expression, from start: SourceSpan
  ) throws(SyntaxFailure) -> Expression {
    advance()
    let isNegated = take(word: "not")
    let name = try word("a test's name")
    var arguments = Arguments()
    if current.kind == .symbol(.leftParenthesis) {
      arguments = try self.arguments()
    } else if startsBareArgument {
      let argumentStart = current.span
      arguments.positional = [try bareArgument(from: argumentStart)]
    }
    return Expression(
      .test(operand, name, arguments, isNegated: isNegated), span(from: start),
      around: [operand] + arguments.positional + arguments.named.map(\.value))
  }

  /// `is divisibleby 3`: Jinja takes one value without parentheses.
  private var startsBareArgument: Bool {
    switch current.kind {
    case .name(let name): !["else", "or", "and"].contains(name)
    case .text, .number, .broken, .symbol(.leftBracket), .symbol(.leftBrace): true
    default: false
    }
  }

  private mutating func bareArgument(from start: SourceSpan) throws(SyntaxFailure) -> Expression {
    let literals: Set = ["true", "false", "True", "False"]
    if case .name(let name) = current.kind, Self.reserved.contains(name), !literals.contains(name) {
      throw fail(
        "`\(name)` cannot follow a test here", help: "put the test in parentheses: `(… is …)`")
    }
    var result = try primary()
    while true {
      if take(.dot) {
        let name = try word("a name")
        result = Expression(.attribute(result, name), span(from: start), around: [result])
      } else if current.kind == .symbol(.leftBracket) || current.kind == .symbol(.leftParenthesis) {
        throw fail(
          "this test's argument needs parentheses", help: "write `is name(argument)`")
      } else {
        return result
      }
    }
  }

  private mutating func word(_ what: String) throws(SyntaxFailure) -> Name {
    guard case .name(let text) = current.kind else {
      throw fail("\(what) was expected, not \(describe(current))", help: "write \(what)")
    }
    let span = current.span
    advance()
    return Name(text: text, span: span)
  }

  mutating func arguments() throws(SyntaxFailure) -> Arguments {
    advance()
    var arguments = Arguments()
    while !take(.rightParenthesis) {
      if arguments.count > 0 {
        try expect(.comma, "put a comma between arguments, `)` at the end")
        if take(.rightParenthesis) { break }
      }
      if case .symbol(let symbol) = current.kind, symbol == .times || symbol == .power {
        throw fail(
          .templateUnsupported, "ringtree's templates don't have `\(symbol.rawValue)` arguments",
          help: "write the arguments one by one")
      }
      if case .name(let text) = current.kind, peek().kind == .symbol(.assign) {
        let name = Name(text: text, span: current.span)
        position += 2
        arguments.named.append((name, try expression()))
      } else {
        guard arguments.named.isEmpty else {
          throw fail(
            "an argument without a name cannot follow one with a name",
            help: "put the arguments with names last")
        }
        arguments.positional.append(try expression())
      }
      try checkCount(arguments.count)
    }
    return arguments
  }
}
