/// Diagnostics for people: the line at fault, underlined, and what to do.
struct TextFormat {
  let colour: Bool
  let width: Int

  func render(_ diagnostics: [Diagnostic], _ sources: inout ReadSources) -> String {
    var text = ""
    for diagnostic in diagnostics {
      for row in rows(of: diagnostic, &sources) {
        text += row.rendered(colour: colour)
        text += "\n"
      }
      text += "\n"
    }
    return text
  }

  private func rows(of diagnostic: Diagnostic, _ sources: inout ReadSources) -> [StyledRow] {
    let groups = labelsByFile(diagnostic, &sources)
    let lines = groups.flatMap { $0.labels.map(\.lastLine) }
    let gutter = String(lines.max() ?? 1).utf8.count
    var rows = header(of: diagnostic)
    for (index, group) in groups.enumerated() {
      if index > 0 { rows.append(.framed(nil, gutterWidth: gutter, StyledRow())) }
      rows += section(group, gutter: gutter, severity: diagnostic.severity, &sources)
    }
    let details =
      diagnostic.notes.map { ("note", $0) } + diagnostic.help.map { ("help", $0) }
    let change = diagnostic.replacement.map { replacementRows($0, gutter: gutter, &sources) } ?? []
    if !groups.isEmpty, !(details.isEmpty && change.isEmpty) {
      rows.append(.framed(nil, gutterWidth: gutter, StyledRow()))
    }
    for (kind, text) in details {
      rows += detail(kind, printable(text), gutter: gutter)
    }
    return rows + change
  }

  private func header(of diagnostic: Diagnostic) -> [StyledRow] {
    let kind = "\(diagnostic.severity.rawValue)[\(printable(diagnostic.code.id))]"
    let indent = kind.utf8.count + 2
    let lines = wrapped(printable(diagnostic.message), width: max(20, width - indent))
    return lines.enumerated().map { index, line in
      var row = StyledRow()
      if index == 0 {
        row.append(kind, .severity(diagnostic.severity))
        row.append(": ", .emphasis)
      }
      row.put(line, at: indent, .emphasis)
      return row
    }
  }

  private func detail(_ kind: String, _ text: String, gutter: Int) -> [StyledRow] {
    let indent = gutter + 3 + kind.utf8.count + 2
    return wrapped(text, width: max(20, width - indent)).enumerated().map { index, line in
      var row = StyledRow()
      if index == 0 {
        row.put("=", at: gutter + 1, .frame)
        row.put("\(kind):", at: gutter + 3, kind == "help" ? .help : .emphasis)
      }
      row.put(line, at: indent)
      return row
    }
  }
}

/// The labels of a diagnostic in one file; the first is the one that the heading names.
private struct LabelGroup {
  let text: SourceText
  var labels: [PlacedLabel]
}

extension TextFormat {
  private func labelsByFile(
    _ diagnostic: Diagnostic, _ sources: inout ReadSources
  ) -> [LabelGroup] {
    var groups: [LabelGroup] = []
    var indices: [SourceID: Int] = [:]
    let labels =
      (diagnostic.primary.map { [($0, true)] } ?? []) + diagnostic.secondary.map { ($0, false) }
    for (label, isPrimary) in labels {
      guard let text = sources.text(of: label.span.source) else { continue }
      let placed = PlacedLabel(label, isPrimary: isPrimary, in: text)
      if let index = indices[label.span.source] {
        groups[index].labels.append(placed)
      } else {
        indices[label.span.source] = groups.count
        groups.append(LabelGroup(text: text, labels: [placed]))
      }
    }
    return groups
  }

  private func section(
    _ group: LabelGroup, gutter: Int, severity: Severity, _ sources: inout ReadSources
  ) -> [StyledRow] {
    var quoted: [PlacedLabel] = []
    var unquoted: [PlacedLabel] = []
    var quotes: [Int: QuotedLine] = [:]
    for label in group.labels {
      let source = label.span.source
      if let first = sources.quote(of: source, line: label.firstLine),
        let last = sources.quote(of: source, line: label.lastLine)
      {
        quotes[label.firstLine] = first
        quotes[label.lastLine] = last
        quoted.append(label)
      } else {
        unquoted.append(label)
      }
    }
    fillGapsOfOneLine(&quotes, quoted.first?.span.source, &sources)
    var rows: [StyledRow] = []
    if let first = quoted.first {
      rows.append(heading(first, group.text, gutter: gutter))
      rows += Snippet(
        quoted, quotes: quotes, gutterWidth: gutter, width: width, severity: severity
      ).rows()
    }
    for label in unquoted {
      rows.append(heading(label, group.text, gutter: gutter, text: label.text))
    }
    return rows
  }

  /// A line between two shown ones takes no more room than the dots in its place.
  private func fillGapsOfOneLine(
    _ quotes: inout [Int: QuotedLine], _ source: SourceID?, _ sources: inout ReadSources
  ) {
    guard let source else { return }
    for line in quotes.keys.sorted() where quotes[line + 1] == nil && quotes[line + 2] != nil {
      quotes[line + 1] = sources.quote(of: source, line: line + 1)
    }
  }

  private func heading(
    _ label: PlacedLabel, _ text: SourceText, gutter: Int, text said: String = ""
  ) -> StyledRow {
    let place = text.location(at: label.span.start)
    var row = StyledRow()
    row.put(label.isPrimary ? "-->" : ":::", at: gutter, .frame)
    row.put(
      "\(printable(text.file.name)):\(place.line):\(place.column)"
        + (said.isEmpty ? "" : ": " + said),
      at: gutter + 4)
    return row
  }

  /// The changed line, or where that is not one line, a sentence.
  private func replacementRows(
    _ replacement: DiagnosticReplacement, gutter: Int, _ sources: inout ReadSources
  ) -> [StyledRow] {
    let span = replacement.span
    guard let text = sources.text(of: span.source) else { return [] }
    let line = text.line(at: span.start)
    let isOneLine =
      text.line(at: span.end) == line && !replacement.text.utf8.contains { $0 == 10 || $0 == 13 }
    guard isOneLine, let quote = sources.quote(of: span.source, line: line) else {
      let sentence =
        replacement.text.isEmpty ? "leave it out" : "write `\(printable(replacement.text))` instead"
      return detail("help", sentence, gutter: gutter)
    }
    let start = quote.column(at: span.start, roundingUp: false)
    let old = start..<max(start, quote.column(at: span.end, roundingUp: true))
    let new = printable(replacement.text)
    let changed = QuotedLine(printed: quote.replacing(old, with: new))
    let place = start..<start + displayWidth(new)
    let window = LineWindow(changed, around: [place], width: max(20, width - gutter - 3))
    var source = StyledRow()
    source.put(window.text, at: 0)
    var rows = detail("help", "change the line to", gutter: gutter)
    rows.append(.framed(line, gutterWidth: gutter, source))
    if !place.isEmpty {
      var marks = StyledRow()
      let columns = window.visible(place)
      marks.put(String(repeating: "+", count: columns.count), at: columns.lowerBound, .help)
      rows.append(.framed(nil, gutterWidth: gutter, marks))
    }
    return rows
  }
}
