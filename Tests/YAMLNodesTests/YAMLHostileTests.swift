import Diagnostics
import Testing
import YAMLNodes

/// Inputs made to exhaust a reader: each is refused, by the code named, in no time.
@Suite struct YAMLHostileTests {
  private func codes(_ source: String, _ limits: YAMLLimits = YAMLLimits()) -> [String] {
    parse(source, limits: limits).diagnostics.map(\.code.id)
  }

  @Test(arguments: [
    String(repeating: "[", count: 10_000), String(repeating: "{a: ", count: 10_000),
    String(repeating: "- ", count: 10_000), String(repeating: "[", count: 5_000_000),
  ])
  func deepNestingIsRefusedAtTheLimit(source: String) {
    #expect(codes(source) == ["Y024"])
  }

  @Test func depthLimitIsExact() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(codes(nested(64)).isEmpty)
    #expect(codes(nested(65)) == ["Y024"])
  }

  @Test func aliasesCannotMakeATreeDeeper() {
    let source = (1...70).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
    #expect(codes("- &a0 x\n" + source) == ["Y024"])
  }

  @Test func billionLaughsAreRefused() {
    let levels = (1...20).map {
      "- &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 10).joined(separator: ", "))]\n"
    }
    #expect(codes("- &a0 ha\n" + levels.joined()) == ["Y025"])
  }

  @Test func mergesOfMergesAreRefused() {
    let levels = (1...20).map {
      "- &a\($0) {<<: [\(Array(repeating: "*a\($0 - 1)", count: 10).joined(separator: ", "))]}\n"
    }
    #expect(codes("- &a0 {k: v}\n" + levels.joined()) == ["Y025"])
  }

  @Test func aliasLimitCountsWhatAliasesStandFor() {
    var limits = YAMLLimits()
    limits.expandedNodes = 6
    #expect(codes("[&a [1, 2], *a, *a]", limits).isEmpty)
    #expect(codes("[&a [1, 2], *a, *a, *a]", limits) == ["Y025"])
  }

  @Test(arguments: ["&a [*a]", "&a {k: *a}", "&a {k: [x, {y: *a}]}", "&a {<<: *a}"])
  func aliasIntoItselfIsRefused(source: String) {
    #expect(codes(source) == ["Y020"])
  }

  @Test func limitsAreExact() {
    var limits = YAMLLimits()
    limits.nodes = 4
    #expect(codes("[1, 2, 3]", limits).isEmpty)
    #expect(codes("[1, 2, 3, 4]", limits) == ["Y026"])
    limits = YAMLLimits()
    limits.scalarLength = 5
    #expect(codes("12345", limits).isEmpty)
    #expect(codes("123456", limits) == ["Y027"])
    limits = YAMLLimits()
    limits.fileSize = 5
    #expect(codes("12345", limits).isEmpty)
    #expect(codes("123456", limits) == ["Y001"])
  }

  @Test func diagnosticsAreBoundedAndSaySo() throws {
    var limits = YAMLLimits()
    limits.diagnostics = 10
    let found = parse(String(repeating: "a: b\n", count: 5_000), limits: limits).diagnostics
    #expect(found.count == 10)
    #expect(try #require(found.last).notes == ["4989 more errors in this file are not listed"])
  }

  @Test(arguments: ["%TAG !a! b\n", "# c\u{85}%TAG !a! b\n", "...\n%TAG !a! b\n"])
  func manyDirectivesAreRefusedAtTheFirst(line: String) {
    #expect(codes(String(repeating: line, count: 200_000)).count == 1)
  }

  @Test func manyUndefinedAliasesCostLittle() {
    let source = (0..<50_000).map { "- *b\($0)\n" }.joined()
    #expect(parse(source).diagnostics.count == 1_000)
  }

  @Test func twentyMegabytesAreRead() throws {
    let phone = "  - mac: 80:82:87:00:00:01\n    keys: [{type: blf, value: \"102\"}, \"é\\n\"]\n"
    let count = 20_000_000 / phone.utf8.count
    let bytes = Array(("phones:\n" + String(repeating: phone, count: count)).utf8)
    let result = YAMLParser.parse(bytes, source: SourceID(index: 0))
    #expect(result.diagnostics.isEmpty)
    let phones = try #require(result.document?.root?.entries.first { _ in true }?.value)
    #expect(phones.items.count == count)
    #expect(phones.span.end == bytes.count - 1)
  }
}
