import Diagnostics

/// Builds the tree of a template's blocks; every error is recorded, and reading goes on behind the
/// tag at fault.
struct TemplateParser {
  let segments: [Segment]
  var position = 0
  var diagnostics: [Diagnostic] = []
  /// The tags of the blocks that are open, outermost first.
  var openBlocks: [OpenBlock] = []

  struct OpenBlock {
    let name: String
    let span: SourceSpan
  }

  /// What ended a run of statements.
  enum Ending {
    case endOfTemplate
    /// A tag such as `endif` or `else` that belongs to the innermost open block.
    case tag(Tag, name: String)
  }

  static let endingTags: [String: Set<String>] = [
    "if": ["elif", "else", "endif"], "for": ["else", "endfor"],
  ]

  /// Where the template ends.
  let end: SourceSpan

  init(segments: [Segment], end: SourceSpan) {
    self.segments = segments
    self.end = end
  }

  mutating func run() -> [Statement] {
    var statements: [Statement] = []
    while true {
      let (more, ending) = self.statements()
      statements += more
      if case .endOfTemplate = ending { return statements }
    }
  }

  mutating func statements() -> ([Statement], Ending) {
    var result: [Statement] = []
    while position < segments.count {
      let segment = segments[position]
      position += 1
      switch segment {
      case .text(let range): result.append(.text(range))
      case .output(let tag):
        if let expression = wholeExpression(tag, from: 0, closing: "}}") {
          result.append(.output(expression))
        }
      case .block(let tag):
        let name = tagName(tag)
        if let open = openBlocks.last, Self.endingTags[open.name]?.contains(name) == true {
          return (result, .tag(tag, name: name))
        }
        if let statement = block(tag, name: name) { result.append(statement) }
      }
    }
    return (result, .endOfTemplate)
  }

  private func tagName(_ tag: Tag) -> String {
    if case .name(let name)? = tag.tokens.first?.kind { name } else { "" }
  }

  /// The tag's words from one on as an expression; nil after an error.
  mutating func wholeExpression(
    _ tag: Tag, from position: Int, closing: String = "%}", allowsConditional: Bool = true
  ) -> Expression? {
    parse(tag, from: position, closing: closing) { parser throws(SyntaxFailure) in
      let expression = try parser.expression(allowsConditional: allowsConditional)
      if parser.current.kind == .symbol(.comma) { throw parser.failTuple() }
      return expression
    }
  }

  /// Reads a tag's words; what is wrong with them is recorded, unless the lexer has done so.
  mutating func parse<Result>(
    _ tag: Tag, from position: Int, closing: String = "%}",
    _ read: (inout ExpressionParser) throws(SyntaxFailure) -> Result
  ) -> Result? {
    if tag.isBroken { return nil }
    var parser = ExpressionParser(tokens: tag.tokens, closing: closing, position: position)
    defer { diagnostics += parser.diagnostics }
    do {
      let result = try read(&parser)
      try parser.expectEnd()
      return result
    } catch {
      return nil
    }
  }

  private mutating func block(_ tag: Tag, name: String) -> Statement? {
    switch name {
    case "if": return canOpen(name, tag) ? conditionBlock(tag) : nil
    case "for": return canOpen(name, tag) ? loopBlock(tag) : nil
    case "set": return setStatement(tag)
    case "include": return includeStatement(tag)
    case "": reportMissingName(tag)
    default: reportTag(tag, name: name)
    }
    return nil
  }

  /// Whether another block of the name may be opened here; else its whole content is skipped.
  private mutating func canOpen(_ name: String, _ tag: Tag) -> Bool {
    let loops = openBlocks.count { $0.name == "for" }
    let bound = name == "for" && loops >= Limits.loopNesting ? Limits.loopNesting : Limits.nesting
    guard openBlocks.count >= Limits.nesting || (name == "for" && loops >= bound) else {
      return true
    }
    diagnostics.append(
      Diagnostic(
        .templateTooDeep, "blocks are nested more than \(bound) deep here", at: tag.span,
        help: ["move the inner part to a template of its own and `{% include %}` it"]))
    skipBlock()
    return false
  }

  private mutating func skipBlock() {
    var depth = 1
    while position < segments.count, depth > 0 {
      if case .block(let tag) = segments[position] {
        switch tagName(tag) {
        case "if", "for": depth += 1
        case "endif", "endfor": depth -= 1
        default: break
        }
      }
      position += 1
    }
  }

  mutating func reportUnclosed(_ tag: Tag, name: String) {
    diagnostics.append(
      Diagnostic(
        .templateUnclosedBlock, "`{% \(name) %}` is not closed", at: end,
        label: "the template ends here", also: [DiagnosticLabel(tag.span, "opened here")],
        help: ["write `{% end\(name) %}` where the block ends"]))
  }

  mutating func expectNothingMore(_ tag: Tag, after words: Int) {
    guard !tag.isBroken, tag.tokens.count > words + 1 else { return }
    diagnostics.append(
      Diagnostic(
        .templateSyntax, "nothing may follow here", at: tag.tokens[words].span,
        help: ["end the tag with `%}`"]))
  }
}
