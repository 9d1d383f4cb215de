import Diagnostics

extension ParsedTemplate {
  /// Reads a template's text; what is wrong with it is appended to `diagnostics`.
  init(_ text: TemplateText, diagnostics: inout [Diagnostic]) {
    name = text.name
    let refusal = Self.refusal(of: text)
    if let refusal { diagnostics.append(refusal) }
    source = NormalizedSource(refusal == nil ? text.bytes : [], id: text.source)
    var lexer = TemplateLexer(source)
    lexer.run()
    let end = source.bytes.count
    var parser = TemplateParser(segments: lexer.segments, end: source.span(end, end))
    statements = parser.run()
    diagnostics += lexer.diagnostics + parser.diagnostics
  }

  /// Why the bytes cannot be read at all.
  private static func refusal(of text: TemplateText) -> Diagnostic? {
    if text.bytes.count > Limits.templateBytes {
      return Diagnostic(
        .templateEncoding, "\(text.name) is larger than \(Limits.templateBytes >> 20) MiB",
        at: SourceSpan(source: text.source, start: 0, end: 0), help: ["split the template"])
    }
    guard let position = firstInvalidUTF8(text.bytes) else { return nil }
    return Diagnostic(
      .templateEncoding, "\(text.name) is not UTF-8 from here on",
      at: SourceSpan(source: text.source, start: position, end: position + 1),
      help: ["save the template as UTF-8"])
  }

  private static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var position = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): position += UTF8.width(scalar)
      case .emptyInput, .error: return position
      }
    }
  }
}
