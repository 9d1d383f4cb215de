import Diagnostics
import TestSupport
import Testing

@testable import SiteModel

@Suite("docs/site-file.md")
struct SiteFileReferenceTests {
  @Test("lists every setting and every key that the decoders know")
  func tables() throws {
    var file = try MarkdownFile("docs/site-file.md")
    let settings = try #require(file.generatedRange("settings"))
    file.replace(settings, with: ReferenceTables.settings(.standard))
    for object in SiteObject.allCases {
      let range = try #require(file.generatedRange("keys of \(object.rawValue)"))
      file.replace(range, with: ReferenceTables.keys(of: object))
    }
    #expect(file.mismatch() == nil)
  }

  @Test("has examples that are valid with the shipped templates")
  func examples() throws {
    let defaults = ExampleText("")
    let blocks = try MarkdownFile("docs/site-file.md").blocks.filter { $0.info == "yaml site" }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let files = ExampleText(block.body).over(defaults)
      let run = ExampleRun(try ShippedTemplates.reading(over: files))
      #expect(!run.diagnostics.hasErrors, "under \(block.heading):\n\(run.printed())")
    }
  }
}
