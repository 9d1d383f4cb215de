import Diagnostics
import TestSupport
import Testing
import YAMLNodes

@Suite struct YAMLAliasTests {
  @Test func aliasIsItsTargetSeenFromElsewhere() throws {
    let text = MarkedText("a: 1️⃣&x [1, 2]2️⃣\nb: 3️⃣*x4️⃣\n")
    let values = try #require(parse(text.text).document?.root).entries.map(\.value)
    #expect(outline(values[1]) == "[1, 2]")
    #expect(values[0].aliasSpan == nil)
    #expect(values[1].aliasSpan?.start == text["3️⃣"] && values[1].aliasSpan?.end == text["4️⃣"])
    #expect(values[1].span.start == text["1️⃣"] && values[1].span.end == text["2️⃣"])
    #expect(values[1].usedSpan == values[1].aliasSpan)
    #expect(values[1].items.allSatisfy { $0.aliasSpan == nil })
  }

  @Test(arguments: [
    ("a: &x 1\nb: &x 2\nc: *x", "{a: 1, b: 2, c: 2}"),
    ("a: &x k\n*x : v", "{a: k, k: v}"),
    ("- &x {k: &y v}\n- *x\n- *y", "[{k: v}, {k: v}, v]"),
    ("a: &x\nb: *x", "{a: , b: }"),
  ])
  func aliasFollowsTheLastAnchor(source: String, meaning: String) throws {
    let result = parse(source)
    #expect(result.diagnostics.isEmpty)
    #expect(outline(try #require(result.document?.root)) == meaning)
  }

  @Test(arguments: [
    // Explicit keys win and come first.
    ("- &a {x: 1, y: 2}\n- <<: *a\n  y: 3\n  z: 4", "{y: 3, z: 4, x: 1}"),
    // Of several sources the earlier wins.
    ("- &a {x: 1}\n- &b {x: 2, y: 3}\n- {<<: [*a, *b]}", "{x: 1, y: 3}"),
    ("- &a {x: 1}\n- &b {<<: *a, y: 2}\n- {<<: *b, z: 3}", "{z: 3, y: 2, x: 1}"),
    ("- {<<: {x: 1}, y: 2}", "{y: 2, x: 1}"),
    ("- &a [{x: 1}, {y: 2}]\n- <<: *a", "{x: 1, y: 2}"),
    ("- {\"<<\": 1, x: 2}", "{<<: 1, x: 2}"),
    ("- &a {\"x\": 1}\n- {<<: *a, x: 2}", "{x: 2}"),
  ])
  func mergeKeysAddWhatIsNotThere(source: String, last: String) throws {
    let result = parse(source)
    #expect(result.diagnostics.isEmpty)
    let items = try #require(result.document?.root).items.map(outline)
    #expect(items.last == last)
  }

  @Test func laterPiecesFollowAnchorsOfEarlierOnes() throws {
    let bytes = Array("a: &x {k: &y v}\nb: *x\nc:\n  <<: *x\n  d: *y\n".utf8)
    let source = SourceID(index: 0)
    let first = YAMLParser.parse(bytes, source: source, range: 0..<16)
    #expect(first.definesAnchors && first.anchors.names == ["x", "y"])
    let second = YAMLParser.parse(
      bytes, source: source, range: 16..<bytes.count, anchors: first.anchors)
    #expect(second.diagnostics.isEmpty && !second.definesAnchors)
    let root = try #require(second.document?.root)
    #expect(outline(root) == "{b: {k: v}, c: {d: v, k: v}}")
    #expect(root.entries.map(\.value).first?.aliasSpan?.start == 19)
  }

  @Test func laterAnchorsTakeThePlaceOfEarlierOnes() {
    var anchors = parse("[&x 1, &y 2]").anchors
    anchors.add(parse("&x 3").anchors)
    #expect(anchors["x"]?.text == "3" && anchors["y"]?.text == "2" && anchors["z"] == nil)
  }
}
