import Diagnostics

/// A part of a template as it was written.
indirect enum Statement {
  /// Literal text: a range of the normalized source.
  case text(Range<Int>)
  case output(Expression)
  case condition([Branch], otherwise: [Statement]?)
  case loop(Loop)
  case set(Name, Expression)
  case include(Name)

  struct Branch {
    let condition: Expression
    let body: [Statement]
  }

  struct Loop {
    let targets: [Name]
    let iterable: Expression
    let filter: Expression?
    let body: [Statement]
    let otherwise: [Statement]?
    /// The `{% for … %}` tag.
    let span: SourceSpan
  }
}

/// A template after parsing.
struct ParsedTemplate {
  let name: String
  let source: NormalizedSource
  let statements: [Statement]
}
