import Diagnostics

/// Thrown when the rest of a tag makes no sense; the diagnostic is recorded already.
struct SyntaxFailure: Error {}

/// Reads the expressions of one tag, with Jinja's precedences.
struct ExpressionParser {
  let tokens: [Token]
  let closing: String
  var position = 0
  var diagnostics: [Diagnostic] = []
  private var nesting = 0

  /// Words that are no names.
  static let reserved: Set<String> = [
    "and", "or", "not", "in", "is", "if", "else", "elif", "true", "false", "True", "False", "none",
    "None",
  ]

  init(tokens: [Token], closing: String, position: Int = 0) {
    self.tokens = tokens
    self.closing = closing
    self.position = position
  }

  var current: Token { tokens[min(position, tokens.count - 1)] }

  private var previousEnd: SourceSpan { tokens[max(0, min(position, tokens.count) - 1)].span }

  func peek(_ distance: Int = 1) -> Token { tokens[min(position + distance, tokens.count - 1)] }

  mutating func advance() { position += 1 }

  mutating func take(_ symbol: Symbol) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func take(word: String) -> Bool {
    guard current.kind == .name(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Symbol, _ help: String) throws(SyntaxFailure) {
    guard take(symbol) else {
      throw fail("`\(symbol.rawValue)` was expected, not \(describe(current))", help: help)
    }
  }

  mutating func expectEnd() throws(SyntaxFailure) {
    guard current.kind == .end else {
      throw fail(
        "`\(closing)` was expected, not \(describe(current))",
        help: "end the tag here, or join the parts with an operator")
    }
  }

  mutating func fail(_ message: String, help: String) -> SyntaxFailure {
    fail(.templateSyntax, message, help: help)
  }

  mutating func fail(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan? = nil, help: String
  ) -> SyntaxFailure {
    diagnostics.append(Diagnostic(code, message, at: span ?? current.span, help: [help]))
    return SyntaxFailure()
  }

  func describe(_ token: Token) -> String {
    switch token.kind {
    case .name(let name): "`\(name)`"
    case .text: "a text"
    case .number: "a number"
    case .symbol(let symbol): "`\(symbol.rawValue)`"
    case .broken: "this literal"
    case .end: "the end of the tag"
    }
  }

  func span(from start: SourceSpan) -> SourceSpan {
    SourceSpan(source: start.source, start: start.start, end: previousEnd.end)
  }

  /// Refuses what would make the recursion of a later step too deep.
  private mutating func bounded(_ expression: Expression) throws(SyntaxFailure) -> Expression {
    guard expression.depth <= Limits.nesting else {
      throw fail(
        .templateTooDeep, "this expression is nested more than \(Limits.nesting) deep",
        at: expression.span, help: "take a part of it out with `{% set name = … %}`")
    }
    return expression
  }

  private mutating func enter(at span: SourceSpan) throws(SyntaxFailure) {
    nesting += 1
    guard nesting <= Limits.nesting else {
      throw fail(
        .templateTooDeep, "this expression is nested more than \(Limits.nesting) deep", at: span,
        help: "take a part of it out with `{% set name = … %}`")
    }
  }

  // MARK: Precedences, weakest first

  mutating func expression(allowsConditional: Bool = true) throws(SyntaxFailure) -> Expression {
    try enter(at: current.span)
    let start = current.span
    var result = try disjunction()
    while allowsConditional, current.kind == .name("if") {
      let word = current.span
      advance()
      let condition = try disjunction()
      guard take(word: "else") else {
        throw fail(
          .templateUnsupported, "this `if` has no `else`", at: word,
          help: "say what to take otherwise: `… if … else \"\"`")
      }
      let otherwise = try expression()
      result = try bounded(
        Expression(
          .conditional(condition: condition, then: result, otherwise: otherwise),
          span(from: start), around: [condition, result, otherwise]))
    }
    nesting -= 1
    return result
  }

  private mutating func disjunction() throws(SyntaxFailure) -> Expression {
    let start = current.span
    var operands = [try conjunction()]
    while take(word: "or") { operands.append(try conjunction()) }
    return try chain(operands, from: start) { .or($0) }
  }

  private mutating func conjunction() throws(SyntaxFailure) -> Expression {
    let start = current.span
    var operands = [try negation()]
    while take(word: "and") { operands.append(try negation()) }
    return try chain(operands, from: start) { .and($0) }
  }

  private mutating func chain(
    _ operands: [Expression], from start: SourceSpan, _ kind: ([Expression]) -> Expression.Kind
  ) throws(SyntaxFailure) -> Expression {
    if operands.count == 1 { return operands[0] }
    guard operands.count <= Limits.literalElements else {
      throw fail(.templateTooDeep, "these are too many operands", help: "write fewer")
    }
    return try bounded(Expression(kind(operands), span(from: start), around: operands))
  }

  private mutating func negation() throws(SyntaxFailure) -> Expression {
    let start = current.span
    guard take(word: "not") else { return try comparison() }
    try enter(at: start)
    let operand = try negation()
    nesting -= 1
    return try bounded(Expression(.not(operand), span(from: start), around: [operand]))
  }

  private mutating func comparison() throws(SyntaxFailure) -> Expression {
    let start = current.span
    let first = try sum()
    var steps: [(operation: Comparison, operand: Expression)] = []
    while let operation = comparisonOperator() {
      steps.append((operation, try sum()))
    }
    if steps.isEmpty { return first }
    guard steps.count <= Limits.literalElements else {
      throw fail(.templateTooDeep, "these are too many operands", help: "write fewer")
    }
    return try bounded(
      Expression(
        .comparison(first, steps), span(from: start), around: [first] + steps.map(\.operand)))
  }

  private mutating func comparisonOperator() -> Comparison? {
    switch current.kind {
    case .symbol(let symbol):
      guard let operation = Comparison(rawValue: symbol.rawValue) else { return nil }
      advance()
      return operation
    case .name("in"):
      advance()
      return .isIn
    case .name("not") where peek().kind == .name("in"):
      position += 2
      return .isNotIn
    default: return nil
    }
  }

  private mutating func sum() throws(SyntaxFailure) -> Expression {
    let start = current.span
    var left = try concatenation()
    while case .symbol(let symbol) = current.kind, symbol == .plus || symbol == .minus {
      advance()
      let right = try concatenation()
      left = try bounded(
        Expression(
          .arithmetic(symbol == .plus ? .add : .subtract, left, right), span(from: start),
          around: [left, right]))
    }
    return left
  }

  private mutating func concatenation() throws(SyntaxFailure) -> Expression {
    let start = current.span
    var operands = [try product()]
    while take(.tilde) { operands.append(try product()) }
    return try chain(operands, from: start) { .concatenation($0) }
  }

  private mutating func product() throws(SyntaxFailure) -> Expression {
    let start = current.span
    var left = try unary()
    while case .symbol(let symbol) = current.kind {
      switch symbol {
      case .times, .floorDivide, .modulo: break
      case .divide:
        throw fail(
          .templateUnsupported, "`/` gives a fraction, which templates don't have",
          help: "write `//` for the whole part")
      case .power:
        throw fail(
          .templateUnsupported, "ringtree's templates don't have `**`",
          help: "multiply, or write the result")
      default: return left
      }
      advance()
      let right = try unary()
      guard let operation = Arithmetic(rawValue: symbol.rawValue) else { return left }
      left = try bounded(
        Expression(.arithmetic(operation, left, right), span(from: start), around: [left, right]))
    }
    return left
  }

  mutating func unary(allowsFilters: Bool = true) throws(SyntaxFailure) -> Expression {
    let start = current.span
    var result: Expression
    if take(.minus) {
      try enter(at: start)
      let operand = try unary(allowsFilters: false)
      nesting -= 1
      result = Expression(.negate(operand), span(from: start), around: [operand])
    } else if current.kind == .symbol(.plus) {
      throw fail(
        .templateUnsupported, "ringtree's templates don't have a leading `+`", help: "remove it")
    } else {
      result = try primary()
    }
    result = try postfix(try bounded(result), from: start)
    guard allowsFilters else { return result }
    while true {
      if take(.pipe) {
        result = try filter(on: result, from: start)
      } else if current.kind == .name("is") {
        result = try test(on: result, from: start)
      } else if current.kind == .symbol(.leftParenthesis) {
        throw fail("this cannot be called", help: "remove the parentheses")
      } else {
        return result
      }
      result = try bounded(result)
    }
  }

  private mutating func postfix(
    _ base: Expression, from start: SourceSpan
  ) throws(SyntaxFailure) -> Expression {
    var result = base
    while true {
      if take(.dot) {
        let name = try attributeName()
        result = Expression(.attribute(result, name), span(from: start), around: [result])
      } else if take(.leftBracket) {
        result = try subscripted(result, from: start)
      } else if current.kind == .symbol(.leftParenthesis) {
        let arguments = try arguments()
        let inner = arguments.positional + arguments.named.map(\.value)
        result = Expression(
          .call(result, arguments), span(from: start), around: [result] + inner)
      } else {
        return result
      }
      result = try bounded(result)
    }
  }

  private mutating func attributeName() throws(SyntaxFailure) -> Name {
    let token = current
    switch token.kind {
    case .name(let text):
      advance()
      return Name(text: text, span: token.span)
    case .number:
      throw fail(
        .templateUnsupported, "a list's element is not an attribute",
        help: "write its position in brackets: `[0]`")
    default:
      throw fail("a name was expected after `.`, not \(describe(token))", help: "name a field")
    }
  }

  private mutating func subscripted(
    _ base: Expression, from start: SourceSpan
  ) throws(SyntaxFailure) -> Expression {
    if current.kind == .symbol(.colon) { throw failSlice() }
    let index = try expression()
    if current.kind == .symbol(.colon) || current.kind == .symbol(.comma) { throw failSlice() }
    try expect(.rightBracket, "close the bracket with `]`")
    return Expression(.index(base, index), span(from: start), around: [base, index])
  }

  private mutating func failSlice() -> SyntaxFailure {
    fail(
      .templateUnsupported, "ringtree's templates don't have slices",
      help: "take one element by its position, or loop over the list with an `if`")
  }
}
