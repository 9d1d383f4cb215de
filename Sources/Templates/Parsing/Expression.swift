import Diagnostics

/// A name as it was written, with its place.
struct Name {
  let text: String
  let span: SourceSpan
}

/// What follows a filter, a test or a function in parentheses.
struct Arguments {
  var positional: [Expression] = []
  var named: [(name: Name, value: Expression)] = []

  var count: Int { positional.count + named.count }
}

/// An expression as it was written.
struct Expression {
  indirect enum Kind {
    case text(String)
    case number(Int)
    case boolean(Bool)
    case list([Expression])
    case mapping([(key: Expression, value: Expression)])
    case name(String)
    case attribute(Expression, Name)
    case index(Expression, Expression)
    case call(Expression, Arguments)
    case filter(Expression, Name, Arguments)
    case test(Expression, Name, Arguments, isNegated: Bool)
    case not(Expression)
    case negate(Expression)
    case arithmetic(Arithmetic, Expression, Expression)
    case concatenation([Expression])
    case and([Expression])
    case or([Expression])
    case comparison(Expression, [(operation: Comparison, operand: Expression)])
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    /// What stands there was reported already.
    case failed
  }

  let kind: Kind
  let span: SourceSpan
  /// How many expressions stand in one another here.
  let depth: Int

  init(_ kind: Kind, _ span: SourceSpan, around inner: [Expression] = []) {
    self.kind = kind
    self.span = span
    depth = 1 + (inner.lazy.map(\.depth).max() ?? 0)
  }

  static func failed(_ span: SourceSpan) -> Expression {
    Expression(.failed, span)
  }
}

enum Arithmetic: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case floorDivide = "//"
  case modulo = "%"
}

enum Comparison: String {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case isIn = "in"
  case isNotIn = "not in"

  var isMembership: Bool { self == .isIn || self == .isNotIn }
  var isOrdering: Bool { !isMembership && self != .equal && self != .notEqual }
}
