import Diagnostics
import Testing
import YAMLNodes

@Suite struct YAMLDuplicateKeyTests {
  private func duplicates(_ source: String) -> [[Int]] {
    parse(source).diagnostics.filter { $0.code == .yamlDuplicateKey }
      .map { ([$0.primary].compactMap { $0 } + $0.secondary).map(\.span.start) }
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\na: 4\n", [[10, 0], [15, 0]]),
    ("{a: 1, \"a\": 2, 'a': 3}", [[7, 1], [15, 1]]),
    ("a: {b: 1, b: 2}\nc: {b: 1}\n", [[10, 4]]),
    ("- &k a\n- {*k : 1, a: 2}", [[18, 10]]),
    ("{abcdefghi: 1, abcdefghj: 2, abcdefghi: 3}", [[29, 1]]),
    ("{'': 1, \"\": 2}", [[8, 1]]),
  ])
  func everyRepeatedKeyIsShownWithTheFirst(source: String, places: [[Int]]) {
    #expect(duplicates(source) == places)
  }

  @Test func manyKeysAreComparedTheSameWay() {
    let long = "a-long-key-that-needs-more-than-eight-bytes-"
    let keys = (0..<3_000).map { "\(long)\($0)-end" } + ["\(long)7-end", "\(long)2999-end"]
    #expect(duplicates(keys.map { "\($0): x\n" }.joined()).count == 2)
    #expect(duplicates(keys.dropLast(2).map { "\($0): x\n" }.joined()).isEmpty)
  }

  @Test func piecesOfOneMappingAreCompared() throws {
    let roots = try ["a: 1\nb: 2", "c: 1\na: 2", "b: 3\nd: 1\nd: 2"].map {
      try #require(parse($0).document?.root)
    }
    let found = YAMLDuplicateKeys.diagnostics(
      across: roots, and: [("c", SourceSpan(source: SourceID(index: 0), start: 90, end: 91))])
    #expect(found.map(\.message) == ["a", "b", "c"].map { "the key `\($0)` is given twice" })
  }
}
