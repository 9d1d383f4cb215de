/// How a secret that a line leaves unfinished goes on in the next one.
enum SecretContinuation: Equatable {
  /// Until this quote closes it.
  case quoted(UInt8)
  /// Until a comma or a closing brace.
  case inFlow
  /// As long as lines stand further in than this; where the key's own line held no value
  /// (`awaitsValue`), also the next line that does not look like another key.
  case indented(beyond: Int, awaitsValue: Bool)
}

/// Finds the values of secret keys in one line of a file of any kind: YAML in block and in flow
/// style, JSON, `key = value`.
///
/// It reads no format exactly, since what it reads may be broken: that is when lines are quoted.
/// Wherever a secret might end or go on, it goes on.
struct SecretLineScanner {
  private let bytes: [UInt8]
  private let line: Range<Int>
  private let everyKey: Bool
  /// What to mask; ranges may overlap.
  private(set) var secrets: [Range<Int>] = []
  private(set) var continuation: SecretContinuation?

  /// With `everyKey` the value of every key is taken for a secret.
  init(
    _ bytes: [UInt8], line: Range<Int>, after earlier: SecretContinuation?, everyKey: Bool = false
  ) {
    self.bytes = bytes
    self.line = line
    self.everyKey = everyKey
    scanKeys(from: finish(earlier))
  }

  /// Masks what an earlier line left unfinished; returns where ordinary text begins again.
  private mutating func finish(_ earlier: SecretContinuation?) -> Int {
    let start = skipSpaces(line.lowerBound)
    switch earlier {
    case nil:
      return line.lowerBound
    case .quoted(let quote):
      mask(start..<max(start, line.upperBound))
      if closingQuote(quote, from: line.lowerBound) == nil {
        continuation = earlier
        return line.upperBound
      }
      // Where the quote was forgotten, this one opens another text: the line is read once more
      // from its start.
      return line.lowerBound
    case .inFlow:
      return maskValueInFlow(from: start)
    case .indented(let column, let awaitsValue):
      guard start < line.upperBound else { return maskRest(from: start, then: earlier) }
      let isItem = bytes[start] == UInt8(ascii: "-") || bytes[start] == UInt8(ascii: "#")
      if start - line.lowerBound > column {
        return maskRest(from: start, then: .indented(beyond: column, awaitsValue: false))
      }
      guard awaitsValue, isItem || !looksLikeKey(at: start) else { return line.lowerBound }
      return maskRest(from: start, then: .indented(beyond: column, awaitsValue: isItem))
    }
  }

  private mutating func scanKeys(from start: Int) {
    var offset = start
    var keyStart = start
    var flowDepth = 0
    var quoteEnd: Int?
    var beginsToken = true
    while offset < line.upperBound {
      let byte = bytes[offset]
      if let end = quoteEnd, offset >= end { quoteEnd = nil }
      let isQuoted = quoteEnd != nil
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if beginsToken, !isQuoted { quoteEnd = closingQuote(byte, from: offset + 1) }
        beginsToken = false
      case UInt8(ascii: "{") where !isQuoted && beginsToken,
        UInt8(ascii: "[") where !isQuoted && beginsToken:
        flowDepth += 1
        keyStart = offset + 1
      case UInt8(ascii: "}") where !isQuoted, UInt8(ascii: "]") where !isQuoted:
        flowDepth = max(0, flowDepth - 1)
        keyStart = offset + 1
      case UInt8(ascii: ",") where !isQuoted:
        keyStart = offset + 1
        beginsToken = true
      case UInt8(ascii: ":"), UInt8(ascii: "="):
        if isSecret(keyStart..<offset) {
          offset = maskValue(after: offset + 1, inFlow: flowDepth > 0, quoteEnd: quoteEnd) - 1
        }
        keyStart = offset + 1
        beginsToken = true
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "-"), UInt8(ascii: "?"):
        break
      default:
        beginsToken = false
      }
      offset += 1
    }
    awaitValueOfExplicitKey()
  }

  /// `? password` puts its value on a line of its own.
  private mutating func awaitValueOfExplicitKey() {
    let start = skipSpaces(line.lowerBound)
    guard continuation == nil, start < line.upperBound, bytes[start] == UInt8(ascii: "?"),
      isSecret(start..<line.upperBound)
    else { return }
    continuation = .indented(beyond: start - line.lowerBound, awaitsValue: true)
  }

  private func isSecret(_ key: Range<Int>) -> Bool {
    SecretKeys.isNamed(in: bytes[key]) || everyKey && bytes[key].contains { $0 > 0x20 }
  }

  /// Masks the value behind a secret's key; returns where ordinary text begins again.
  private mutating func maskValue(after separator: Int, inFlow: Bool, quoteEnd: Int?) -> Int {
    let start = skipSpaces(separator)
    if let quoteEnd {
      mask(start..<quoteEnd)
      return max(start, quoteEnd)
    }
    let block = SecretContinuation.indented(
      beyond: keyColumn, awaitsValue: start == line.upperBound)
    guard start < line.upperBound else {
      return maskRest(from: start, then: inFlow ? .inFlow : block)
    }
    if let end = endOfName(at: start) {
      let rest = skipSpaces(end)
      if rest == line.upperBound || inFlow && endsValue(at: rest) { return rest }
      return inFlow ? maskValueInFlow(from: rest) : maskRest(from: rest, then: block)
    }
    let first = bytes[start]
    if isQuote(first) {
      guard let close = closingQuote(first, from: start + 1) else {
        return maskRest(from: start, then: .quoted(first))
      }
      let rest = skipSpaces(close + 1)
      if rest == line.upperBound || endsValue(at: rest) {
        mask(start..<close + 1)
        return rest
      }
    }
    let isCollection = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    return inFlow && !isCollection
      ? maskValueInFlow(from: start) : maskRest(from: start, then: block)
  }

  private mutating func maskValueInFlow(from start: Int) -> Int {
    var end = start
    while end < line.upperBound, !endsValue(at: end) { end += 1 }
    guard end < line.upperBound else { return maskRest(from: start, then: .inFlow) }
    mask(start..<end)
    return end
  }

  private mutating func maskRest(from start: Int, then next: SecretContinuation?) -> Int {
    mask(start..<max(start, line.upperBound))
    continuation = next
    return line.upperBound
  }

  private mutating func mask(_ range: Range<Int>) {
    if !range.isEmpty { secrets.append(range) }
  }

  /// Where the key of this line begins, list dashes not counted.
  private var keyColumn: Int {
    var start = skipSpaces(line.lowerBound)
    while start + 1 < line.upperBound, bytes[start] == UInt8(ascii: "-"),
      bytes[start + 1] == UInt8(ascii: " ")
    {
      start = skipSpaces(start + 1)
    }
    return start - line.lowerBound
  }

  private func skipSpaces(_ start: Int) -> Int {
    var offset = start
    while offset < line.upperBound, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    return offset
  }
}

