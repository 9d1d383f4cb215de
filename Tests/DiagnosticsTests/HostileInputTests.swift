import Diagnostics
import TestSupport
import Testing

@Suite("no input brings the renderer down")
struct HostileInputTests {
  @Test("random bytes and spans give output that a terminal can bear")
  func random() {
    var random = SeededGenerator.announced()
    let bytes: [UInt8] = [0x0A, 0x0D, 0x1B, 0x9B, 0xC2, 0xE2, 0x80, 0xAE, 0xF0, 0x9F, 0xFF, 0x00]
    let interesting = bytes + Array("password: \"{},'[]=?- |a\t".utf8)
    for _ in 0..<500 {
      let count = Int.random(in: 0...120, using: &random)
      let content = (0..<count).map { _ in interesting.randomElement(using: &random) ?? 0 }
      var sources = SourceSet()
      let id = sources.add(SourceFile(name: "a", bytes: content, secretRanges: [5..<9, 7..<200]))
      let labels = (0..<4).map { _ in
        let start = Int.random(in: -3...count + 3, using: &random)
        let end = start + Int.random(in: -3...40, using: &random)
        return DiagnosticLabel(
          SourceSpan(source: id, start: start, end: end), String(decoding: content, as: UTF8.self))
      }
      let unknown = DiagnosticLabel(SourceSpan(source: SourceID(index: 7), start: 0, end: 1))
      let diagnostic = Diagnostic(
        DiagnosticCode("S001", .error, "t"), String(decoding: content, as: UTF8.self),
        at: labels[0], also: labels.dropFirst() + [unknown],
        replacement: DiagnosticReplacement(labels[1].span, with: "\u{1B}x"))
      for format in DiagnosticFormat.allCases {
        let text = DiagnosticRenderer(format: format, sources: sources, width: 40)
          .render([diagnostic])
        #expect(!text.unicodeScalars.contains(where: isDangerous), "\(content)")
      }
    }
  }

  @Test("a place in a file that is not there is no place")
  func unknownFile() {
    let span = SourceSpan(source: SourceID(index: 3), start: 0, end: 1)
    let diagnostic = Diagnostic(DiagnosticCode("S001", .error, "t"), "m", at: span)
    let text = DiagnosticRenderer(format: .text, sources: SourceSet()).render([diagnostic])
    #expect(text == "error[S001]: m\n\n")
  }

  @Test("marks piled on one character are cut")
  func piledMarks() {
    let pile = "a" + String(repeating: "\u{301}", count: 1000)
    var sources = SourceSet()
    let id = sources.add(SourceFile(name: "a", bytes: Array(pile.utf8)))
    let diagnostic = Diagnostic(
      DiagnosticCode("S001", .error, "t"), "m", at: SourceSpan(source: id, start: 0, end: 1))
    let text = DiagnosticRenderer(format: .text, sources: sources).render([diagnostic])
    #expect(text.unicodeScalars.count { $0 == "\u{301}" } < 10)
  }

  private func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x2028...0x2029: true
    default: false
    }
  }
}
