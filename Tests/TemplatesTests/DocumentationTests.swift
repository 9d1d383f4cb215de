import Foundation
import TestSupport
import Testing

@Suite("docs/templates.md")
struct DocumentationTests {
  /// The templates in the fenced blocks of the document that say that they are refused.
  static func refusedTemplates() throws -> [String] {
    let file = Golden.repositoryRoot.appendingPathComponent("docs/templates.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.components(separatedBy: "```jinja-refused\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  @Test("what it says is refused, is refused")
  func refused() throws {
    let templates = try Self.refusedTemplates()
    #expect(templates.count > 40)
    for template in templates {
      let result = SampleSite.compile(template)
      #expect(result.template == nil, "\(template)")
      #expect(!result.diagnostics.isEmpty, "\(template)")
    }
  }

  @Test("what it says Jinja2 accepts, Jinja2 accepts", .enabled(if: Oracle.isAvailable))
  func acceptedByJinja() throws {
    let templates = try Self.refusedTemplates()
    let answers = try Oracle.render(
      templates.map { .init(template: $0, root: SampleSite.values, schema: SampleSite.root) })
    try #require(answers.count == templates.count)
    for (template, answer) in zip(templates, answers) {
      if case .error(let error) = answer { Issue.record("\(template): \(error)") }
    }
  }
}
