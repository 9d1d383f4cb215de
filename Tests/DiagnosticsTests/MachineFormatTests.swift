import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite("what programs read")
struct MachineFormatTests {
  private let code = DiagnosticCode("S001", .error, "100%: a, b")

  private func render(
    _ format: DiagnosticFormat, _ name: String, _ marked: String, message: String = "m",
    code: DiagnosticCode? = nil
  ) -> String {
    let text = MarkedText(marked)
    var sources = SourceSet()
    let id = sources.add(SourceFile(name: name, bytes: text.bytes))
    let span = SourceSpan(source: id, start: text["1️⃣"] ?? 0, end: text["2️⃣"] ?? 0)
    let diagnostic = Diagnostic(code ?? self.code, message, at: span)
    return DiagnosticRenderer(format: format, sources: sources, toolVersion: "1").render([
      diagnostic
    ])
  }

  @Test("the formats are named as on the command line")
  func names() {
    #expect(DiagnosticFormat.allCases.map(\.rawValue) == ["text", "json", "github", "sarif"])
  }

  @Test("nothing to report is an empty text, but a whole document")
  func nothing() throws {
    for format in [DiagnosticFormat.text, .github] {
      #expect(DiagnosticRenderer(format: format, sources: SourceSet()).render([]).isEmpty)
    }
    for format in [DiagnosticFormat.json, .sarif] {
      let text = DiagnosticRenderer(format: format, sources: SourceSet()).render([])
      #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }
  }

  @Test("a workflow command escapes data and properties, each in its own way")
  func githubEscapes() {
    #expect(
      render(.github, "a,b:c%.yaml", "1️⃣x2️⃣", message: "50%: a,\r\nb::error::c")
        == "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endLine=1,endColumn=2,"
        + "title=S001%3A 100%25%3A a%2C b::50%25: a,␍␊b::error::c\n")
  }

  @Test("a span over several lines has no columns, for the runner refuses them")
  func githubLines() {
    #expect(render(.github, "a", "1️⃣x\ny2️⃣").hasPrefix("::error file=a,line=1,endLine=2,title="))
  }

  @Test(
    "severities have GitHub's and SARIF's names",
    arguments: [
      (Severity.error, "::error ", "\"level\": \"error\""),
      (.warning, "::warning ", "\"level\": \"warning\""),
      (.note, "::notice ", "\"level\": \"note\""),
    ])
  func severities(severity: Severity, command: String, level: String) {
    let code = DiagnosticCode("S001", severity, "t")
    #expect(render(.github, "a", "1️⃣x2️⃣", code: code).hasPrefix(command))
    #expect(render(.sarif, "a", "1️⃣x2️⃣", code: code).contains(level))
  }

  @Test(
    "a file's name becomes a URI reference",
    arguments: [
      ("sites/hq.yaml", "sites/hq.yaml"), ("./sites/hq.yaml", "sites/hq.yaml"),
      ("../a b.yaml", "../a%20b.yaml"), ("/srv/ü#1.yaml", "file:///srv/%C3%BC%231.yaml"),
      ("a:b.yaml", "a%3Ab.yaml"), ("<standard input>", "%3Cstandard%20input%3E"),
      ("100%.yaml", "100%25.yaml"),
    ])
  func uris(name: String, uri: String) {
    #expect(render(.sarif, name, "1️⃣x2️⃣").contains("\"uri\": \"\(uri)\""))
  }

  @Test("SARIF lists each rule once, and results refer to it")
  func rules() throws {
    let codes = ["S002", "S001", "S002"].map { DiagnosticCode($0, .error, "t") }
    let diagnostics = codes.enumerated().map { Diagnostic($1, "m\($0)") }
    let text = DiagnosticRenderer(format: .sarif, sources: SourceSet()).render(diagnostics)
    let log = try JSONDecoder().decode(Log.self, from: Data(text.utf8))
    let run = try #require(log.runs.first)
    let ids = run.tool.driver.rules.map(\.id)
    #expect(ids == ["S001", "S002"])
    #expect(run.results.map(\.ruleId) == run.results.map { ids[$0.ruleIndex] })
  }

  private struct Log: Decodable {
    let runs: [Run]
  }

  private struct Run: Decodable {
    let tool: Tool
    let results: [Result]
  }

  private struct Tool: Decodable {
    let driver: Driver
  }

  private struct Driver: Decodable {
    let rules: [Rule]
  }

  private struct Rule: Decodable {
    let id: String
  }

  private struct Result: Decodable {
    let ruleId: String
    let ruleIndex: Int
  }
}
