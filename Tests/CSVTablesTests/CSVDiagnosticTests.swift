import CSVTables
import Diagnostics
import TestSupport
import Testing

/// For each code what the diagnostics hold, recorded with the sources that cause them.
@Suite struct CSVDiagnosticTests {
  static let cases: [(code: String, sources: [[UInt8]])] = [
    (
      "C001",
      [
        [0xFF, 0xFE, 0x61, 0], Array("a,b\ncaf".utf8) + [0xE9, 0x2C],
        Array("12345678é\n".utf8) + [0xE2, 0x82], [0xC0, 0x80], [0xED, 0xA0, 0x80],
      ]
    ),
    ("C002", ["a,b\n1,\"2\n3,4\n", "\"a", "é\n\"\"\"\n"].map { Array($0.utf8) }),
    ("C003", ["a,b\n\"1\"x,2\n3,\"4\" \n", "é\n\"ü\" y\"\n"].map { Array($0.utf8) }),
    ("C004", ["a,b\n1,2,3,4\n5,6\n7,8,\n", "a\né,\"x\"\n"].map { Array($0.utf8) }),
    ("C005", ["a,,c\n", "a, ,\"\"\n1,2,3,4\n"].map { Array($0.utf8) }),
    ("C006", ["mac,name,mac\n", "é,\"é\",é\n\"1\"x\n"].map { Array($0.utf8) }),
    ("C007", ["", "\n\r\n", ",,,\n", "\u{FEFF}\n"].map { Array($0.utf8) }),
    ("C008", ["a\n\"a long field\"\nanother long field\n"].map { Array($0.utf8) }),
    ("C009", ["a,b,c,d,e\n1,2\n"].map { Array($0.utf8) }),
    ("C010", ["a\n1\n\n2\n3\n4\n5\n"].map { Array($0.utf8) }),
    ("C011", [[UInt8](repeating: 0x61, count: 101)]),
  ]

  private static func describe(_ finding: Diagnostic) -> String {
    var lines = ["\(finding.severity) \(finding.code.id): \(finding.message)"]
    if let place = finding.primary?.span { lines.append("  at \(place.start)-\(place.end)") }
    for label in finding.secondary {
      lines.append("  also \(label.span.start)-\(label.span.end) \(label.text)")
    }
    return (lines + finding.help.map { "  help: \($0)" }).joined(separator: "\n") + "\n"
  }

  @Test(arguments: cases.map(\.code))
  func codeIsReportedInItsWords(code: String) throws {
    var limits = CSVLimits()
    limits.fileSize = 100
    if code == "C008" { limits.fieldLength = 10 }
    if code == "C009" { limits.columns = 4 }
    if code == "C010" { limits.rows = 3 }
    var text = ""
    for bytes in try #require(Self.cases.first { $0.code == code }).sources {
      let found = CSVTable.parse(bytes, source: SourceID(index: 0), limits: limits).diagnostics
      text += String(decoding: bytes, as: UTF8.self).debugDescription + "\n"
      text += found.map(Self.describe).joined() + "\n"
    }
    #expect(text.contains("error \(code):"))
    #expect(Golden.mismatch("CSVTables/\(code).txt", text) == nil)
  }

  @Test func everyCodeIsRecorded() {
    #expect(Self.cases.map(\.code) == DiagnosticCode.csvTablesCodes.map(\.id))
  }
}