extension SecretLineScanner {
  /// Whether a comma or closing brace here ends a value: what follows must look like more of the
  /// mapping, else it is taken for a part of the secret.
  private func endsValue(at offset: Int) -> Bool {
    let next = skipSpaces(offset + 1)
    switch bytes[offset] {
    case UInt8(ascii: ","):
      return next == line.upperBound || opensCollection(next) || looksLikeKey(at: next)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      guard next < line.upperBound else { return true }
      return isOneOf(bytes[next], ",#") || endsValue(at: next)
    default:
      return false
    }
  }

  private func opensCollection(_ offset: Int) -> Bool {
    offset < line.upperBound && isOneOf(bytes[offset], "{[")
  }

  private func looksLikeKey(at start: Int) -> Bool {
    var end = start
    if end < line.upperBound, isQuote(bytes[end]) {
      guard let close = closingQuote(bytes[end], from: end + 1) else { return false }
      end = close + 1
    } else {
      while end < line.upperBound, !isOneOf(bytes[end], ",{}[]:=\"'") { end += 1 }
    }
    guard end > start else { return false }
    end = skipSpaces(end)
    guard end < line.upperBound, isOneOf(bytes[end], ":=") else { return false }
    let next = end + 1
    return next == line.upperBound || isOneOf(bytes[next], " \t\"'")
  }

  /// The end of what names a secret without being one: `!secret NAME`, or a template's
  /// `{{ names }}` without a literal in it.
  private func endOfName(at start: Int) -> Int? {
    let tag = "!secret "
    if bytes[start..<line.upperBound].starts(with: tag.utf8) {
      var end = skipSpaces(start + tag.utf8.count)
      let quote = end < line.upperBound && isQuote(bytes[end]) ? bytes[end] : nil
      if quote != nil { end += 1 }
      let name = end
      while end < line.upperBound, isNamePart(bytes[end]) { end += 1 }
      guard end > name else { return nil }
      guard let quote else { return end }
      return end < line.upperBound && bytes[end] == quote ? end + 1 : nil
    }
    return endOfExpression(at: start)
  }

  private func endOfExpression(at start: Int) -> Int? {
    guard bytes[start..<line.upperBound].starts(with: "{{".utf8) else { return nil }
    var end = start + 2
    var previous = UInt8(ascii: " ")
    while end < line.upperBound, bytes[end] != UInt8(ascii: "}") {
      let byte = bytes[end]
      let isLiteral = isDigit(byte) && !isNamePart(previous)
      guard isNamePart(byte) || isOneOf(byte, " |"), !isLiteral else { return nil }
      previous = byte
      end += 1
    }
    return bytes[end..<line.upperBound].starts(with: "}}".utf8) ? end + 2 : nil
  }

  /// The offset of the quote that closes a text, which begins behind its opening quote.
  private func closingQuote(_ quote: UInt8, from start: Int) -> Int? {
    var offset = start
    while offset < line.upperBound {
      if bytes[offset] == quote {
        let isDoubled =
          quote == UInt8(ascii: "'") && offset + 1 < line.upperBound && bytes[offset + 1] == quote
        guard isDoubled else { return offset }
        offset += 1
      } else if bytes[offset] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        offset += 1
      }
      offset += 1
    }
    return nil
  }
}

private func isQuote(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
}

private func isOneOf(_ byte: UInt8, _ characters: String) -> Bool {
  characters.utf8.contains(byte)
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

private func isNamePart(_ byte: UInt8) -> Bool {
  isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    || isOneOf(byte, "_-.")
}
