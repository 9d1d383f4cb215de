import Diagnostics
import TestSupport
import Testing

@Suite("lines and columns")
struct SourceTextTests {
  @Test(
    "lines end at LF, CRLF and a lone CR, and nowhere else",
    arguments: [
      ("", [""]),
      ("a", ["a"]),
      ("a\n", ["a", ""]),
      ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
      ("\r\r\n\n", ["", "", "", ""]),
      ("a\u{85}b\u{2028}c\u{2029}d\u{B}e\u{C}f", ["a\u{85}b\u{2028}c\u{2029}d\u{B}e\u{C}f"]),
      ("\u{FEFF}a\nb", ["a", "b"]),
    ])
  func lines(text: String, expected: [String]) {
    let source = SourceText(SourceFile(name: "a", bytes: Array(text.utf8)))
    #expect((1...source.lineCount).map { source.text(ofLine: $0) } == expected)
  }

  @Test(
    "columns count scalars, and UTF-16 units for those who want them",
    arguments: [
      ("1️⃣", 1, 1, 1),
      ("ab1️⃣c", 1, 3, 3),
      ("a\nb1️⃣c", 2, 2, 2),
      ("a\r\n1️⃣", 2, 1, 1),
      ("ü日1️⃣", 1, 3, 3),
      ("𝄞e\u{301}1️⃣", 1, 4, 5),
      ("\u{FEFF}a1️⃣", 1, 2, 2),
      ("\u{FEFF}\na1️⃣", 2, 2, 2),
      ("\t1️⃣", 1, 2, 2),
    ])
  func columns(marked: String, line: Int, column: Int, utf16Column: Int) throws {
    let text = MarkedText(marked)
    let source = SourceText(SourceFile(name: "a", bytes: text.bytes))
    let location = source.location(at: try #require(text["1️⃣"]))
    #expect(location == SourceLocation(line: line, column: column, utf16Column: utf16Column))
  }

  @Test("an offset outside the file is taken to its nearer end")
  func outside() {
    let source = SourceText(SourceFile(name: "a", bytes: Array("\u{FEFF}ab\nc".utf8)))
    for offset in [-5, 0, 2, 3] {
      #expect(source.location(at: offset) == SourceLocation(line: 1, column: 1, utf16Column: 1))
    }
    #expect(source.location(at: 99) == SourceLocation(line: 2, column: 2, utf16Column: 2))
    #expect(source.range(ofLine: 0).isEmpty)
    #expect(source.range(ofLine: 3).isEmpty)
  }

  @Test("an offset within a character or a line end is taken to its beginning")
  func within() {
    let source = SourceText(SourceFile(name: "a", bytes: Array("a𝄞\r\nb".utf8)))
    #expect(source.location(at: 3).column == 2)
    #expect(source.location(at: 6) == SourceLocation(line: 1, column: 3, utf16Column: 4))
  }

  @Test("a line of many blocks counts like a short one")
  func longLine() {
    let text = "x\n" + String(repeating: "ü𝄞", count: 20_000)
    let source = SourceText(SourceFile(name: "a", bytes: Array(text.utf8)))
    for pair in [0, 1, 682, 683, 10_000, 19_999] {
      let location = source.location(at: 2 + pair * 6)
      #expect(location.column == pair * 2 + 1)
      #expect(location.utf16Column == pair * 3 + 1)
    }
  }

  @Test("every offset of a random text is where a slow count says")
  func againstSlowCount() {
    var random = SeededGenerator.announced()
    let pieces = ["a", "\n", "\r", "\r\n", "ü", "日", "𝄞", "\u{2028}", " "]
    for _ in 0..<50 {
      let text = (0..<60).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let source = SourceText(SourceFile(name: "a", bytes: Array(text.utf8)))
      var line = 1
      var column = 1
      var utf16Column = 1
      var offset = 0
      let scalars = Array(text.unicodeScalars)
      for (index, scalar) in scalars.enumerated() {
        let next = index + 1 < scalars.count ? scalars[index + 1] : nil
        let isWithinLineEnd = index > 0 && scalars[index - 1] == "\r" && scalar == "\n"
        if !isWithinLineEnd {
          #expect(
            source.location(at: offset)
              == SourceLocation(line: line, column: column, utf16Column: utf16Column))
        }
        offset += scalar.utf8.count
        if scalar == "\n" || scalar == "\r" && next != "\n" {
          (line, column, utf16Column) = (line + 1, 1, 1)
        } else {
          column += 1
          utf16Column += scalar.utf16.count
        }
      }
      #expect(source.lineCount == line)
    }
  }
}
