/// Takes out of a diagnostic what its author should not have put in: the secrets of the lines that
/// it points at.
///
/// A second wall: no diagnostic should hold a secret's value to begin with.
struct Redaction {
  /// Shorter words stand in too many texts by chance.
  private static let shortestWord = 4
  /// No message repeats more than this, in bytes.
  private static let longestWord = 4096

  private var words: [String] = []
  private var hidesReplacement = false

  init(of diagnostic: Diagnostic, in sources: inout ReadSources) {
    let labels = (diagnostic.primary.map { [$0] } ?? []) + diagnostic.secondary
    for label in labels {
      collect(from: label.span, in: &sources)
    }
    if let replacement = diagnostic.replacement {
      collect(from: replacement.span, in: &sources)
      hidesReplacement = Self.touchesSecret(replacement.span, in: &sources)
    }
    words = Array(Set(words)).sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
  }

  func applied(to diagnostic: Diagnostic) -> Diagnostic {
    if words.isEmpty, !hidesReplacement { return diagnostic }
    return Diagnostic(
      diagnostic.code, scrubbed(diagnostic.message), at: diagnostic.primary.map(scrubbed),
      also: diagnostic.secondary.map(scrubbed), notes: diagnostic.notes.map(scrubbed),
      help: diagnostic.help.map(scrubbed),
      replacement: hidesReplacement ? nil : diagnostic.replacement.map(scrubbed))
  }

  private func scrubbed(_ label: DiagnosticLabel) -> DiagnosticLabel {
    DiagnosticLabel(label.span, scrubbed(label.text))
  }

  private func scrubbed(_ replacement: DiagnosticReplacement) -> DiagnosticReplacement {
    DiagnosticReplacement(replacement.span, with: scrubbed(replacement.text))
  }

  private func scrubbed(_ text: String) -> String {
    words.reduce(text) { replacing($1, in: $0) }
  }

  private mutating func collect(from span: SourceSpan, in sources: inout ReadSources) {
    guard let text = sources.text(of: span.source) else { return }
    let first = text.line(at: span.start)
    for line in Set([first, text.line(at: max(span.start, span.end - 1))]) {
      for secret in sources.secrets(of: span.source, line: line)
      where secret.count <= Self.longestWord {
        collectWords(String(decoding: text.file.bytes[secret], as: UTF8.self))
      }
    }
  }

  private mutating func collectWords(_ secret: String) {
    let bare = secret.drop { " \"'".contains($0) }
    let quoted = bare.prefix { !"\"'".contains($0) }
    let word = bare.prefix { !" \t,#\"'".contains($0) }
    for part in [bare, quoted, word] where part.unicodeScalars.count >= Self.shortestWord {
      words.append(String(part))
    }
  }

  private static func touchesSecret(_ span: SourceSpan, in sources: inout ReadSources) -> Bool {
    guard let text = sources.text(of: span.source) else { return true }
    if text.file.disclosure == .positionsOnly { return true }
    let lines = text.line(at: span.start)...max(text.line(at: span.start), text.line(at: span.end))
    guard lines.count <= 64 else { return true }
    return lines.contains { line in
      sources.secrets(of: span.source, line: line).contains {
        $0.lowerBound <= span.end && span.start <= $0.upperBound
      }
    }
  }
}

private func replacing(_ word: String, in text: String) -> String {
  let word = Array(word.utf8)
  let text = Array(text.utf8)
  guard let first = word.first, text.count >= word.count else {
    return String(decoding: text, as: UTF8.self)
  }
  var result: [UInt8] = []
  var offset = 0
  while offset < text.count {
    if text[offset] == first, text[offset...].starts(with: word) {
      result += Array(QuotedLine.mask.utf8)
      offset += word.count
    } else {
      result.append(text[offset])
      offset += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}
