import Diagnostics

/// Diagnostics as goldens show them: the marked words of each, so that a wrong span is seen.
func explained(_ diagnostics: [Diagnostic], in sources: SourceSet) -> String {
  func quoted(_ span: SourceSpan) -> String {
    let bytes = sources[span.source].bytes
    let end = min(span.end, bytes.count)
    let words = String(decoding: bytes[min(span.start, end)..<end], as: UTF8.self)
    return "\(sources[span.source].name)@\(span.start) \(words.debugDescription)"
  }
  return diagnostics.map { diagnostic in
    var lines = ["\(diagnostic.code.id) \(diagnostic.message)"]
    if let primary = diagnostic.primary { lines.append("  at \(quoted(primary.span))") }
    for label in diagnostic.secondary {
      lines.append("  also \(quoted(label.span)): \(label.text)")
    }
    lines += diagnostic.help.map { "  help: \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }.joined()
}
