/// A part of one line that is underlined, with what is said about it.
struct Underline {
  /// Columns of the row.
  let columns: Range<Int>
  /// Printable.
  let text: String
  let mark: Character
  let style: TextStyle

  var isPrimary: Bool { mark == "^" }
}

/// Lays out the rows below a source line: the underlines, and their texts to the right of them or
/// hung below, so that no two overlap.
///
///     ^^^^      --- the text of the last one stands beside it
///     |
///     the others hang from their first column
func underlineRows(_ underlines: [Underline], width: Int) -> [StyledRow] {
  var first = StyledRow()
  for line in underlines.sorted(by: { !$0.isPrimary && $1.isPrimary }) {
    first.put(
      String(repeating: line.mark, count: line.columns.count), at: line.columns.lowerBound,
      line.style)
  }
  var hanging = underlines.filter { !$0.text.isEmpty }
    .sorted {
      ($0.columns.lowerBound, $0.isPrimary ? 1 : 0) > ($1.columns.lowerBound, $1.isPrimary ? 1 : 0)
    }
  let end = underlines.map(\.columns.upperBound).max() ?? 0
  if let last = hanging.first, last.columns.upperBound == end,
    end + 1 + displayWidth(last.text) <= width
  {
    first.put(last.text, at: end + 1, last.style)
    hanging.removeFirst()
  }
  guard !hanging.isEmpty else { return [first] }
  var rows = [first, connectors(to: hanging)]
  while !hanging.isEmpty {
    let next = hanging.removeFirst()
    rows += hungText(next, beside: hanging, width: width)
  }
  return rows
}

private func connectors(to underlines: [Underline]) -> StyledRow {
  var row = StyledRow()
  for line in underlines.reversed() {
    row.put("|", at: line.columns.lowerBound, line.style)
  }
  return row
}

private func hungText(_ line: Underline, beside others: [Underline], width: Int) -> [StyledRow] {
  // Near the right edge the text moves to the left rather than into a column of single words.
  let wanted = min(displayWidth(line.text), 40)
  let column = min(line.columns.lowerBound, max(0, width - wanted))
  return wrapped(line.text, width: max(1, width - column)).map { text in
    var row = connectors(to: others.filter { $0.columns.lowerBound < column })
    row.put(text, at: column, line.style)
    return row
  }
}
