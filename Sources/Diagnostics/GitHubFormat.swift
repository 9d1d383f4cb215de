/// Diagnostics as workflow commands, which GitHub shows beside the changed lines.
struct GitHubFormat {
  func render(_ diagnostics: [Diagnostic], _ sources: inout ReadSources) -> String {
    var text = ""
    for diagnostic in diagnostics {
      text += command(for: diagnostic, &sources)
      text += "\n"
    }
    return text
  }

  private func command(for diagnostic: Diagnostic, _ sources: inout ReadSources) -> String {
    let properties =
      place(of: diagnostic.primary?.span, &sources) + [
        ("title", "\(diagnostic.code.id): \(diagnostic.code.title)")
      ]
    let lines =
      [diagnostic.message] + [diagnostic.primary?.text ?? ""].filter { !$0.isEmpty }
      + diagnostic.secondary.compactMap { describe($0, &sources) }
      + diagnostic.notes.map { "note: " + $0 } + diagnostic.help.map { "help: " + $0 }
    return "::\(name(of: diagnostic.severity)) "
      + properties.map { "\($0)=\(escaped(property: printable($1)))" }.joined(separator: ",")
      + "::" + lines.map { escaped(data: printable($0)) }.joined(separator: "%0A")
  }

  private func place(
    of span: SourceSpan?, _ sources: inout ReadSources
  ) -> [(name: String, value: String)] {
    guard let span, let text = sources.text(of: span.source) else { return [] }
    let start = text.location(at: span.start)
    let end = text.location(at: span.end)
    let lines = [
      ("file", text.file.name), ("line", String(start.line)), ("endLine", String(end.line)),
    ]
    // The runner refuses columns where the lines differ.
    guard start.line == end.line else { return lines }
    return [
      lines[0], lines[1], ("col", String(start.column)), lines[2],
      ("endColumn", String(end.column)),
    ]
  }

  private func describe(_ label: DiagnosticLabel, _ sources: inout ReadSources) -> String? {
    guard let text = sources.text(of: label.span.source) else { return nil }
    let place = text.location(at: label.span.start)
    return "\(text.file.name):\(place.line):\(place.column)"
      + (label.text.isEmpty ? "" : ": \(label.text)")
  }

  private func name(of severity: Severity) -> String {
    switch severity {
    case .note: "notice"
    case .warning: "warning"
    case .error: "error"
    }
  }

  private func escaped(data: String) -> String {
    escaped(data, "%\r\n")
  }

  private func escaped(property: String) -> String {
    escaped(property, "%\r\n:,")
  }

  private func escaped(_ text: String, _ reserved: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if reserved.unicodeScalars.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result.append(
          contentsOf: ("%" + (digits.utf8.count < 2 ? "0" : "") + digits).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
