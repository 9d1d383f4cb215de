import Diagnostics
import Foundation
import TestSupport
import Testing
import YAMLNodes

@testable import SiteFormatting

@Suite("Formatting")
struct MeaningTests {
  @Test("keeps what random files mean, and has nothing to do the second time")
  func randomFiles() {
    var writer = RandomYAML(random: .announced())
    var formattedCount = 0
    var refusedCount = 0
    for _ in 0..<3_000 {
      let bytes = writer.file()
      let text = String(decoding: bytes, as: UTF8.self)
      let parsed = YAMLParser.parse(bytes, source: SourceID(index: 0))
      guard let document = parsed.document, !parsed.diagnostics.hasErrors else {
        #expect(Formatted.bytes(bytes) == nil, "\(text.debugDescription)")
        continue
      }
      guard let once = Formatted.bytes(bytes) else {
        // libyaml breaks lines where hardly anybody else does: such a file may be left alone.
        if !text.unicodeScalars.contains(where: "\u{85}\u{2028}\u{2029}".unicodeScalars.contains) {
          refusedCount += 1
          print("refused: \(text.debugDescription)")
        }
        continue
      }
      formattedCount += 1
      let comparison = SameMeaning(source: SourceID(index: 0), limits: YAMLLimits())
      #expect(comparison.holds(between: document, and: once), "\(text.debugDescription)")
      let twice = Formatted.bytes(once).map { String(decoding: $0, as: UTF8.self) }
      #expect(twice == String(decoding: once, as: UTF8.self), "\(text.debugDescription)")
    }
    #expect(formattedCount > 500)
    // To leave a file alone is safe, whatever oddity is in it; to do so often is a fault.
    #expect(refusedCount <= 3)
  }

  @Test("keeps what the bundled sites mean", arguments: ["office", "campus", "common/pbx"])
  func bundled(name: String) throws {
    let file = Golden.repositoryRoot.appendingPathComponent("sites/\(name).yaml")
    let bytes = Array(try Data(contentsOf: file))
    let once = try #require(Formatted.bytes(bytes))
    #expect(Formatted.bytes(once) == once)
    let document = try #require(YAMLParser.parse(bytes, source: SourceID(index: 0)).document)
    #expect(
      SameMeaning(source: SourceID(index: 0), limits: YAMLLimits())
        .holds(between: document, and: once))
    let golden = "SiteFormatting/\(file.lastPathComponent)"
    #expect(Golden.mismatch(golden, String(decoding: once, as: UTF8.self)) == nil)
  }

  @Test(
    "refuses what is no YAML",
    arguments: [
      ("a: [", "Y007"), ("a: \"x", "Y006"), ("a: 1\na: 2\n", "Y021"), ("a: *x\n", "Y019"),
      ("a:\n\t- b\n", "Y005"),
    ])
  func refusals(text: String, code: String) {
    #expect(Formatted.codes(text) == [code])
  }

  @Test(
    "is held against the original: another meaning is told apart",
    arguments: [
      ("a: b\n", "a: c\n"), ("a: b\n", "a: \"b\"\n"), ("a: !t b\n", "a: b\n"),
      ("a: [b]\n", "a: [b, c]\n"), ("a: b\n", "c: b\n"), ("a: {b: 1, c: 2}\n", "a: {c: 2, b: 1}\n"),
      ("phones: [{mac: 808287010203}]\n", "phones: [{mac: 808287010204}]\n"),
      ("a: |\n  x\n", "a: |-\n  x\n"), ("a: b\n", "a: b\nc: d\n"), ("a: b\n", ""),
    ])
  func differences(left: String, right: String) throws {
    let source = SourceID(index: 0)
    let document = try #require(YAMLParser.parse(Array(left.utf8), source: source).document)
    let comparison = SameMeaning(source: source, limits: YAMLLimits())
    #expect(!comparison.holds(between: document, and: Array(right.utf8)))
    #expect(comparison.holds(between: document, and: Array(left.utf8)))
  }

  @Test("is held against the original: a lost comment is told")
  func comments() {
    let comparison = SameMeaning(source: SourceID(index: 0), limits: YAMLLimits())
    #expect(!comparison.hasSameComments(Array("a: b # c\n".utf8), Array("a: b\n".utf8)))
    #expect(comparison.hasSameComments(Array("a: b # c\n".utf8), Array("# c\na: b\n".utf8)))
  }

  @Test("is bounded by the limits of the parser")
  func limits() {
    var limits = YAMLLimits()
    limits.depth = 4
    let outcome = SiteFormatting.format(
      Array("a: [[[[[x]]]]]\n".utf8), source: SourceID(index: 0), limits: limits)
    guard case .refused(let findings) = outcome else {
      Issue.record("formatted")
      return
    }
    #expect(findings.map(\.code) == [.yamlTooDeep])
  }
}
