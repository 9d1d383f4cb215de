import YAMLNodes

/// What stands between two tokens: line breaks, empty lines, comments.
extension TokenLayout {
  /// Lays out what stands between the last token and the next.
  ///
  /// - Parameters:
  ///   - end: where the next token begins.
  ///   - nextIndent: the column that it gets if it begins a line.
  mutating func gap(until end: Int, nextIndent: Int) {
    var start = position
    var isEmptyLine = false
    var mayTrail = current != nil
    while start < end {
      let lineEnd = text[start..<end].firstIndex(of: 0x0A) ?? end
      let content = trimmed(text[start..<lineEnd]).drop { $0 == 0x20 || $0 == 0x09 }
      let isWhole = lineEnd < end || end == text.count
      if content.first == UInt8(ascii: "#") {
        let comment = FormattedLine.Comment(
          text: Array(content), oldColumn: column(of: content.startIndex))
        if mayTrail {
          current?.comment = comment
        } else {
          if isEmptyLine { appendEmptyLine() }
          append(comment, next: end, nextIndent: nextIndent)
        }
        isEmptyLine = false
      } else if isWhole, !mayTrail {
        isEmptyLine = true
      }
      if lineEnd < end { endLine() }
      mayTrail = false
      start = lineEnd + 1
    }
    if isEmptyLine, current == nil { appendEmptyLine() }
    position = end
  }

  /// One at most in a row, and none at the top.
  private mutating func appendEmptyLine() {
    guard let last = lines.last, !last.isEmpty, !last.isKeptScalar else { return }
    lines.append(FormattedLine(kind: .empty, indent: 0))
  }

  private mutating func append(
    _ comment: FormattedLine.Comment, next: Int, nextIndent: Int
  ) {
    let nextColumn = next == text.count ? 0 : column(of: next)
    var line = FormattedLine(
      kind: .comment, indent: indent(of: comment, nextColumn: nextColumn, nextIndent: nextIndent))
    line.comment = comment
    line.continuesComment =
      lines.last?.comment?.oldColumn == comment.oldColumn && comment.oldColumn != nextColumn
      && isTrailing(lines.last)
    lines.append(line)
  }

  private func isTrailing(_ line: FormattedLine?) -> Bool {
    guard let line else { return false }
    return line.continuesComment || !line.text.isEmpty
  }

  /// A comment belongs to what follows, unless it stands further in than that: then it belongs to
  /// the end of the block that it stands in.
  private func indent(
    of comment: FormattedLine.Comment, nextColumn: Int, nextIndent: Int
  ) -> Int {
    if flowDepth > 0 { return flowIndent }
    let column = comment.oldColumn
    guard column > nextColumn, let innermost = blocksBefore.last else { return nextIndent }
    if column > innermost.oldColumn, previous == .value || previous == .blockEntry {
      // It stands where the value would.
      return max(nextIndent, innermost.indent + 2)
    }
    let enclosing = blocksBefore.last { $0.oldColumn <= column && $0.oldColumn > nextColumn }
    return max(nextIndent, enclosing?.indent ?? nextIndent)
  }
}
