import Diagnostics

extension TemplateParser {
  // MARK: if

  mutating func conditionBlock(_ tag: Tag) -> Statement {
    openBlocks.append(OpenBlock(name: "if", span: tag.span))
    defer { openBlocks.removeLast() }
    var branches: [Statement.Branch] = []
    var otherwise: [Statement]?
    var elseSpan: SourceSpan?
    var condition: Expression? = blockCondition(tag)
    while true {
      let (body, ending) = statements()
      if let expression = condition {
        branches.append(Statement.Branch(condition: expression, body: body))
      } else if otherwise == nil {
        otherwise = body
      }
      guard case .tag(let next, let name) = ending else {
        reportUnclosed(tag, name: "if")
        break
      }
      if name == "endif" {
        expectNothingMore(next, after: 1)
        break
      }
      if let elseSpan {
        diagnostics.append(
          Diagnostic(
            .templateUnexpectedEnd, "`{% \(name) %}` after this block's `{% else %}`",
            at: next.span, also: [DiagnosticLabel(elseSpan, "the `else`")],
            help: ["`{% else %}` comes last; close the block with `{% endif %}`"]))
      } else if name == "else" {
        expectElse(next)
        elseSpan = next.span
      }
      condition = name == "elif" ? blockCondition(next) : nil
    }
    return .condition(branches, otherwise: otherwise)
  }

  private mutating func blockCondition(_ tag: Tag) -> Expression {
    wholeExpression(tag, from: 1, allowsConditional: false) ?? .failed(tag.span)
  }

  private mutating func expectElse(_ tag: Tag) {
    guard tag.tokens.count > 2, case .name("if") = tag.tokens[1].kind else {
      return expectNothingMore(tag, after: 1)
    }
    diagnostics.append(
      Diagnostic(
        .templateSyntax, "`else if` is not a tag", at: tag.tokens[1].span,
        help: ["write `{% elif … %}`"]))
  }

  // MARK: for

  mutating func loopBlock(_ tag: Tag) -> Statement {
    openBlocks.append(OpenBlock(name: "for", span: tag.span))
    defer { openBlocks.removeLast() }
    let head = parse(tag, from: 1) { parser throws(SyntaxFailure) in
      try parser.loopHead()
    }
    var (body, ending) = statements()
    var otherwise: [Statement]?
    var elseSpan: SourceSpan?
    while case .tag(let next, "else") = ending {
      expectElse(next)
      if let elseSpan {
        diagnostics.append(
          Diagnostic(
            .templateUnexpectedEnd, "a second `{% else %}` in one block", at: next.span,
            also: [DiagnosticLabel(elseSpan, "the first one")],
            help: ["close the block with `{% endfor %}`"]))
      }
      elseSpan = next.span
      let (more, end) = statements()
      otherwise = (otherwise ?? []) + more
      ending = end
    }
    switch ending {
    case .endOfTemplate: reportUnclosed(tag, name: "for")
    case .tag(let next, _): expectNothingMore(next, after: 1)
    }
    return .loop(
      Statement.Loop(
        targets: head?.targets ?? [], iterable: head?.iterable ?? .failed(tag.span),
        filter: head?.filter, body: body, otherwise: otherwise, span: tag.span))
  }

  // MARK: set and include

  mutating func setStatement(_ tag: Tag) -> Statement? {
    parse(tag, from: 1) { parser throws(SyntaxFailure) in
      let name = try parser.targetName()
      switch parser.current.kind {
      case .symbol(.comma): throw parser.failTuple()
      case .symbol(.dot):
        throw parser.fail(
          .templateUnsupported, "ringtree's templates cannot set an attribute",
          help: "set a plain name; one that must outlive a loop can be computed with a filter")
      case .end, .symbol(.pipe):
        throw parser.fail(
          .templateUnsupported, "ringtree's templates don't have `{% set %}` blocks",
          help: "write `{% set \(name.text) = … %}`")
      default: break
      }
      try parser.expect(.assign, "write `{% set name = value %}`")
      let value = try parser.expression()
      if parser.current.kind == .symbol(.comma) { throw parser.failTuple() }
      return .set(name, value)
    }
  }

  mutating func includeStatement(_ tag: Tag) -> Statement? {
    parse(tag, from: 1) { parser throws(SyntaxFailure) in
      guard case .text(let text) = parser.current.kind else {
        throw parser.fail(
          .templateUnsupported, "`include` needs a name in quotes",
          help: "write `{% include \"folder/file.cfg\" %}`; choose between files with `{% if %}`")
      }
      let name = Name(text: text, span: parser.current.span)
      parser.advance()
      if case .name(let word) = parser.current.kind,
        ["ignore", "with", "without"].contains(word)
      {
        throw parser.fail(
          .templateUnsupported, "`include` takes nothing but a name here",
          help: "remove it: an included template must be there, and sees all names")
      }
      return .include(name)
    }
  }

  // MARK: Tags that belong nowhere

  mutating func reportMissingName(_ tag: Tag) {
    guard !tag.isBroken else { return }
    diagnostics.append(
      Diagnostic(
        .templateSyntax, "a tag's name was expected", at: tag.tokens.first?.span ?? tag.span,
        help: ["write `if`, `for`, `set`, `include` or `raw`"]))
  }

  mutating func reportTag(_ tag: Tag, name: String) {
    let span = tag.tokens.first?.span ?? tag.span
    if ["else", "elif", "endif", "endfor"].contains(name) {
      let inner = openBlocks.last
      let what =
        inner.map { "the innermost open block is `{% \($0.name) %}`" } ?? "no block is open"
      diagnostics.append(
        Diagnostic(
          .templateUnexpectedEnd, "`{% \(name) %}` does not belong here: \(what)", at: span,
          also: inner.map { [DiagnosticLabel($0.span, "this block is open")] } ?? [],
          help: [inner.map { "close it with `{% end\($0.name) %}` first" } ?? "remove it"]))
    } else if let help = UnsupportedFeatures.tags[name] {
      diagnostics.append(
        Diagnostic(
          .templateUnsupported, "ringtree's templates don't have `{% \(name) %}`", at: span,
          help: [help]))
    } else {
      let known = ["if", "elif", "else", "endif", "for", "endfor", "set", "include", "raw"]
      let near = suggestion(for: name, among: known)
      diagnostics.append(
        Diagnostic(
          .templateUnknownTag, "there is no tag `\(name)`", at: span,
          help: [near.map { "did you mean `\($0)`?" } ?? "tags are if, for, set, include and raw"]))
    }
  }
}

extension ExpressionParser {
  mutating func targetName() throws(SyntaxFailure) -> Name {
    guard case .name(let text) = current.kind, !Self.reserved.contains(text) else {
      throw fail("a name was expected, not \(describe(current))", help: "name the value here")
    }
    let name = Name(text: text, span: current.span)
    advance()
    return name
  }

  mutating func loopHead() throws(SyntaxFailure) -> (
    targets: [Name], iterable: Expression, filter: Expression?
  ) {
    var targets = [try targetName()]
    if take(.comma) { targets.append(try targetName()) }
    guard take(word: "in") else {
      throw fail(
        "`in` was expected, not \(describe(current))", help: "write `{% for name in list %}`")
    }
    let iterable = try expression(allowsConditional: false)
    var filter: Expression?
    if take(word: "if") { filter = try expression() }
    if current.kind == .name("recursive") {
      throw fail(
        .templateUnsupported, "ringtree's templates don't have `recursive` loops",
        help: "nest one loop in another")
    }
    if current.kind == .symbol(.comma) { throw failTuple() }
    return (targets, iterable, filter)
  }
}
