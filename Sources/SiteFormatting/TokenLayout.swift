import YAMLNodes

/// Lays a text's tokens out anew: the lines are broken where they were, all else between tokens is
/// canonical.
struct TokenLayout {
  /// A block collection that is open.
  struct Block {
    /// Where it stood, in characters from 0.
    let oldColumn: Int
    let indent: Int
    let isSequence: Bool
    /// A list in the column of its key, to which libyaml gives no tokens of its own.
    let isIndentless: Bool
  }

  let text: [UInt8]
  /// What is written instead of a scalar, by its first byte.
  let replacements: [Int: [UInt8]]

  var lines: [FormattedLine] = []
  /// The line that tokens are put on; nil at the beginning of one.
  var current: FormattedLine?
  var blocks: [Block] = []
  /// The blocks that were open behind the last token that has bytes.
  var blocksBefore: [Block] = []
  var flowDepth = 0
  var previous: YAMLToken.Kind = .streamStart
  /// The end of what has been laid out.
  var position = 0
  /// Whether a key without `?` begins with the next token.
  private var isKeyNext = false
  /// The line in which the latest top-level key may stand.
  private var isTopLevelKey = false

  init(text: [UInt8], replacements: [Int: [UInt8]]) {
    self.text = text
    self.replacements = replacements
  }

  static func lines(
    of text: [UInt8], _ tokens: [YAMLToken], replacing replacements: [Int: [UInt8]]
  ) -> [FormattedLine] {
    var layout = TokenLayout(text: text, replacements: replacements)
    layout.add(tokens)
    return layout.lines
  }

  mutating func add(_ tokens: [YAMLToken]) {
    for token in tokens {
      structure(token)
      if token.kind == .streamEnd {
        gap(until: text.count, nextIndent: 0)
        endLine()
        while lines.last?.isEmpty == true { lines.removeLast() }
      } else if !token.range.isEmpty {
        place(token)
      }
    }
  }

  /// Opens and closes blocks.
  private mutating func structure(_ token: YAMLToken) {
    switch token.kind {
    case .blockSequenceStart, .blockMappingStart:
      push(token, isSequence: token.kind == .blockSequenceStart, isIndentless: false)
    case .blockEnd:
      closeIndentless()
      _ = blocks.popLast()
    case .key where flowDepth == 0:
      closeIndentless()
      isKeyNext = token.range.isEmpty
      isTopLevelKey = blocks.count == 1
    case .value where flowDepth == 0:
      closeIndentless()
    case .blockEntry where blocks.last?.isSequence != true:
      push(token, isSequence: true, isIndentless: true)
    default: break
    }
  }

  private mutating func push(_ token: YAMLToken, isSequence: Bool, isIndentless: Bool) {
    blocks.append(
      Block(
        oldColumn: column(of: token.range.lowerBound), indent: inner,
        isSequence: isSequence, isIndentless: isIndentless))
  }

  private mutating func closeIndentless() {
    if blocks.last?.isIndentless == true { blocks.removeLast() }
  }

  /// The column of what stands within the innermost block.
  var inner: Int { (blocks.last?.indent ?? -2) + 2 }

  /// The column of the lines of a flow collection.
  var flowIndent: Int { continuation + 2 * max(0, flowDepth - 1) }

  /// The column of the further lines of a scalar or flow collection. Also those of the outermost are
  /// indented: in the first column `...` would end the document.
  var continuation: Int { max(inner, 2) }

  /// The characters between the beginning of its line and a byte.
  func column(of offset: Int) -> Int {
    var column = 0
    var index = offset
    while index > 0, text[index - 1] != 0x0A {
      index -= 1
      if text[index] & 0xC0 != 0x80 { column += 1 }
    }
    return column
  }

  // MARK: - Placing

  private mutating func place(_ token: YAMLToken) {
    let indent = lineIndent(token)
    gap(until: token.range.lowerBound, nextIndent: indent)
    if current == nil {
      current = FormattedLine(kind: .tokens, indent: indent)
    } else if wantsSpace(before: token.kind) {
      current?.text.append(0x20)
    }
    if isTopLevelKey, isKeyNext, current?.text.isEmpty == true, case .scalar = token.kind {
      current?.section = Array(text[token.range])
    }
    write(token)
    // An anchor or a tag may stand in front of the key.
    if token.kind != .anchor, token.kind != .tag { isKeyNext = false }
    isTopLevelKey = isTopLevelKey && isKeyNext
    previous = token.kind
    blocksBefore = blocks
  }

  private mutating func write(_ token: YAMLToken) {
    position = token.range.upperBound
    switch token.kind {
    case .scalar(.literal), .scalar(.folded):
      writeBlockScalar(token)
    case .scalar:
      if let replacement = replacements[token.range.lowerBound] {
        current?.text += replacement
      } else {
        writeFlowScalar(token)
      }
    case .flowSequenceStart, .flowMappingStart:
      current?.text += text[token.range]
      flowDepth += 1
    case .flowSequenceEnd, .flowMappingEnd:
      current?.text += text[token.range]
      flowDepth = max(0, flowDepth - 1)
    default:
      let text = trimmed(text[token.range])
      current?.text += text
    }
  }

  private func lineIndent(_ token: YAMLToken) -> Int {
    if flowDepth > 0 { return flowIndent }
    switch token.kind {
    case .directive, .documentStart, .documentEnd: return 0
    case .key, .value, .blockEntry: return blocks.last?.indent ?? 0
    default: return isKeyNext ? blocks.last?.indent ?? 0 : inner
    }
  }

  private func wantsSpace(before next: YAMLToken.Kind) -> Bool {
    switch (previous, next) {
    case (.flowSequenceStart, _), (.flowMappingStart, _): false
    // A tag takes in what stands next to it, and so may an empty value.
    case (.tag, _), (.value, _): true
    case (_, .flowEntry), (_, .flowSequenceEnd), (_, .flowMappingEnd): false
    case (.scalar, .value), (.flowSequenceEnd, .value), (.flowMappingEnd, .value): false
    default: true
    }
  }

  /// Ends the line that tokens were put on.
  mutating func endLine() {
    if let line = current { lines.append(line) }
    current = nil
  }

  /// Without white space at its end.
  func trimmed(_ slice: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var slice = slice
    while let last = slice.last, last == 0x20 || last == 0x09 || last == 0x0A { slice.removeLast() }
    return slice
  }
}
