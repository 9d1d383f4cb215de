import Diagnostics

extension SyntaxErrors {
  func tab(at place: Int) -> Diagnostic {
    var end = place
    while context.byte(at: end) == UInt8(ascii: "\t") { end += 1 }
    return Diagnostic(
      .yamlTab, "a tab cannot be used for indentation", at: span(place, max(end, place)),
      help: ["use spaces; most editors can convert the file's tabs"])
  }

  func reserved(at place: Int) -> Diagnostic {
    let span = character(at: place)
    let text = String(decoding: context.bytes[relative(span)], as: UTF8.self)
    return Diagnostic(
      .yamlReservedCharacter, "a value cannot begin with `\(text)`", at: span,
      help: ["put the value in quotes"])
  }

  func unterminatedQuote(from opening: Int, to place: Int) -> Diagnostic {
    let quote = context.byte(at: opening) == UInt8(ascii: "'") ? "single" : "double"
    let isAtEnd = place >= context.base + context.bytes.count
    return Diagnostic(
      .yamlUnterminatedQuote,
      "the \(quote) quote is not closed before the end of the \(isAtEnd ? "text" : "document")",
      at: character(at: place), also: [label(opening, opening + 1, "it is opened here")],
      help: [
        "close it; within double quotes a quote is written `\\\"`, within single quotes `''`",
        "if a quote later in the file was meant to open, the one before it lacks its partner",
      ])
  }

  func unclosed(from opening: Int, at place: Int) -> Diagnostic {
    let isList = context.byte(at: opening) == UInt8(ascii: "[")
    let (open, close) = isList ? ("[", "]") : ("{", "}")
    return Diagnostic(
      .yamlUnclosedBracket, "expected `,` or `\(close)` here", at: character(at: place),
      also: [label(opening, opening + 1, "the `\(open)` that is open")],
      help: ["close it with `\(close)`, or put a comma between its values"])
  }

  func unexpectedColon(at place: Int) -> Diagnostic {
    var help = ["put the whole value in quotes if the colon belongs to it"]
    if isFirstColon(at: place) {
      help.append(
        "if this line is a key, it must stand at the same indentation as the keys beside it")
      help.append("look for a quote that is missing in the line before")
    }
    return Diagnostic(
      .yamlUnexpectedColon, "a colon makes a key of what is before it, and no key may stand there",
      at: character(at: place), help: help)
  }

  /// Whether no other colon followed by a space is before this one in its line.
  private func isFirstColon(at place: Int) -> Bool {
    var offset = context.lineStart(of: place)
    while offset < place {
      if context.byte(at: offset) == UInt8(ascii: ":"), context.byte(at: offset + 1) == 0x20 {
        return false
      }
      offset += 1
    }
    return true
  }

  func missingColon(from opening: Int) -> Diagnostic {
    Diagnostic(
      .yamlMissingColon, "this line stands where a key must, and has no `: ` behind a key",
      at: span(opening, max(line(of: opening).end, opening)),
      help: [
        "write `key: value`, with a space behind the colon",
        "indent the line if it goes on with the value before it",
      ])
  }

  func interruptedBlock(from opening: Int, at place: Int, isMapping: Bool) -> Diagnostic {
    guard isFirstInLine(place) else { return textAfterValue(at: place) }
    let what = isMapping ? "mapping" : "list"
    let isAligned = column(of: opening) == column(of: place)
    return Diagnostic(
      .yamlBadIndentation,
      isAligned
        ? "this line stands in a \(what) and is no \(isMapping ? "key" : "`- ` item") of it"
        : "this line is indented like nothing that is open before it",
      at: character(at: place), also: [label(opening, opening + 1, "the \(what) begins here")],
      help: ["align it with the line that it belongs beside"])
  }

  private func column(of place: Int) -> Int {
    place - context.lineStart(of: place)
  }

  func textAfterValue(at place: Int) -> Diagnostic {
    let line = line(of: place)
    return Diagnostic(
      .yamlTextAfterValue, "the value before this is complete; nothing more may follow",
      at: span(place, max(place, line.end)),
      help: ["check the quotes, brackets and colons before it in this line"])
  }

  func misplacedIndicator(at place: Int) -> Diagnostic {
    let isItem = context.byte(at: place) == UInt8(ascii: "-")
    return Diagnostic(
      .yamlBadIndentation, isItem ? "no `- ` item may stand here" : "no `? ` key may stand here",
      at: character(at: place),
      help: [
        isItem
          ? "begin the list on a line of its own, or put the value in quotes"
          : "put the value in quotes"
      ])
  }

  func badEscape(at place: Int, in opening: Int) -> Diagnostic {
    // libyaml points at the backslash, or behind it, by the kind of escape.
    let start = context.byte(at: place) == UInt8(ascii: "\\") ? place : place - 1
    let letter = character(at: start + 1)
    return Diagnostic(
      .yamlBadEscape, "an unknown or incomplete escape",
      at: span(start, max(letter.end, start + 1)),
      also: [label(opening, opening + 1, "within these double quotes")],
      help: ["write a backslash as `\\\\`, or use single quotes, in which it is itself"])
  }

  func badAnchor(from opening: Int, at place: Int) -> Diagnostic {
    let isAlias = context.byte(at: opening) == UInt8(ascii: "*")
    return Diagnostic(
      .yamlBadProperty,
      isAlias ? "the alias's name is malformed" : "the anchor's name is malformed",
      at: character(at: place), also: [label(opening, opening + 1, "it begins here")],
      help: [
        "names have letters, digits, `-` and `_`, and a space behind them",
        "put the value in quotes if the `\(isAlias ? "*" : "&")` belongs to it",
      ])
  }

  func undefinedTagHandle(at place: Int) -> Diagnostic {
    Diagnostic(
      .yamlBadProperty, "the tag has a second `!`", at: character(at: place),
      help: ["a tag is `!` and a name, such as `!secret`"])
  }

  func missingValue(at place: Int) -> Diagnostic {
    if let bracket = openBracket, context.byte(at: place) == nil {
      return unclosed(from: bracket, at: place)
    }
    guard context.byte(at: place) != nil else {
      return Diagnostic(
        .yamlSyntax, "the text ends where a value must stand", at: span(place, place),
        help: ["write the value, or \"\" for an empty one"])
    }
    return Diagnostic(
      .yamlSyntax, "a value must stand here", at: character(at: place),
      help: ["put the value in quotes if it begins with this character, or delete the character"])
  }

  private func relative(_ span: SourceSpan) -> Range<Int> {
    span.start - context.base..<span.end - context.base
  }
}
