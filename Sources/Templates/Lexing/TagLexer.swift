import Diagnostics

/// Reads the words between a tag's opening and closing marks.
struct TagLexer {
  enum Closing {
    /// `}}` or `%}`
    case plain
    /// `-}}` or `-%}`
    case stripping
    /// `+%}`
    case keeping
  }

  let source: NormalizedSource
  var position: Int
  let isBlock: Bool
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  /// Where the closing mark begins.
  private(set) var closingStart = 0
  private var openBrackets: [(symbol: Symbol, span: SourceSpan)] = []

  init(source: NormalizedSource, position: Int, isBlock: Bool) {
    self.source = source
    self.position = position
    self.isBlock = isBlock
    closingStart = position
  }

  private var bytes: [UInt8] { source.bytes }

  /// Reads up to and with the closing mark; nil if there is none.
  mutating func run() -> Closing? {
    while true {
      position = bytes.whitespaceEnd(from: position)
      closingStart = position
      guard position < bytes.count else { return nil }
      if openBrackets.isEmpty, let closing = readClosing() { return closing }
      guard readToken() else { return skipToClosing() }
    }
  }

  private mutating func readClosing() -> Closing? {
    let mark: StaticString = isBlock ? "%}" : "}}"
    if source.starts(with: mark, at: position) {
      position += 2
      return .plain
    }
    if bytes[position] == UInt8(ascii: "-"), source.starts(with: mark, at: position + 1) {
      position += 3
      return .stripping
    }
    if isBlock, source.starts(with: "+%}", at: position) {
      position += 3
      return .keeping
    }
    return nil
  }

  /// After an error: the tag is taken to end at the next closing mark.
  private mutating func skipToClosing() -> Closing? {
    openBrackets = []
    while position < bytes.count {
      closingStart = position
      if let closing = readClosing() { return closing }
      position += 1
    }
    closingStart = position
    return nil
  }

  /// Reads one word; false after an error that leaves no sense in what follows.
  private mutating func readToken() -> Bool {
    let start = position
    let byte = bytes[position]
    if byte.isIdentifierStart {
      while position < bytes.count, bytes[position].isIdentifierPart { position += 1 }
      guard position == bytes.count || bytes[position] < 0x80 else {
        return refuseCharacter("a name may hold only letters a to z, digits and `_`")
      }
      let name = String(decoding: bytes[start..<position], as: UTF8.self)
      append(.name(name), from: start)
      return true
    }
    if byte.isDigit { return readNumber() }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return readText(quote: byte) }
    return readSymbol()
  }

  private mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, span: source.span(start, position)))
  }

  private mutating func readSymbol() -> Bool {
    let start = position
    let length = min(2, bytes.count - position)
    for width in stride(from: length, to: 0, by: -1) {
      let word = String(decoding: bytes[start..<start + width], as: UTF8.self)
      guard let symbol = Symbol(rawValue: word) else { continue }
      position += width
      let span = source.span(start, position)
      if symbol.closing != nil {
        openBrackets.append((symbol, span))
      } else if symbol.isClosing {
        guard closeBracket(symbol, span) else { return false }
      }
      tokens.append(Token(kind: .symbol(symbol), span: span))
      return true
    }
    return refuseCharacter("remove it; text belongs in quotes")
  }

  private mutating func closeBracket(_ symbol: Symbol, _ span: SourceSpan) -> Bool {
    guard let open = openBrackets.popLast() else {
      let mark = isBlock ? "%}" : "}}"
      diagnostics.append(
        Diagnostic(
          .templateSyntax, "`\(symbol.rawValue)` closes nothing", at: span,
          help: ["remove it, or end the tag with `\(mark)`"]))
      return false
    }
    guard let closing = open.symbol.closing, closing != symbol else { return true }
    diagnostics.append(
      Diagnostic(
        .templateSyntax, "`\(closing.rawValue)` was expected before `\(symbol.rawValue)`",
        at: span, also: [DiagnosticLabel(open.span, "opened here")],
        help: ["close the bracket with `\(closing.rawValue)`"]))
    return false
  }

  private mutating func refuseCharacter(_ help: String) -> Bool {
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    diagnostics.append(
      Diagnostic(
        .templateToken, "this character cannot stand in an expression",
        at: source.span(position, end), help: [help]))
    position = end
    return false
  }

  // MARK: Literals

  private mutating func readNumber() -> Bool {
    let start = position
    while position < bytes.count, bytes[position].isIdentifierPart { position += 1 }
    let hasFraction =
      position + 1 < bytes.count && bytes[position] == UInt8(ascii: ".")
      && bytes[position + 1].isDigit
    let followsDot = tokens.last?.kind == .symbol(.dot)
    if hasFraction, !followsDot {
      position += 1
      while position < bytes.count, bytes[position].isIdentifierPart { position += 1 }
    }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch IntegerLiteral(word) {
    case .value(let value): append(.number(value), from: start)
    case .refused(let message, let help):
      append(.broken, from: start)
      diagnostics.append(
        Diagnostic(.templateLiteral, message, at: source.span(start, position), help: [help]))
    }
    return true
  }

  private mutating func readText(quote: UInt8) -> Bool {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != quote {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < bytes.count else {
      position = start + 1
      diagnostics.append(
        Diagnostic(
          .templateLiteral, "this text is not closed", at: source.span(start, start + 1),
          help: ["end it with `\(Character(Unicode.Scalar(quote)))`"]))
      return false
    }
    position += 1
    switch unescapePythonText(bytes[(start + 1)..<(position - 1)]) {
    case .success(let text): append(.text(text), from: start)
    case .failure(let error):
      append(.broken, from: start)
      diagnostics.append(
        Diagnostic(
          .templateLiteral, error.message,
          at: source.span(error.range.lowerBound, error.range.upperBound),
          help: [error.help]))
    }
    return true
  }
}

extension UInt8 {
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  var isIdentifierStart: Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 || self == UInt8(ascii: "_")
  }

  var isIdentifierPart: Bool { isIdentifierStart || isDigit }
}
