import Diagnostics
import TestSupport
import Testing
import YAMLNodes

@Suite struct YAMLNodeTests {
  @Test(arguments: [
    ("plain", YAMLNode.Style.plain, "plain"),
    ("two\n words", .plain, "two words"),
    ("'it''s'", .singleQuoted, "it's"),
    ("\"a\\tb\\u00e9\"", .doubleQuoted, "a\tbé"),
    ("|\n  a\n  b\n", .literal, "a\nb\n"),
    (">-\n  a\n  b\n", .folded, "a b"),
    ("\"\"", .doubleQuoted, ""),
  ])
  func scalarHasItsStyleAndText(source: String, style: YAMLNode.Style, text: String) throws {
    let node = try #require(parse(source).document?.root)
    #expect(node.kind == .scalar)
    #expect(node.style == style)
    #expect(node.text == text)
    #expect(node.textUTF8Count == text.utf8.count)
    #expect(node.withTextUTF8 { Array($0) } == Array(text.utf8))
  }

  @Test(arguments: ["012345678901", "80828701e203", "10:20:30:40:50:10", "no", "0101", "1.0"])
  func plainScalarIsNeverTyped(text: String) {
    #expect(parse("k: \(text)").document?.root?.entries.first { _ in true }?.value.text == text)
  }

  @Test(arguments: [
    ("a: [1, {b: c}]", "{a: [1, {b: c}]}"), ("- a\n-\n- - b\n", "[a, , [b]]"),
    ("{}", "{}"), ("[]", "[]"), ("? a\n: b\n", "{a: b}"),
    ("k:\n- x\n- y\nl: z", "{k: [x, y], l: z}"),
  ])
  func collectionsKeepTheirOrder(source: String, meaning: String) throws {
    #expect(outline(try #require(parse(source).document?.root)) == meaning)
  }

  @Test func collectionHasItsStyleAndCount() throws {
    let root = try #require(parse("a:\n- {x: y}\n- [z]\n").document?.root)
    let list = try #require(root.entries.map(\.value).first)
    #expect(root.style == .block && list.style == .block)
    #expect(list.items.map(\.style) == [.flow, .flow])
    #expect(list.items.map(\.kind) == [.mapping, .sequence])
    #expect(list.items.count == 2 && root.entries.writtenCount == 1)
    #expect(root.items.isEmpty && root.text.isEmpty)
  }

  @Test(arguments: [
    ("!secret web", "!secret"), ("!csv x", "!csv"), ("!!str 1", "tag:yaml.org,2002:str"),
    ("! x", "!"), ("!<tag:x,1:y> z", "tag:x,1:y"), ("!m {a: b}", "!m"), ("x", nil), ("\"x\"", nil),
  ])
  func tagIsKeptAsWritten(source: String, tag: String?) {
    #expect(parse(source).document?.root?.tag == tag)
    #expect(parse("- a\n- \(source)\n").document?.root?.items.map(\.tag) == [nil, tag])
  }

  @Test(arguments: [
    ("k: null", true), ("k: ~", true), ("k: Null", true), ("k: NULL", true), ("k:", true),
    ("k: nULL", false), ("k: \"null\"", false), ("k: ''", false), ("k: !x", false),
    ("k: []", false), ("k: nil", false),
  ])
  func nullLikeIsWhatReadersTakeForNothing(source: String, isNull: Bool) {
    #expect(parse(source).document?.root?.entries.map(\.value.isNullLike) == [isNull])
  }

  @Test func textComparesWithoutACopy() throws {
    let items = try #require(parse("[phone, \"ph\\x6fne\", phones, {}]").document?.root?.items)
    #expect(items.map { $0.text(equals: "phone") } == [true, true, false, false])
    let nodes = Array(items)
    #expect(nodes[0].text(equals: nodes[1]))
    #expect(!nodes[0].text(equals: nodes[2]) && !nodes[3].text(equals: nodes[3]))
  }

  @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n", "\u{FEFF}", "---\n...\n"])
  func emptyFileIsNoError(source: String) {
    let result = parse(source)
    #expect(result.diagnostics.isEmpty)
    #expect(result.document?.root?.isNullLike ?? true)
  }

  @Test func fileOfCommentsHasNoRoot() throws {
    #expect(try #require(parse("# x\n").document).root == nil)
  }

  @Test(arguments: [
    "---\na: b\n", "a: b\n...\n", "%YAML 1.2\n---\na: b\n",
    "# c\n%YAML 1.1 # c\n--- # d\na: b\n...\n# e",
  ])
  func oneDocumentMayBeMarked(source: String) throws {
    let result = parse(source)
    #expect(result.diagnostics.isEmpty)
    #expect(outline(try #require(result.document?.root)) == "{a: b}")
  }
}

@Suite struct YAMLSpanTests {
  /// The value that stands between the marks, wherever the file's bytes are not its characters.
  @Test(arguments: [
    "a: 1️⃣value2️⃣\n", "é: 1️⃣電話2️⃣\nb: c", "\u{FEFF}a: 1️⃣x2️⃣", "# ü\r\na: 1️⃣\"q\"2️⃣\r\nb: c\r\n",
    "'😀': 1️⃣[é, {ü: ö}]2️⃣ # 電\n", "ä:\n  1️⃣ö: ü\n  x:\n   - y2️⃣\n\n# c\nb: c",
    "a: 1️⃣|\n  texté\n  more2️⃣\n\n\nb: c", "a: 1️⃣!secret ñ2️⃣\n", "ü: 1️⃣&e x2️⃣",
    "ö:1️⃣2️⃣\nb: c", "a: 1️⃣>+\n  é2️⃣\n\n",
  ])
  func spanIsInBytesOfTheFile(marked: String) throws {
    let text = MarkedText(marked)
    let value = try #require(parse(text.text).document?.root?.entries.map(\.value).first)
    #expect(value.span.start == text["1️⃣"])
    #expect(value.span.end == text["2️⃣"])
  }

  @Test func rangeIsParsedByItselfWithTheFilesOffsets() throws {
    let text = MarkedText("ü: é\n1️⃣  - ä: 2️⃣ö3️⃣\n4️⃣b: c\n")
    let range = try #require(text["1️⃣"])..<#require(text["4️⃣"])
    let result = YAMLParser.parse(text.bytes, source: SourceID(index: 7), range: range)
    let root = try #require(result.document?.root)
    #expect(outline(root) == "[{ä: ö}]")
    let value = try #require(root.items.first { _ in true }?.entries.first { _ in true }?.value)
    #expect(
      value.span
        == SourceSpan(
          source: SourceID(index: 7), start: try #require(text["2️⃣"]), end: try #require(text["3️⃣"])))
  }

  @Test func rangeOutsideTheFileIsCut() {
    let bytes = Array("a: b".utf8)
    let result = YAMLParser.parse(bytes, source: SourceID(index: 0), range: 2..<99)
    #expect(result.document?.root?.text == "b" && result.document?.root?.span.start == 3)
  }
}
