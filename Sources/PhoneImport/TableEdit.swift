import CSVTables
import Diagnostics
import SiteModel

/// Rows behind the last one of a site's table.
struct TableEdit {
  let bytes: [UInt8]
  private let header: [CSVField]
  private let delimiter: String
  private let lineEnd: String
  private(set) var diagnostics: [Diagnostic] = []

  /// Nil if the table cannot be read, which the site's own check has said.
  init?(_ bytes: [UInt8], source: SourceID) {
    guard let table = CSVTable.parse(bytes, source: source).table else { return nil }
    self.bytes = bytes
    header = table.header
    delimiter =
      header.count > 1
      ? String(decoding: bytes[header[0].span.end..<header[1].span.start], as: UTF8.self) : ","
    lineEnd = bytes.contains(0x0D) ? "\r\n" : "\n"
  }

  /// What goes behind the table: a row for each of the mappings; what has no column is reported
  /// once.
  mutating func text(of rows: [[String: String]]) -> String {
    let names = header.map(\.text)
    let lost = Set(rows.flatMap(\.keys)).subtracting(names).sorted()
    for name in lost {
      diagnostics.append(
        Diagnostic(
          .noPlaceForField, "the table has no column `\(name)`, so that was left out",
          at: header[0].span,
          help: ["add the column, and import again into a table without these rows"]))
    }
    var text = bytes.isEmpty || bytes.last == 0x0A || bytes.last == 0x0D ? "" : lineEnd
    for row in rows {
      text += names.map { field(row[$0] ?? "") }.joined(separator: delimiter) + lineEnd
    }
    return text
  }

  private func field(_ text: String) -> String {
    let needsQuotes =
      text.contains(delimiter) || text.contains("\"") || text.contains { $0.isNewline }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
