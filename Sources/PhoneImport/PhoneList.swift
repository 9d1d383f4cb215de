import CSVTables
public import Diagnostics
import SiteModel

/// A spreadsheet or packing list: a table whose columns are found by their names.
public struct PhoneList: Sendable {
  /// A row, before the site has been asked about it.
  struct Entry: Sendable {
    let mac: MACAddress
    let macSpan: SourceSpan
    /// Empty if the list does not say.
    let model: String
    let modelSpan: SourceSpan
    let account: String?
    let name: String?
    let label: String?
  }

  let entries: [Entry]
  /// Whether nothing in it was in error.
  let isSound: Bool

  /// Reads a table with `,`, `;` or tabs between its fields.
  ///
  /// - Parameters:
  ///   - bytes: The whole file, in UTF-8, with or without a byte order mark.
  ///   - source: The file's name in diagnostics.
  ///   - model: The model of all phones, where the list has no column for it.
  ///   - sources: Where the file stands: its passwords are masked there.
  /// - Returns: The list, and everything that is wrong with it; nil if nothing can be made of it.
  public static func read(
    _ bytes: [UInt8], source: SourceID, model: String?, in sources: inout SourceSet
  ) -> (list: PhoneList?, diagnostics: [Diagnostic]) {
    let parsed = CSVTable.parse(bytes, source: source)
    guard let table = parsed.table else {
      // Which field stands in which column is not known, so any may be a password.
      sources.redact(SourceSpan(source: source, start: 0, end: bytes.count))
      return (nil, parsed.diagnostics)
    }
    var reader = ListReader(table: table, model: model, diagnostics: parsed.diagnostics)
    let list = reader.read()
    for span in reader.secrets { sources.redact(span) }
    return (list, reader.diagnostics)
  }
}

/// Reads the rows of a list.
private struct ListReader {
  let table: CSVTable
  let model: String?
  var diagnostics: [Diagnostic]
  /// Where passwords stand.
  var secrets: [SourceSpan] = []
  private var columns: [ListColumn: CSVField] = [:]

  init(table: CSVTable, model: String?, diagnostics: [Diagnostic]) {
    self.table = table
    self.model = model
    self.diagnostics = diagnostics
  }

  mutating func read() -> PhoneList? {
    for field in table.header { take(field) }
    guard hasNeeded() else { return nil }
    var entries: [PhoneList.Entry] = []
    var places: [MACAddress: SourceSpan] = [:]
    for row in table.rows {
      guard let entry = entry(row) else { continue }
      if let first = places[entry.mac] {
        diagnostics.append(
          Diagnostic(
            .phoneTwiceInList, "the phone \(entry.mac.colonSeparated) stands twice in the list",
            at: entry.macSpan, also: [DiagnosticLabel(first, "the first time")],
            help: ["take one of the two lines out"]))
        continue
      }
      places[entry.mac] = entry.macSpan
      entries.append(entry)
    }
    return PhoneList(entries: entries, isSound: !diagnostics.hasErrors)
  }

  private mutating func take(_ field: CSVField) {
    guard let column = ListColumn(field.text) else {
      secrets += table.rows.compactMap { $0[field.column]?.span }
      diagnostics.append(
        Diagnostic(
          .ignoredColumn, "the column `\(field.text)` is not imported", at: field.span,
          help: ["columns are MAC, Model, Extension, Name and Label"]))
      return
    }
    if column == .password {
      secrets += table.rows.compactMap { $0[field.column]?.span }
      diagnostics.append(
        Diagnostic(
          .ignoredColumn, "passwords are not imported: a site file is kept in git",
          at: field.span,
          help: ["put them into the secrets file, under the names that the accounts get"]))
    } else if let earlier = columns[column] {
      diagnostics.append(
        Diagnostic(
          .repeatedListColumn, "the columns `\(earlier.text)` and `\(field.text)` say the same",
          at: field.span, also: [DiagnosticLabel(earlier.span, "the other one")],
          help: ["take one of them out, or give it a name of another meaning"]))
    } else {
      columns[column] = field
    }
  }

  private mutating func hasNeeded() -> Bool {
    var missing: [ListColumn] = columns[.mac] == nil ? [.mac] : []
    if columns[.model] == nil, model == nil { missing.append(.model) }
    guard let first = table.header.first, !missing.isEmpty else { return true }
    diagnostics.append(
      Diagnostic(
        .listWithoutColumn,
        "the list has no column \(missing.map { "`\($0.title)`" }.joined(separator: " and no "))",
        at: first.span,
        help: ["the first line names the columns: MAC, Model, Extension, Name, Label"]
          + (missing.contains(.model)
            ? ["if all phones are of one model, say it: `--model A20`"] : [])))
    return false
  }

  private mutating func entry(_ row: CSVRow) -> PhoneList.Entry? {
    guard let column = columns[.mac] else { return nil }
    let field = row[column.column]
    guard let field, let mac = Self.address(field.text), !mac.isZero, !mac.isMulticast else {
      let text = field.map { Self.trimmed($0.text) } ?? ""
      diagnostics.append(
        Diagnostic(
          .notAListedAddress,
          text.isEmpty ? "a line without a MAC address" : "`\(text)` is no phone's MAC address",
          at: field?.span ?? row.span,
          help: ["a MAC address has twelve hexadecimal digits, such as 80:82:87:01:02:03"]))
      return nil
    }
    let modelField = columns[.model].flatMap { row[$0.column] }
    let listed = modelField.map { Self.trimmed($0.text) } ?? ""
    return PhoneList.Entry(
      mac: mac, macSpan: field.span, model: listed.isEmpty ? model ?? "" : listed,
      modelSpan: modelField?.span ?? row.span, account: text(.account, row),
      name: text(.name, row), label: text(.label, row))
  }

  private func text(_ column: ListColumn, _ row: CSVRow) -> String? {
    guard let field = columns[column].flatMap({ row[$0.column] }) else { return nil }
    let text = Self.trimmed(field.text)
    return text.isEmpty ? nil : text
  }

  /// Without white space around it, and with one space for each run of it within: no file of a
  /// phone can carry line breaks.
  private static func trimmed(_ text: String) -> String {
    text.split {
      $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    .joined(separator: " ")
  }

  /// Twelve hexadecimal digits with whatever signs people put between them.
  private static func address(_ text: String) -> MACAddress? {
    let separators = Set(":-._ \t\u{A0}")
    return MACAddress(String(text.filter { !separators.contains($0) }))
  }
}
