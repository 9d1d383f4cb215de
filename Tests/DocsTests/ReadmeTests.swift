import Diagnostics
import Foundation
import TestSupport
import Testing
import TreeCompiler

@Suite("README.md")
struct ReadmeTests {
  /// The files of “a first site”, by the paths that the text gives them.
  private static func firstSite(_ file: MarkdownFile) throws -> ExampleRun {
    let blocks = file.blocks.filter { $0.info.hasPrefix("yaml file=") }
    let contents = Dictionary(
      uniqueKeysWithValues: blocks.map { (String($0.info.dropFirst(10)), Array($0.body.utf8)) })
    return ExampleRun(try ShippedTemplates.reading(over: MemoryFiles(contents: contents)))
  }

  @Test("has a first site without a finding")
  func firstSite() throws {
    let run = try Self.firstSite(MarkdownFile("README.md"))
    #expect(run.plans.count == 1)
    #expect(run.diagnostics.isEmpty, "\(run.printed())")
  }

  @Test("shows the files that come of it, and what a mistake looks like")
  func results() throws {
    var file = try MarkdownFile("README.md")
    let run = try Self.firstSite(file)
    let plan = try #require(run.plans.first)
    for block in file.blocks.reversed() where block.info.hasPrefix("text file=") {
      let words = block.info.dropFirst(10).components(separatedBy: " lines=")
      let bytes = try #require(run.compiler.render(plan, file: words[0]).bytes)
      var lines = String(decoding: bytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
      if words.count > 1, let count = Int(words[1]) { lines = Array(lines.prefix(count)) }
      file.replace(block.range, with: lines.joined(separator: "\n"))
    }
    try file.recordExamples { try ShippedTemplates.reading(over: $0.over(ExampleText(""))) }
    #expect(file.mismatch() == nil)
  }
}
