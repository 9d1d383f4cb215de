import Diagnostics
import Templates
import TestSupport
import Testing

@Suite("As Jinja2 renders it", .enabled(if: Oracle.isAvailable))
struct OracleTests {
  @Test("each tricky template", arguments: [OutputFormat.lines, .xml])
  func trickyTemplates(format: OutputFormat) throws {
    let cases = TemplatesTests.trickyTemplates.map {
      Oracle.Case(template: $0, root: SampleSite.values, schema: SampleSite.root, format: format)
    }
    #expect(cases.count >= 150)
    let answers = try Oracle.render(cases)
    try #require(answers.count == cases.count)
    for (test, answer) in zip(cases, answers) {
      let ours = SampleSite.rendered(test.template, format: format)
      #expect(Oracle.Answer.output(ours) == answer, "\(test.template.debugDescription)")
    }
  }

  /// Templates of every construct, over the sample schema; what ringtree refuses is not compared,
  /// and most must not be refused.
  @Test("random templates", arguments: [OutputFormat.lines, .xml])
  func randomTemplates(format: OutputFormat) throws {
    var generator = TemplateGenerator(random: .announced("random templates, \(format)"))
    var cases: [Oracle.Case] = []
    var ours: [String] = []
    var refused: [String] = []
    var tries = 0
    while cases.count < 400, tries < 2000 {
      tries += 1
      let made = generator.template()
      let rendered = SampleSite.rendered(made.text, includes: made.includes, format: format)
      if rendered.hasPrefix("[refused") || rendered.hasPrefix("[failed") {
        refused.append("\(made.text.debugDescription)\n\(rendered)")
        continue
      }
      cases.append(
        Oracle.Case(
          template: made.text, includes: made.includes, root: SampleSite.values,
          schema: SampleSite.root, format: format))
      ours.append(rendered)
    }
    try #require(cases.count == 400, "too many were refused, such as \(refused.prefix(3))")
    let answers = try Oracle.render(cases)
    try #require(answers.count == cases.count)
    for (index, answer) in answers.enumerated() {
      #expect(
        Oracle.Answer.output(ours[index]) == answer,
        "\(cases[index].template.debugDescription) with \(cases[index].includes)")
    }
  }
}
