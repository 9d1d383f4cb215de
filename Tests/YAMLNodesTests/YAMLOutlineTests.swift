import Diagnostics
import TestSupport
import Testing
import YAMLNodes

@Suite struct YAMLOutlineTests {
  /// The parts with their texts, a line each.
  private func parts(_ source: String) -> String? {
    let bytes = Array(source.utf8)
    func text(_ range: Range<Int>) -> String {
      String(decoding: bytes[range], as: UTF8.self).debugDescription
    }
    let outline = YAMLOutline.split(bytes, sections: ["phones", "accounts"])
    return outline?.parts.map { part in
      switch part {
      case .entries(let range): "entries \(text(range))"
      case .section(let section):
        "\(section.key) \(text(section.keyRange)) \(section.kind) \(text(section.headRange)): "
          + section.items.map(text).joined(separator: " | ")
      }
    }.joined(separator: "\n")
  }

  @Test func topLevelIsCutIntoEntriesAndSections() {
    #expect(
      parts(
        "# head\nsite: x\naccounts:  # all\n\n  \"1\": a\n  b:\n  - c\nother:\n  k: v\nphones:\n- a\n\n# c\n- b"
      )
        == #"""
        entries "# head\nsite: x\n"
        accounts "accounts" mapping "accounts:  # all\n\n": "  \"1\": a\n" | "  b:\n  - c\n"
        entries "other:\n  k: v\n"
        phones "phones" sequence "phones:\n": "- a\n\n# c\n" | "- b"
        """#)
  }

  @Test func blankLinesAndCommentsBelongToWhatIsBeforeThem() {
    #expect(
      parts("phones:\n  - |+\n    text\n\n\n# c\n  - b\n\n\nlast: |+\n  x\n\n\n")
        == #"""
        phones "phones" sequence "phones:\n": "  - |+\n    text\n\n\n# c\n" | "  - b\n\n\n"
        entries "last: |+\n  x\n\n\n"
        """#)
  }

  @Test func byteOrderMarkAndCarriageReturnsAreTaken() {
    #expect(
      parts("\u{FEFF}a: b\r\nphones:\r\n  -\r\n    a: b\r\n  - c\r\n")
        == "entries " + "\u{FEFF}a: b\r\n".debugDescription
        + #"\#nphones "phones" sequence "phones:\r\n": "  -\r\n    a: b\r\n" | "  - c\r\n""#)
  }

  @Test(arguments: [
    "phones: []\n", "phones: !csv x\n", "phones: &a\n  - b\n", "phones:\n  {a: b}\n",
    "phones:\n  &a\n  - b\n", "phones:\nother: 1\n", "phones:\n", "\"phones\":\n  - a\n",
    "phones :\n  - a\n", "a: [\n  1\n]\n", "a: {\n  b: 1\n}\n", "phones:\n  ? a\n  : b\n",
    "# only\n",
  ])
  func whatIsNoSectionIsAnEntry(source: String) {
    #expect(parts(source) == "entries \(source.debugDescription)")
  }

  @Test(arguments: [
    "%YAML 1.2\n---\na: b\n", "---\na: b\n", "a: b\n...\n", "\ta: b\n", "phones:\n\t- a\n",
    "phones:\n  - a\n\t- b\n", "? a\n: b\n", "phones:\n  a: b\n  ? c\n  : d\n", "a: b\u{85}\n",
    "a: b\u{2028}c\n", "a: \u{2029}", "a: b\rc: d\n", "a: b\r", " a: b\n", "- a\n- b\n",
    "phones:\n  - a\n b: c\n", "phones:\n  - a\n  b: c\n", "phones:\n- a\n-\tb\n",
    "phones:\n  - a\nphones:\n  - b\n", "a: 1\n<<: *b\n", "&a b: c\n", "!t b: c\n", "{a: b}\n",
    "accounts:\n  a: 1\n  <<: *b\n", "accounts:\n  a: 1\n  &x b: 2\n", "phones:\n]\n  - a\n",
    "phones: # \u{7}\n  - a\n", "phones:\n# \u{FEFF}\n  - a\n",
    "phones:\n  - a\n- b\n",
  ])
  func inDoubtTheFileIsReadAsAWhole(source: String) {
    #expect(parts(source) == nil)
  }

  @Test(arguments: [
    "phones:\n  - \"a\n  - b\"\n  - c\n", "phones:\n  - [a,\n  - b]\n", "a: 'x\nphones:\n  - y'\n",
    "a: {b: c,\nphones:\n  - d}\n", "accounts:\n  some text\n  more\n",
    "accounts:\n  \"a\n  b\": c\n",
    "accounts:\n  a: 1\naccounts2: 2\n\"accounts\": 3\n", "accounts:\n  a: 1\n  b: 2\n  a: 3\n",
  ])
  func cutThatIsWrongShowsInAPiece(source: String) {
    #expect(PieceComparison.of(Array(source.utf8), joins: { false }) == .refused)
  }

  @Test(arguments: [
    "phones:\n  - |\n    - x\n     phones:\n  - >\n\n    # y\n\n  - \"- z\"\naccounts:\n a: b\n",
    "a: &x {k: v}\nphones:\n  - *x\n  - &y {<<: *x}\n  - *y\nb: *y\n",
    "a: |1\n phones:\n  - x\nphones:\n- |1\n - x\n-\n  y: z\n",
    "\u{FEFF}é: ü\r\nphones:\r\n  - mac: \"1\"\r\n    é: |\r\n      x\r\n\r\n  - b\r\n",
    "accounts:\n    \"1\": {a: b}\n    c:\n    - d\n    - e\n    f: |\n     g\n\n# end\n",
  ])
  func cutThatIsRightGivesTheWhole(source: String) {
    for joins in [true, false] {
      #expect(PieceComparison.of(Array(source.utf8), joins: { joins }) == .equal)
    }
  }
}
