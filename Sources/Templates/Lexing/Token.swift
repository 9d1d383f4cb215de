import Diagnostics

/// A word of an expression or a block tag.
struct Token {
  enum Kind: Equatable {
    case name(String)
    case text(String)
    case number(Int)
    case symbol(Symbol)
    /// A literal that was reported already.
    case broken
    /// The `}}` or `%}`.
    case end
  }

  let kind: Kind
  let span: SourceSpan
}

/// Jinja's operators and brackets.
enum Symbol: String, CaseIterable {
  case power = "**"
  case floorDivide = "//"
  case equal = "=="
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case modulo = "%"
  case tilde = "~"
  case leftBracket = "["
  case rightBracket = "]"
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBrace = "{"
  case rightBrace = "}"
  case less = "<"
  case greater = ">"
  case assign = "="
  case dot = "."
  case colon = ":"
  case pipe = "|"
  case comma = ","
  case semicolon = ";"

  /// The bracket that closes this one.
  var closing: Symbol? {
    switch self {
    case .leftBracket: .rightBracket
    case .leftParenthesis: .rightParenthesis
    case .leftBrace: .rightBrace
    default: nil
    }
  }

  var isClosing: Bool {
    self == .rightBracket || self == .rightParenthesis || self == .rightBrace
  }
}

/// A template cut at its tags.
enum Segment {
  /// Literal text: a range of the normalized source.
  case text(Range<Int>)
  /// `{{ … }}`
  case output(Tag)
  /// `{% … %}`
  case block(Tag)
}

struct Tag {
  /// The words, with an `.end` behind the last.
  let tokens: [Token]
  /// From the opening to the closing mark.
  let span: SourceSpan
  /// Whether an error in its words was reported already.
  let isBroken: Bool
}
