import Diagnostics
import TestSupport
import Testing

@Suite("the order of diagnostics")
struct DiagnosticOrderTests {
  private let error = DiagnosticCode("S002", .error, "t")
  private let otherError = DiagnosticCode("S001", .error, "t")
  private let warning = DiagnosticCode("S000", .warning, "t")

  private func diagnostic(
    _ code: DiagnosticCode, _ message: String, _ source: Int, _ start: Int
  ) -> Diagnostic {
    Diagnostic(code, message, at: SourceSpan(source: SourceID(index: source), start: start, end: 9))
  }

  @Test("file, place, weight, code, message; without a place last; duplicates once")
  func order() {
    let expected = [
      diagnostic(otherError, "a", 0, 4), diagnostic(error, "a", 0, 4),
      diagnostic(error, "b", 0, 4), diagnostic(warning, "a", 0, 4),
      diagnostic(error, "a", 0, 5), diagnostic(warning, "a", 1, 0),
      Diagnostic(error, "nowhere"), Diagnostic(warning, "nowhere"),
    ]
    var random = SeededGenerator.announced()
    for _ in 0..<20 {
      let shuffled = (expected + expected).shuffled(using: &random)
      #expect(shuffled.inReadingOrder() == expected)
    }
  }

  @Test("every format keeps that order", arguments: DiagnosticFormat.allCases)
  func formats(format: DiagnosticFormat) throws {
    var sources = SourceSet()
    _ = sources.add(SourceFile(name: "a", bytes: Array("0123456789".utf8)))
    _ = sources.add(SourceFile(name: "b", bytes: Array("0123456789".utf8)))
    let text = DiagnosticRenderer(format: format, sources: sources).render([
      Diagnostic(error, "message-four"), diagnostic(error, "message-three", 1, 0),
      diagnostic(error, "message-two", 0, 5), diagnostic(error, "message-one", 0, 1),
      diagnostic(error, "message-one", 0, 1),
    ])
    let places = ["one", "two", "three", "four"].map { text.ranges(of: "message-" + $0) }
    #expect(places.allSatisfy { $0.count == 1 })
    let starts = places.compactMap { $0.first?.lowerBound }
    #expect(starts == starts.sorted())
  }
}

@Suite("did you mean")
struct SuggestionTests {
  private let keys = ["sip", "time", "web", "server", "port", "transport", "expires", "password"]

  @Test(
    "the nearest candidate is offered",
    arguments: [
      ("sever", "server"), ("servre", "server"), ("serverr", "server"), ("Server", "server"),
      ("trasnport", "transport"), ("prot", "port"), ("pasword", "password"),
      ("expiry", "expires"), ("spi", "sip"), ("wbe", "web"), ("tiem", "time"),
    ])
  func near(name: String, expected: String) {
    #expect(suggestion(for: name, among: keys) == expected)
  }

  @Test(
    "what is too far, empty or very long gets none",
    arguments: [
      "", "x", "gateway", "xyz", String(repeating: "a", count: 65),
    ])
  func far(name: String) {
    #expect(suggestion(for: name, among: keys) == nil)
  }

  @Test("of equally near candidates the first wins, and never the name itself")
  func ties() {
    #expect(suggestion(for: "cat", among: ["car", "cut"]) == "car")
    #expect(suggestion(for: "cat", among: ["cat", "cut"]) == "cut")
    #expect(suggestion(for: "cat", among: []) == nil)
  }
}
