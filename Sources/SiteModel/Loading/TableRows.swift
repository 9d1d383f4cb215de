import CSVTables
import Diagnostics
import YAMLNodes

/// Rows of a spreadsheet that stand for phones or accounts: each is read as if it were the same
/// mapping in YAML, with the table's own positions. An empty field says nothing.
struct TableRows: Sendable {
  /// The tag that names a table in a site file.
  static let tag = "!csv"

  private let table: CSVTable
  private let source: SourceID
  private let columns: TableColumns
  private var tree: ColumnTree
  private var functionKeys: [Int: ColumnTree] = [:]
  private var positions: [Int] = []
  private var identifier: CSVField?
  private var passwordSecret: CSVField?
  /// The numbers of the columns whose fields are never to be shown: those that nobody knows too.
  private(set) var secretColumns: [Int] = []

  var count: Int { table.rows.count }

  /// Nil if the header makes no sense of the rows; what is wrong with it is reported.
  init?(
    _ table: CSVTable, source: SourceID, columns: TableColumns, report: inout DecodingReport
  ) {
    guard let first = table.header.first else { return nil }
    self.table = table
    self.source = source
    self.columns = columns
    tree = ColumnTree(keySpan: first.span)
    guard Self.hasHeader(table, columns) else {
      report.report(
        .missingKey, "the first line of the table names no column that is known", at: first.span,
        help: "begin the table with a line of names: "
          + columns.required.map { $0[0] }.joined(separator: ", "))
      return nil
    }
    var unknown: [String] = []
    for column in table.header {
      guard let target = columns.target(of: column.text) else {
        report.reportUnknown(
          .unknownColumn, "the table of \(columns.what) has no column", column.text,
          at: column.span, among: columns.names, help: columns.help)
        unknown.append(column.text)
        secretColumns.append(column.column)
        continue
      }
      if let earlier = add(column, target) {
        report.report(
          .saidTwice, "the columns `\(earlier.text)` and `\(column.text)` say the same",
          at: column.span, also: [DiagnosticLabel(earlier.span, "the other one")],
          help: "keep one of them")
      }
    }
    positions = functionKeys.keys.sorted()
    guard hasRequired(unknown, report: &report) else { return nil }
  }

  /// Whether the first line names columns; else it may be a row, with a password in it.
  static func hasHeader(_ table: CSVTable, _ columns: TableColumns) -> Bool {
    table.header.contains { columns.target(of: $0.text) != nil }
  }

  /// Adds a column; returns the one that says the same already, if any.
  private mutating func add(_ column: CSVField, _ target: ColumnTarget) -> CSVField? {
    if target.isSecret { secretColumns.append(column.column) }
    switch target {
    case .path(let path): return tree.add(column, at: path[...], as: .text)
    case .accountList: return tree.add(column, at: ["accounts"], as: .accounts)
    case .functionKey(let position, let property):
      return functionKeys[position, default: ColumnTree(keySpan: column.span)]
        .add(column, at: [property], as: .text)
    case .identifier: identifier = column
    case .passwordSecret: passwordSecret = column
    }
    return nil
  }

  /// Whether there are the columns that no row can do without; else reports it once for all rows.
  private func hasRequired(_ unknown: [String], report: inout DecodingReport) -> Bool {
    let names = Set(table.header.map(\.text))
    let missing = columns.required.filter { names.isDisjoint(with: $0) }
    guard let header = table.header.first, !missing.isEmpty else { return true }
    // A misspelt one was reported as unknown.
    let unexplained = missing.filter { wanted in
      !unknown.contains { name in
        suggestion(for: name, among: columns.names).map { wanted.contains($0) } ?? false
      }
    }
    if !unexplained.isEmpty {
      let list = unexplained.map { "`\($0[0])`" }.joined(separator: " and no ")
      report.report(
        .missingKey, "the table of \(columns.what) has no column \(list)", at: header.span,
        help: "the first line names the columns: "
          + columns.required.map { $0[0] }.joined(separator: ", ") + " must be among them")
    }
    return false
  }

  /// Where passwords stand, so that no diagnostic quotes them.
  var secretSpans: [SourceSpan] {
    guard !secretColumns.isEmpty else { return [] }
    return table.rows.flatMap { row in secretColumns.compactMap { row[$0]?.span } }
  }

  /// A row as a mapping, with its identifier if it is an account's.
  func item(
    _ index: Int, report: inout DecodingReport
  ) -> (key: YAMLNode?, value: YAMLNode)? {
    let row = table.rows[index]
    var entries = tree.entries(of: row)
    addPasswordSecret(of: row, to: &entries, report: &report)
    let keys = positions.compactMap { functionKey($0, row) }
    if !keys.isEmpty {
      entries.append(
        SyntheticEntry(key: "keys", keySpan: row.span, value: .sequence(keys, span: row.span)))
    }
    let mapping = YAMLDocument.synthetic(.mapping(entries, span: row.span), source: source)
    guard let value = mapping.root else { return nil }
    return columns == .phones ? (nil, value) : account(row, value, report: &report)
  }

  private func functionKey(_ position: Int, _ row: CSVRow) -> SyntheticNode? {
    guard var entries = functionKeys[position]?.entries(of: row), let first = entries.first else {
      return nil
    }
    let span = first.value.span
    entries.append(
      SyntheticEntry(
        key: "position", keySpan: span, value: .scalar(String(position), span: span)))
    return .mapping(entries, span: span)
  }

  private func addPasswordSecret(
    of row: CSVRow, to entries: inout [SyntheticEntry], report: inout DecodingReport
  ) {
    guard let column = passwordSecret, let field = row[column.column] else { return }
    let name = field.text
    if name.isEmpty { return }
    if let literal = entries.first(where: { $0.key == "password" }) {
      report.report(
        .saidTwice, "an account has both `password` and `password_secret`", at: field.span,
        also: [DiagnosticLabel(literal.value.span, "the other one")],
        help: "keep the secret's name, and leave the password's field empty")
      return
    }
    entries.append(
      SyntheticEntry(
        key: "password", keySpan: column.span,
        value: .scalar(name, span: field.span, tag: "!secret")))
  }

  private func account(
    _ row: CSVRow, _ value: YAMLNode, report: inout DecodingReport
  ) -> (key: YAMLNode?, value: YAMLNode)? {
    guard let identifier, let field = row[identifier.column], !field.text.isEmpty,
      let key = YAMLDocument.synthetic(.scalar(field.text, span: field.span), source: source).root
    else {
      report.report(
        .missingKey, "an account without `id`", at: row.span,
        help: "write its identifier in the column `id`")
      return nil
    }
    return (key, value)
  }
}

extension SyntheticNode {
  fileprivate var span: SourceSpan {
    switch self {
    case .scalar(_, let span, _), .sequence(_, let span), .mapping(_, let span): span
    }
  }
}
