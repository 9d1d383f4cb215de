import Diagnostics
import TestSupport
import Testing
import YAMLNodes

/// For each code what the diagnostics hold, recorded with the sources that cause them.
@Suite struct YAMLDiagnosticTests {
  static let cases: [(code: String, sources: [String])] = [
    ("Y001", ["a: this is a file over the limit"]),
    (
      "Y004",
      ["a: x\u{7}y", "a: \"\u{7F}\"", "é: \u{9B}1", "a: b\nc: \u{FEFF}d", "a: \0", "\u{FFFE}"]
    ),
    ("Y005", ["a:\n\tb: 1\n", "a: b\n\tc\n", "a: |\n\tx\n", "a:\n  b: 1\n\t c: 2\n"]),
    (
      "Y006",
      [
        "a: \"never closed\nb: c\n", "é: 'it''s\nb: c", "a: \"x\n---\nb: c",
        "- \"a\n- b\"\n- \"c\n",
      ]
    ),
    (
      "Y007",
      [
        "a: [1, 2\nb: c\n", "a: {b: c\n", "a: [1 2, \"x\" y]", "é: {x: [1}\n", "a: [",
        "a: {b: [1,\n",
      ]
    ),
    ("Y008", ["a: b: c\n", "time: noon: 12\n", "a: b\n  c: d\n", "a: \"b\": c\n"]),
    (
      "Y009",
      ["a:\n    b: 1\n  c: 2\n", "- a\n b: c\n", "a: - b\n", "a:\n - b\n c\n", "a: 1\n- b\n"]
    ),
    ("Y010", ["a: 1\nphones\nb: 2\n", "a: 1\n\"b\"\n", "a: b\nc"]),
    ("Y011", ["a: \"C:\\phones\"", "é: \"\\xZZ\"", "a: \"\\uD800\"", "a: \"\\u12\""]),
    ("Y012", ["a: @b\n", "a: `b`\n", "é: %x\n"]),
    ("Y013", ["a: &é b\n", "a: * b\n", "a: !x!y z", "a: !<x y", "a: !%zz b"]),
    ("Y014", ["a: |x\n  b\n", "a: |0\n  b\n", "a: >-5x\n  b\n"]),
    (
      "Y015",
      ["a: \"b\" c\n", "[a]\nb\n", "a: [b] c\n", "a: b\n...\nc", "a: 'it's'\n", "{a: b} é\n"]
    ),
    ("Y016", ["a: [,]\n", "a: }\n", "[a, b: c: ]]", "? [a\n: b", "a: ? b"]),
    (
      "Y017",
      [
        "%TAG ! tag:x,1:\n---\na", "%YAML 1.2\n%YAML 1.2\n---\n", "%YAML 2.0\n---\n",
        "a: b\n%YAML 1.2\n",
      ]
    ),
    ("Y018", ["a: b\n---\nc: d\n", "---\na\n...\n# c\n---\nb", "é\n--- b\n---\nc"]),
    ("Y019", ["- &phones x\n- *phone\n- *other\n", "{*x : 1, *x : 2}"]),
    ("Y020", ["a: &me {b: [*me]}"]),
    (
      "Y021",
      [
        "ключ: 1\nb: 2\nключ: 3\nключ: 4\n",
        String(repeating: String(repeating: "k", count: 90) + ": 1\n", count: 2),
      ]
    ),
    ("Y022", ["[a, b]: c\n{d: e}: f\n", "- &x [1]\n- *x : 2\n", "? - a\n: b\n"]),
    ("Y023", ["<<: a", "<<: [{a: b}, c, [d]]", "- &x [a]\n- <<: *x\n", "<<:\n"]),
    (
      "Y024",
      [String(repeating: "[", count: 65), "- &a [[x]]\n- \(String(repeating: "[", count: 62))*a"]
    ),
    ("Y025", ["- &a [1, 2]\n- [*a, *a, *a]\n"]),
    ("Y026", ["[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]"]),
    ("Y027", ["a: a text of more than twenty bytes"]),
  ]

  private static func limits(_ code: String) -> YAMLLimits {
    var limits = YAMLLimits()
    switch code {
    case "Y001": limits.fileSize = 20
    case "Y025": limits.expandedNodes = 8
    case "Y026": limits.nodes = 10
    case "Y027": limits.scalarLength = 20
    default: break
    }
    return limits
  }

  @Test(arguments: cases.map(\.code))
  func codeIsReportedInItsWords(code: String) throws {
    let sources = try #require(Self.cases.first { $0.code == code }).sources
    var text = ""
    for source in sources {
      let found = parse(source, limits: Self.limits(code)).diagnostics
      text += "\(source.debugDescription)\n" + found.map(describe).joined() + "\n"
    }
    #expect(text.contains("error \(code):"))
    #expect(Golden.mismatch("YAMLNodes/\(code).txt", text) == nil)
  }

  static let encodings: [[UInt8]] = [
    [0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0],
    [0, 0, 0xFE, 0xFF],
  ]

  static let broken: [[UInt8]] = [
    Array("a: caf".utf8) + [0xE9], Array("12345678é: ".utf8) + [0xE2, 0x82, 0x41],
    [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0x80],
    [0xEF, 0xBB, 0xBF, 0x61, 0xFF],
  ]

  @Test(arguments: [("Y002", encodings), ("Y003", broken)])
  func otherEncodingsAreRefused(code: String, sources: [[UInt8]]) {
    var text = ""
    for bytes in sources {
      let found = YAMLParser.parse(bytes, source: SourceID(index: 0)).diagnostics
      text += "\(bytes)\n" + found.map(describe).joined() + "\n"
      #expect(found.map(\.code.id) == [code])
    }
    #expect(Golden.mismatch("YAMLNodes/\(code).txt", text) == nil)
  }

  @Test func everyCodeIsRecorded() {
    let recorded = Set(Self.cases.map(\.code) + ["Y002", "Y003"])
    #expect(recorded == Set(DiagnosticCode.yamlNodesCodes.map(\.id)))
    #expect(recorded.count == DiagnosticCode.yamlNodesCodes.count)
  }

  @Test func errorsOtherThanSyntaxLeaveATree() throws {
    let result = parse("a: *x\nb: 1\nb: 2\n[c]: d\n<<: 3\n")
    #expect(result.diagnostics.map(\.code.id) == ["Y019", "Y021", "Y022", "Y023"])
    #expect(outline(try #require(result.document?.root)) == "{a: , b: 1, b: 2}")
  }
}
