import Diagnostics
import TestSupport
import Testing

@Suite("what a person sees")
struct RenderingTests {
  @Test("the rendering stands beside its source", arguments: renderingCases)
  func golden(rendering: RenderingCase) {
    #expect(Golden.mismatch("diagnostics/\(rendering.name).txt", rendering.document()) == nil)
  }

  @Test("no two cases share a golden")
  func distinctNames() {
    #expect(Set(renderingCases.map(\.name)).count == renderingCases.count)
  }

  @Test("no row is wider than the terminal", arguments: [40, 60, 80])
  func width(width: Int) {
    let marked = MarkedText(
      "key: \(String(repeating: "word ", count: 60))1️⃣here2️⃣ \(String(repeating: "日本", count: 60))")
    var sources = SourceSet()
    let id = sources.add(SourceFile(name: "a.yaml", bytes: marked.bytes))
    let span = SourceSpan(source: id, start: marked["1️⃣"] ?? 0, end: marked["2️⃣"] ?? 0)
    let sentence = String(repeating: "as many words as it takes ", count: 10)
    let diagnostic = Diagnostic(
      DiagnosticCode("S001", .error, "t"), sentence, at: span, label: sentence, notes: [sentence],
      help: [sentence], replacement: DiagnosticReplacement(span, with: "there"))
    let text = DiagnosticRenderer(format: .text, sources: sources, width: width)
      .render([diagnostic])
    let rows = text.split(separator: "\n")
    #expect(rows.allSatisfy { columns($0) <= width }, "\(text)")
    #expect(text.contains("here"))
  }

  @Test(
    "a summary counts each severity",
    arguments: [
      ([], ""), ([.error], "1 error"), ([.error, .error, .warning], "2 errors, 1 warning"),
      ([.note, .warning, .warning], "2 warnings, 1 note"),
    ] as [([Severity], String)])
  func counts(severities: [Severity], expected: String) {
    let diagnostics = severities.map { Diagnostic(DiagnosticCode("S001", $0, "t"), "m") }
    #expect(summary(of: diagnostics) == expected)
  }

  /// The test's own measure: CJK takes two columns.
  private func columns(_ row: Substring) -> Int {
    row.unicodeScalars.reduce(0) { $0 + ((0x4E00...0x9FFF).contains($1.value) ? 2 : 1) }
  }
}
