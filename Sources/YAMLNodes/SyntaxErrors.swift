import Diagnostics

/// Says in plain words why libyaml stopped, and what to do about it.
struct SyntaxErrors {
  let context: ParseContext
  var positions: PositionMap
  /// Where the innermost flow collection began that was not closed; nil if there is none.
  let openBracket: Int?

  mutating func diagnostic(for failure: EventReader.Failure) -> Diagnostic {
    let opening = positions.fileOffset(failure.contextPosition)
    let place = positions.fileOffset(failure.position)
    switch failure.problem {
    case "found character that cannot start any token":
      return context.byte(at: place) == UInt8(ascii: "\t") ? tab(at: place) : reserved(at: place)
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return tab(at: place)
    case "found unexpected end of stream", "found unexpected document indicator":
      return unterminatedQuote(from: opening, to: place)
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      return unclosed(from: opening, at: place)
    case "mapping values are not allowed in this context":
      return unexpectedColon(at: place)
    case "could not find expected ':'":
      return missingColon(from: opening)
    case "did not find expected key", "did not find expected '-' indicator":
      return interruptedBlock(
        from: opening, at: place, isMapping: failure.problem.hasSuffix("key"))
    case "block sequence entries are not allowed in this context",
      "mapping keys are not allowed in this context":
      return misplacedIndicator(at: place)
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return badEscape(at: place, in: opening)
    case "did not find expected alphabetic or numeric character":
      return badAnchor(from: opening, at: place)
    case "found undefined tag handle":
      return undefinedTagHandle(at: place)
    case "did not find expected <document start>":
      return textAfterValue(at: place)
    default:
      return byContext(failure, from: opening, at: place)
    }
  }

  private func byContext(
    _ failure: EventReader.Failure, from opening: Int, at place: Int
  ) -> Diagnostic {
    switch failure.context {
    case "while scanning a block scalar":
      return Diagnostic(
        .yamlBadBlockHeader, "nothing but a comment may follow `|` or `>` on its line",
        at: character(at: place), also: [label(opening, opening + 1, "the block begins here")],
        help: ["begin the text on the next line; a digit from 1 to 9, `+` or `-` may follow"])
    case "while scanning a tag", "while parsing a tag":
      return Diagnostic(
        .yamlBadProperty, "the tag is malformed", at: character(at: place),
        also: [label(opening, opening + 1, "the tag begins here")],
        help: [
          "a tag is `!` and a name, and a space behind it; put the text in quotes if not meant"
        ])
    case "while parsing a block node", "while parsing a flow node":
      return missingValue(at: place)
    case "while scanning a directive", "while scanning a %YAML directive":
      return Diagnostic(
        .yamlDirective, "a line that begins with `%` is a directive, and none may stand here",
        at: line(of: place), help: ["put the value in quotes, or indent it"])
    default:
      let words = [failure.context, failure.problem].filter { !$0.isEmpty }
      return Diagnostic(
        .yamlSyntax, "this is not YAML: " + words.joined(separator: ", "),
        at: character(at: place))
    }
  }

  // MARK: - Places

  func span(_ start: Int, _ end: Int) -> SourceSpan {
    SourceSpan(source: context.source, start: start, end: end)
  }

  func label(_ start: Int, _ end: Int, _ text: String) -> DiagnosticLabel {
    DiagnosticLabel(span(start, end), text)
  }

  /// The whole character at an offset; empty at the end of a line.
  func character(at place: Int) -> SourceSpan {
    guard let byte = context.byte(at: place), byte != 0x0A, byte != 0x0D else {
      return span(place, place)
    }
    var end = place + 1
    while let next = context.byte(at: end), next & 0xC0 == 0x80 { end += 1 }
    return span(place, end)
  }

  /// The line that an offset lies in, without white space around it.
  func line(of place: Int) -> SourceSpan {
    let start = context.lineStart(of: place)
    let end = context.trimmedEnd(start..<max(start, context.lineEnd(of: place)))
    return span(firstNonBlank(from: start), end)
  }

  /// The first offset from here that is no space or tab.
  func firstNonBlank(from start: Int) -> Int {
    var offset = start
    while let byte = context.byte(at: offset), byte == 0x20 || byte == 0x09 { offset += 1 }
    return offset
  }

  /// Whether only white space stands before an offset in its line.
  func isFirstInLine(_ place: Int) -> Bool {
    firstNonBlank(from: context.lineStart(of: place)) >= place
  }
}
