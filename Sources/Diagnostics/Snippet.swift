/// A label whose place is known: which lines of one file it touches.
struct PlacedLabel {
  let span: SourceSpan
  /// Printable.
  let text: String
  let isPrimary: Bool
  let firstLine: Int
  let lastLine: Int

  init(_ label: DiagnosticLabel, isPrimary: Bool, in text: SourceText) {
    span = label.span
    self.text = printable(label.text)
    self.isPrimary = isPrimary
    firstLine = text.line(at: label.span.start)
    // A span that ends with a line's end does not touch the next line.
    lastLine = max(firstLine, text.line(at: max(label.span.start, label.span.end - 1)))
  }

  var isMultiline: Bool { lastLine > firstLine }
  var mark: Character { isPrimary ? "^" : "-" }
}

/// Quotes the lines of one file that labels touch, and underlines the labels.
struct Snippet {
  let gutterWidth: Int
  let width: Int
  let severity: Severity
  private let labels: [PlacedLabel]
  private let quotes: [Int: QuotedLine]
  /// The labels of several lines; each has a lane at the left in which a bar joins its ends.
  private let lanes: [PlacedLabel]

  private static let mostLanes = 4

  /// The quotes hold every line that a label begins or ends on.
  init(
    _ labels: [PlacedLabel], quotes: [Int: QuotedLine], gutterWidth: Int, width: Int,
    severity: Severity
  ) {
    self.labels = labels
    self.quotes = quotes
    self.gutterWidth = gutterWidth
    self.severity = severity
    let multiline = labels.filter(\.isMultiline)
      .sorted { ($0.span.start, $1.span.end) < ($1.span.start, $0.span.end) }
    lanes = Array(multiline.prefix(Self.mostLanes))
    self.width = max(20, width - gutterWidth - 3)
  }

  private var margin: Int { lanes.isEmpty ? 0 : lanes.count * 2 }
  private var contentWidth: Int { max(20, width - margin) }

  func rows() -> [StyledRow] {
    var rows = [framed(nil, StyledRow())]
    var previous: Int?
    for line in quotes.keys.sorted() {
      if let previous, line > previous + 1 {
        rows.append(elision(between: previous, and: line))
      }
      previous = line
      if let quote = quotes[line] { rows += rowsOfLine(line, quote) }
    }
    return rows
  }

  private func rowsOfLine(_ line: Int, _ quote: QuotedLine) -> [StyledRow] {
    let marks = parts(of: line, quote)
    let window = LineWindow(
      quote, around: marks.map(\.columns),
      textWidth: marks.first.map { displayWidth($0.text) + 1 } ?? 0, width: contentWidth)
    var source = StyledRow()
    source.put(window.text, at: margin)
    drawBars(on: &source) { $0.firstLine < line && line <= $0.lastLine }
    var rows = [framed(line, source)]

    let underlines = marks.filter { !isInLane($0.label) }.map { part in
      Underline(
        columns: shifted(window.visible(part.columns)), text: part.text, mark: part.label.mark,
        style: style(of: part.label))
    }
    if !underlines.isEmpty {
      rows += underlineRows(underlines, width: margin + contentWidth).map { row in
        var row = row
        drawBars(on: &row) { $0.firstLine < line && line <= $0.lastLine }
        return framed(nil, row)
      }
    }
    return rows + laneRows(line, marks.filter { isInLane($0.label) }, window)
  }

  /// The rows at which the bars of labels of several lines begin and end.
  private func laneRows(_ line: Int, _ parts: [LabelPart], _ window: LineWindow) -> [StyledRow] {
    var rows: [StyledRow] = []
    var begun: Set<Int> = []
    var ended: Set<Int> = []
    for part in parts {
      guard let lane = lane(of: part.label) else { continue }
      var row = StyledRow()
      let columns = shifted(window.visible(part.columns))
      let end = part.isEnd ? columns.upperBound - 1 : columns.lowerBound
      row.put(
        String(repeating: "_", count: max(0, end - 2 * lane - 1)), at: 2 * lane + 1,
        style(of: part.label))
      row.put(String(part.label.mark), at: end, style(of: part.label))
      drawBars(on: &row) { label in
        guard let other = self.lane(of: label) else { return false }
        let isOpen = label.firstLine < line && line <= label.lastLine || begun.contains(other)
        return isOpen && !ended.contains(other) && (other <= lane)
      }
      if part.isEnd { ended.insert(lane) } else { begun.insert(lane) }
      let fits = end + 2 + displayWidth(part.text) <= margin + contentWidth
      if fits { row.put(part.text, at: end + 2, style(of: part.label)) }
      rows.append(framed(nil, row))
      if !fits {
        rows += wrapped(part.text, width: contentWidth).map { text in
          var row = StyledRow()
          row.put(text, at: margin, style(of: part.label))
          return framed(nil, row)
        }
      }
    }
    return rows
  }

  private func parts(of line: Int, _ quote: QuotedLine) -> [LabelPart] {
    labels.flatMap { label -> [LabelPart] in
      guard label.isMultiline else {
        guard label.firstLine == line else { return [] }
        let columns = quote.columns(from: label.span.start, to: label.span.end)
        return [LabelPart(label: label, columns: columns, text: label.text, isEnd: true)]
      }
      if label.firstLine == line {
        let column = quote.columns(from: label.span.start, to: label.span.start)
        return [LabelPart(label: label, columns: column, text: "", isEnd: false)]
      }
      if label.lastLine == line {
        let last = quote.columns(from: quote.range.lowerBound, to: label.span.end).upperBound
        return [LabelPart(label: label, columns: last - 1..<last, text: label.text, isEnd: true)]
      }
      return []
    }
  }

  private func elision(between previous: Int, and next: Int) -> StyledRow {
    var row = StyledRow()
    row.append("...", .frame)
    for (lane, label) in lanes.enumerated()
    where label.firstLine <= previous && next <= label.lastLine {
      row.put("|", at: gutterWidth + 3 + 2 * lane, style(of: label))
    }
    return row
  }

  private func drawBars(on row: inout StyledRow, where isOpen: (PlacedLabel) -> Bool) {
    for (lane, label) in lanes.enumerated() where isOpen(label) {
      row.put("|", at: 2 * lane, style(of: label))
    }
  }

  private func framed(_ line: Int?, _ content: StyledRow) -> StyledRow {
    StyledRow.framed(line, gutterWidth: gutterWidth, content)
  }

  private func shifted(_ columns: Range<Int>) -> Range<Int> {
    columns.lowerBound + margin..<columns.upperBound + margin
  }

  private func style(of label: PlacedLabel) -> TextStyle {
    label.isPrimary ? .severity(severity) : .secondary
  }

  private func isInLane(_ label: PlacedLabel) -> Bool { lane(of: label) != nil }

  private func lane(of label: PlacedLabel) -> Int? {
    lanes.firstIndex { $0.span == label.span && $0.isPrimary == label.isPrimary }
  }
}

/// What one line shows of a label: all of it, its first character or its last one.
private struct LabelPart {
  let label: PlacedLabel
  let columns: Range<Int>
  let text: String
  let isEnd: Bool
}
