import Diagnostics

/// Cuts a template into text and tags as Jinja's lexer does with `trim_blocks` and `lstrip_blocks`.
struct TemplateLexer {
  let source: NormalizedSource
  var position = 0
  var segments: [Segment] = []
  var diagnostics: [Diagnostic] = []
  /// Whether what was read last ended with a line break, so that a tag here begins its line.
  private var isAtLineStart = true

  init(_ source: NormalizedSource) {
    self.source = source
  }

  private var bytes: [UInt8] { source.bytes }

  mutating func run() {
    while position < bytes.count {
      let textStart = position
      guard let open = nextOpening(from: position) else {
        appendText(textStart..<bytes.count)
        return
      }
      position = open + 2
      let sign = readSign()
      switch bytes[open + 1] {
      case UInt8(ascii: "{"):
        appendText(textStart..<trimmedEnd(textStart..<open, sign: sign, strips: false))
        lexTag(from: open, isBlock: false)
      case UInt8(ascii: "#"):
        appendText(textStart..<trimmedEnd(textStart..<open, sign: sign, strips: true))
        skipComment(from: open)
      default:
        appendText(textStart..<trimmedEnd(textStart..<open, sign: sign, strips: true))
        if let rawStart = rawBegin() {
          lexRaw(from: open, contentStart: rawStart)
        } else {
          lexTag(from: open, isBlock: true)
        }
      }
    }
  }

  private func nextOpening(from start: Int) -> Int? {
    var position = start
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "{") {
        switch bytes[position + 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#"): return position
        default: break
        }
      }
      position += 1
    }
    return nil
  }

  private mutating func readSign() -> UInt8? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else { return nil }
    position += 1
    return byte
  }

  private mutating func appendText(_ range: Range<Int>) {
    if !range.isEmpty { segments.append(.text(range)) }
  }

  /// Where the text before a tag ends: `-` takes all white space, and a tag that stands alone in
  /// its line takes the line's indentation.
  private func trimmedEnd(_ range: Range<Int>, sign: UInt8?, strips: Bool) -> Int {
    if sign == UInt8(ascii: "-") {
      return bytes.whitespaceStart(before: range.upperBound, limit: range.lowerBound)
    }
    guard strips, sign == nil else { return range.upperBound }
    let lineStart = bytes[range].lastIndex(of: 0x0A).map { $0 + 1 }
    guard lineStart != nil || isAtLineStart else { return range.upperBound }
    let start = lineStart ?? range.lowerBound
    return bytes.whitespaceEnd(from: start) >= range.upperBound ? start : range.upperBound
  }

  /// Takes what a closing mark takes of the text behind it: all white space, or one line break.
  private mutating func finishTag(stripsAll: Bool, trimsLineBreak: Bool) {
    let start = position
    if stripsAll {
      position = bytes.whitespaceEnd(from: position)
    } else if trimsLineBreak, position < bytes.count, bytes[position] == 0x0A {
      position += 1
    }
    isAtLineStart = position > start && bytes[position - 1] == 0x0A
  }

  // MARK: Comments and raw blocks

  private mutating func skipComment(from open: Int) {
    while position < bytes.count {
      if source.starts(with: "-#}", at: position) {
        position += 3
        return finishTag(stripsAll: true, trimsLineBreak: false)
      }
      if source.starts(with: "+#}", at: position) {
        position += 3
        return finishTag(stripsAll: false, trimsLineBreak: false)
      }
      if source.starts(with: "#}", at: position) {
        position += 2
        return finishTag(stripsAll: false, trimsLineBreak: true)
      }
      position += 1
    }
    diagnostics.append(
      Diagnostic(
        .templateUnclosedTag, "this comment is not closed", at: source.span(open, open + 2),
        help: ["end it with `#}`"]))
  }

  /// Where the content of a raw block begins, if `{% raw %}` stands at the position.
  private mutating func rawBegin() -> Int? {
    var end = bytes.whitespaceEnd(from: position)
    guard source.starts(with: "raw", at: end) else { return nil }
    end = bytes.whitespaceEnd(from: end + 3)
    if source.starts(with: "-%}", at: end) {
      position = end + 3
      finishTag(stripsAll: true, trimsLineBreak: false)
      return position
    }
    guard source.starts(with: "%}", at: end) else { return nil }
    position = end + 2
    isAtLineStart = false
    return position
  }

  private mutating func lexRaw(from open: Int, contentStart: Int) {
    let openSpan = source.span(open, position)
    while position < bytes.count {
      if source.starts(with: "{%", at: position), let tag = endOfRaw(at: position) {
        let range = contentStart..<position
        appendText(contentStart..<trimmedEnd(range, sign: tag.sign, strips: true))
        position = tag.end
        return finishTag(stripsAll: tag.stripsAll, trimsLineBreak: tag.trimsLineBreak)
      }
      position += 1
    }
    diagnostics.append(
      Diagnostic(
        .templateUnclosedTag, "this raw block is not closed", at: openSpan,
        help: ["end it with `{% endraw %}`"]))
  }

  private func endOfRaw(
    at start: Int
  ) -> (end: Int, sign: UInt8?, stripsAll: Bool, trimsLineBreak: Bool)? {
    var end = start + 2
    var sign: UInt8?
    if end < bytes.count, bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+") {
      sign = bytes[end]
      end += 1
    }
    end = bytes.whitespaceEnd(from: end)
    guard source.starts(with: "endraw", at: end) else { return nil }
    end = bytes.whitespaceEnd(from: end + 6)
    if source.starts(with: "-%}", at: end) { return (end + 3, sign, true, false) }
    if source.starts(with: "+%}", at: end) { return (end + 3, sign, false, false) }
    if source.starts(with: "%}", at: end) { return (end + 2, sign, false, true) }
    return nil
  }

  // MARK: Tags

  private mutating func lexTag(from open: Int, isBlock: Bool) {
    var lexer = TagLexer(source: source, position: position, isBlock: isBlock)
    let closing = lexer.run()
    diagnostics += lexer.diagnostics
    var isBroken = !lexer.diagnostics.isEmpty
    position = lexer.position
    let end = position
    if let closing {
      finishTag(
        stripsAll: closing == .stripping, trimsLineBreak: isBlock && closing == .plain)
    } else if !isBroken {
      isBroken = true
      let name = isBlock ? "%}" : "}}"
      diagnostics.append(
        Diagnostic(
          .templateUnclosedTag, "this tag is not closed", at: source.span(open, open + 2),
          help: ["end it with `\(name)`"]))
    }
    let endToken = Token(kind: .end, span: source.span(max(open, lexer.closingStart), end))
    let tag = Tag(
      tokens: lexer.tokens + [endToken], span: source.span(open, end), isBroken: isBroken)
    segments.append(isBlock ? .block(tag) : .output(tag))
  }
}
