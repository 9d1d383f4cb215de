import CSVTables
import Diagnostics
import TestSupport
import Testing

@Suite struct CSVTableTests {
  private func read(_ text: String) -> (table: CSVTable?, diagnostics: [Diagnostic]) {
    CSVTable.parse(Array(text.utf8), source: SourceID(index: 3))
  }

  /// Header and rows as texts; nil if there is no table.
  private func texts(_ text: String) -> [[String]]? {
    guard let table = read(text).table else { return nil }
    return [table.header.map(\.text)]
      + table.rows.map { row in (0..<row.count).compactMap { row[$0]?.text } }
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\r\n3,4", [["a", "b"], ["1", "2"], ["3", "4"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", [["a", "b"], ["x,y", "say \"hi\""]]),
    ("a,b\n\"one\r\ntwo\",\"\"\"\"\n", [["a", "b"], ["one\r\ntwo", "\""]]),
    ("\"a\",\"b,c\"\n,\n\"\",x\n", [["a", "b,c"], ["", "x"]]),
    ("\u{FEFF}a\n1\n", [["a"], ["1"]]),
    ("\n\r\n\na,b\n\n1,2\n\n\n3,4\n\n", [["a", "b"], ["1", "2"], ["3", "4"]]),
    ("a,b\n 1 ,\t2\n", [["a", "b"], [" 1 ", "\t2"]]),
    ("a,b,c\n1\n1,2\n1,2,\n", [["a", "b", "c"], ["1"], ["1", "2"], ["1", "2", ""]]),
    ("a\n5\" screen\n#x\n", [["a"], ["5\" screen"], ["#x"]]),
    ("a,b\n,,,,\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b", [["a", "b"]]),
    ("é,電\nü,\"ö\"\"\"", [["é", "電"], ["ü", "ö\""]]),
  ])
  func fieldsAreTakenApart(source: String, expected: [[String]]) {
    #expect(texts(source) == expected)
    #expect(read(source).diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
    ("a\tb\n1;2\t3,4\n", [["a", "b"], ["1;2", "3,4"]]),
    ("\"x,y,z\";b\n1;2\n", [["x,y,z", "b"], ["1", "2"]]),
    ("a,b;c\n1,2\n", [["a", "b;c"], ["1", "2"]]),
    ("\n\na;b;c,d\n1;2\n", [["a", "b", "c,d"], ["1", "2"]]),
    ("a\n1;2\n", [["a"], ["1;2"]]),
  ])
  func headerSaysTheDelimiter(source: String, expected: [[String]]) {
    #expect(texts(source) == expected)
  }

  @Test func fieldKnowsItsPlace() throws {
    let text = MarkedText("\u{FEFF}é,b\r\n\r\nx,1️⃣\"ü\"\"\"2️⃣\r\n3️⃣y4️⃣\r\n")
    let table = try #require(read(text.text).table)
    let quoted = try #require(table.rows[0][1])
    #expect(quoted.span.source == SourceID(index: 3))
    #expect(quoted.span.start == text["1️⃣"] && quoted.span.end == text["2️⃣"])
    #expect(quoted.isQuoted && quoted.row == 0 && quoted.column == 1)
    #expect(table.rows[1].span.start == text["3️⃣"] && table.rows[1].span.end == text["4️⃣"])
    #expect(table.rows[1].number == 1 && table.rows[1].count == 1)
    #expect(table.rows[1][1] == nil && table.rows[1][-1] == nil)
    #expect(table.header.map(\.row) == [-1, -1])
  }

  @Test func rowWithTooManyFieldsKeepsThoseOfTheHeader() throws {
    let (table, found) = read("a,b\n1,2,3,4\n5,6\n")
    #expect(found.map(\.code) == [.csvTooManyFields])
    #expect(try #require(table).rows.map(\.count) == [2, 2])
  }

  @Test func limitsAreExact() {
    func codes(_ text: String, _ change: (inout CSVLimits) -> Void) -> [String] {
      var limits = CSVLimits()
      change(&limits)
      let result = CSVTable.parse(Array(text.utf8), source: SourceID(index: 0), limits: limits)
      return result.diagnostics.map(\.code.id)
    }
    #expect(codes("a\n12345\n") { $0.fieldLength = 5 } == [])
    #expect(codes("a\n123456\n") { $0.fieldLength = 5 } == ["C008"])
    #expect(codes("a,b\n") { $0.columns = 2 } == [])
    #expect(codes("a,b,c\n") { $0.columns = 2 } == ["C009"])
    #expect(codes("a\n1\n\n2\n") { $0.rows = 2 } == [])
    #expect(codes("a\n1\n2\n3\n") { $0.rows = 2 } == ["C010"])
    #expect(codes("a\n1\n") { $0.fileSize = 4 } == [])
    #expect(codes("a\n1\n") { $0.fileSize = 3 } == ["C011"])
  }

  @Test func diagnosticsAreBoundedAndSaySo() throws {
    let found = read("a\n" + String(repeating: "1,2\n", count: 5_000)).diagnostics
    #expect(found.count == 1_000)
    #expect(try #require(found.last).notes == ["4000 more errors in this table are not listed"])
  }

  @Test func twoHundredThousandRowsAreRead() throws {
    let row = "80:82:87:00:00:01,A20,\"Front, desk\",101,102,,x,y,z,\"é\"\n"
    let source = "a,b,c,d,e,f,g,h,i,j\n" + String(repeating: row, count: 200_000)
    let (table, found) = read(source)
    #expect(found.isEmpty)
    let rows = try #require(table).rows
    #expect(rows.count == 200_000)
    #expect(rows.last?[2]?.text == "Front, desk" && rows.last?[9]?.text == "é")
  }

  /// What a writer after RFC 4180 makes of any texts is read as these texts.
  @Test func whatIsWrittenIsRead() {
    var random = SeededGenerator.announced()
    let pieces = ["a", "\"", ",", ";", "\t", "\n", "\r\n", "\r", " ", "é", "電話", "0"]
    for _ in 0..<2_000 {
      let columns = Int.random(in: 1...4, using: &random)
      let delimiter = columns == 1 ? "," : [",", ";", "\t"].randomElement(using: &random) ?? ","
      var rows = [(0..<columns).map { "c\($0)" }]
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        rows.append(
          (0..<columns).map { _ in
            let count = Int.random(in: 0...4, using: &random)
            return "x"
              + (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
          })
      }
      let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
      let written = rows.map { row in
        row.map { field in
          let needsQuotes = field.unicodeScalars.contains {
            "\",;\t\r\n".unicodeScalars.contains($0)
          }
          guard needsQuotes || Bool.random(using: &random) else { return field }
          return "\"" + field.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: delimiter)
      }.joined(separator: lineEnd)
      #expect(texts(written) == rows, "\(written.debugDescription)")
    }
  }
}
