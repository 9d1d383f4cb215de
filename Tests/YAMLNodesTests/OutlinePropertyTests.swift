import TestSupport
import Testing
import YAMLNodes

@Suite struct OutlinePropertyTests {
  /// A random file, or a mutation of one, is cut: if each piece parses, the pieces together must
  /// be the whole. Enough cases must get that far for the test to say something.
  @Test func piecesThatParseAreTheWhole() {
    let random = SeededGenerator.announced()
    var yaml = RandomYAML(random: random)
    var equal = 0
    var refused = 0
    for _ in 0..<15_000 {
      let bytes = yaml.file()
      switch PieceComparison.of(bytes, joins: { yaml.flip() }) {
      case .notSplit: continue
      case .refused: refused += 1
      case .equal: equal += 1
      case .different(let whole, let pieces):
        let text = String(decoding: bytes, as: UTF8.self)
        Issue.record("\(text.debugDescription)\n--- whole\n\(whole)\n--- pieces\n\(pieces)")
        return
      }
    }
    #expect(equal > 3_000)
    #expect(refused > 1_000)
  }
}
