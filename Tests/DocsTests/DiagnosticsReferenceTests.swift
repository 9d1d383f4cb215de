import CSVTables
import Diagnostics
import KeyLearning
import PhoneImport
import RingtreeCLI
import SiteFormatting
import SiteModel
import Templates
import TestSupport
import Testing
import TreeCompiler
import YAMLNodes

@Suite("docs/diagnostics.md")
struct DiagnosticsReferenceTests {
  static let codes: [DiagnosticCode] =
    DiagnosticCode.yamlNodesCodes + DiagnosticCode.csvTablesCodes + DiagnosticCode.siteModelCodes
    + DiagnosticCode.treeCompilerCodes + DiagnosticCode.templatesCodes
    + DiagnosticCode.siteFormattingCodes + DiagnosticCode.phoneImportCodes
    + DiagnosticCode.keyLearningCodes + DiagnosticCode.commandCodes

  /// Codes whose input is too large to have in a test, is no file at all, or cannot be had.
  static let withoutExample: Set<String> = [
    "Y001", "Y026", "C010", "C011", "T034", "O001", "O002", "O003",
  ]
  /// Findings of commands other than `check`, shown with those.
  static let ofOtherCommands = Set(
    (DiagnosticCode.phoneImportCodes + DiagnosticCode.keyLearningCodes
      + DiagnosticCode.commandCodes).map(\.id))

  private static func section(_ code: DiagnosticCode) -> String {
    "\(code.id) (\(code.severity.rawValue)): \(code.title)"
  }

  @Test("prints for each example what ringtree prints")
  func examples() throws {
    var file = try MarkdownFile("docs/diagnostics.md")
    let defaults = file.exampleDefaults
    file.recordExamples { $0.over(defaults).reading }
    #expect(file.mismatch() == nil)
  }

  @Test("has a section for each code and no other, in the order of their identifiers")
  func sections() throws {
    let headings = try MarkdownFile("docs/diagnostics.md").headings.filter { $0.level == 3 }
    let groups = ["Y", "C", "S", "F", "T", "R", "O", "I", "L"]
    let expected = groups.flatMap { group in
      Self.codes.filter { $0.id.hasPrefix(group) }.sorted { $0.id < $1.id }
    }
    #expect(expected.count == Self.codes.count)
    #expect(headings.map(\.text) == expected.map(Self.section))
  }

  @Test("shows an example of each code in its section", arguments: codes.map(\.id))
  func example(id: String) throws {
    let file = try MarkdownFile("docs/diagnostics.md")
    let code = try #require(Self.codes.first { $0.id == id })
    let blocks = file.blocks.filter { $0.heading == Self.section(code) }
    guard !Self.withoutExample.union(Self.ofOtherCommands).contains(id) else {
      #expect(blocks.allSatisfy { $0.info != "input" })
      return
    }
    #expect(blocks.map(\.info) == ["input", "output"])
    #expect(blocks.last?.body.contains("\(code.severity.rawValue)[\(id)]: ") == true)
  }
}
