import YAMLNodes

/// Scalars of more than one line.
extension TokenLayout {
  /// A plain or quoted scalar: its further lines begin where lines within its block do.
  mutating func writeFlowScalar(_ token: YAMLToken) {
    let indent = flowDepth > 0 ? flowIndent : continuation
    let isDouble = token.kind == .scalar(.doubleQuoted)
    var rest = text[token.range]
    while let lineEnd = rest.firstIndex(of: 0x0A) {
      var line = trimmed(rest[..<lineEnd])
      // The space of an escaped one is not white space at the end of a line.
      if isDouble, line.last == UInt8(ascii: "\\"), line.endIndex < lineEnd {
        line = rest[..<lineEnd]
      }
      current?.text += line
      endLine()
      rest = rest[(lineEnd + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      current = FormattedLine(kind: .scalar(isKept: false), indent: indent)
    }
    current?.text += rest
  }

  /// A literal or folded scalar: its lines move as one.
  mutating func writeBlockScalar(_ token: YAMLToken) {
    let headerEnd = text[token.range].firstIndex(of: 0x0A) ?? token.range.upperBound
    var header = BlockHeader(text[token.range.lowerBound..<headerEnd])
    let bodyStart = min(headerEnd + 1, token.range.upperBound)
    let body = bodyLines(from: bodyStart, until: token.range.upperBound)
    let column = contentColumn(body, header)
    var content = body
    if !header.keepsLineBreaks {
      while let last = content.last, isBlank(last, within: column) { content.removeLast() }
    }
    // A last line without its break has none in the value either.
    if let last = content.last, last.endIndex == text.count, !isBlank(last, within: column) {
      header.chomping = UInt8(ascii: "-")
    }
    current?.text += header.text
    if let comment = header.comment {
      let oldColumn = self.column(of: comment.startIndex)
      current?.comment = FormattedLine.Comment(text: Array(comment), oldColumn: oldColumn)
    }
    endLine()
    let outer = blocks.last?.indent ?? 0
    let indent = outer + (header.indentation ?? 2)
    for line in content {
      var formatted = FormattedLine(
        kind: .scalar(isKept: header.keepsLineBreaks), indent: indent)
      if !isBlank(line, within: column) { formatted.text = Array(line.dropFirst(column)) }
      lines.append(formatted)
    }
    position = content.last.map { min($0.endIndex + 1, text.count) } ?? bodyStart
  }

  /// The lines between two places, without their breaks.
  private func bodyLines(from start: Int, until end: Int) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var offset = start
    while offset < end {
      let lineEnd = text[offset...].firstIndex(of: 0x0A) ?? text.count
      lines.append(text[offset..<lineEnd])
      offset = lineEnd + 1
    }
    // libyaml reads on into the indentation of what follows.
    if let last = lines.last, last.endIndex > end, end - last.startIndex < last.count,
      last.prefix(end - last.startIndex).allSatisfy({ $0 == 0x20 })
    {
      lines.removeLast()
    }
    return lines
  }

  /// The column of the scalar's text in the file as it was.
  private func contentColumn(_ lines: [ArraySlice<UInt8>], _ header: BlockHeader) -> Int {
    let outer = blocks.last { !$0.isIndentless }?.oldColumn
    if let indentation = header.indentation { return max(0, outer ?? 0) + indentation }
    var column = (outer ?? -1) + 1
    for line in lines {
      let spaces = line.prefix { $0 == 0x20 }.count
      column = max(column, spaces)
      if spaces < line.count { break }
    }
    return max(column, 1)
  }

  /// Whether a line is one of line breaks alone: white space further in is text.
  private func isBlank(_ line: ArraySlice<UInt8>, within column: Int) -> Bool {
    line.count <= column && line.allSatisfy { $0 == 0x20 }
  }
}

/// `|2-  # comment` in its parts.
struct BlockHeader {
  /// `|` or `>`.
  let indicator: UInt8
  /// `+`, `-` or none.
  var chomping: UInt8?
  /// How much further in than its block the text stands, where that is said.
  let indentation: Int?
  let comment: ArraySlice<UInt8>?

  var keepsLineBreaks: Bool { chomping == UInt8(ascii: "+") }

  var text: [UInt8] {
    [indicator] + (indentation.map { Array(String($0).utf8) } ?? []) + (chomping.map { [$0] } ?? [])
  }

  init(_ line: ArraySlice<UInt8>) {
    indicator = line.first ?? UInt8(ascii: "|")
    let marks = line.dropFirst().prefix { $0 != 0x20 && $0 != 0x09 && $0 != UInt8(ascii: "#") }
    chomping = marks.first { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    indentation = marks.first { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
      .map { Int($0 - UInt8(ascii: "0")) }
    var comment = line.drop { $0 != UInt8(ascii: "#") }
    while let last = comment.last, last == 0x20 || last == 0x09 { comment.removeLast() }
    self.comment = comment.isEmpty ? nil : comment
  }
}
