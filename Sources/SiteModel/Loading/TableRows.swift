import CSVTables
import Diagnostics
import YAMLNodes

/// Which columns a table may have.
enum TableColumns: Sendable {
  case phones
  case accounts

  /// The site's key that the table stands for.
  var what: String {
    switch self {
    case .phones: "phones"
    case .accounts: "accounts"
    }
  }
}

/// Where a column's fields go in the mapping that a row stands for.
private enum ColumnTarget: Sendable {
  /// A path of keys: `settings`, `sip`, `server`.
  case path([String])
  /// Accounts, separated by spaces or `;`.
  case accountList
  /// A property of a function key: `key3.type`.
  case functionKey(position: Int, property: String)
  /// The account's identifier.
  case identifier
  /// The name of the secret that holds the password.
  case passwordSecret
}

/// Rows of a spreadsheet that stand for phones or accounts: each is read as if it were the same
/// mapping in YAML, with the table's own positions. An empty field says nothing.
struct TableRows: Sendable {
  /// The tag that names a table in a site file.
  static let tag = "!csv"

  private let table: CSVTable
  private let source: SourceID
  private let columns: TableColumns
  private let targets: [(column: CSVField, target: ColumnTarget)]

  var count: Int { table.rows.count }

  init(
    _ table: CSVTable, source: SourceID, columns: TableColumns, report: inout DecodingReport
  ) {
    self.table = table
    self.source = source
    self.columns = columns
    var targets: [(column: CSVField, target: ColumnTarget)] = []
    for field in table.header {
      if let target = Self.target(of: field.text, in: columns) {
        targets.append((field, target))
      } else {
        report.reportUnknown(
          .unknownColumn, "the table of \(columns.what) has no column", field.text,
          at: field.span, among: Self.names(of: columns), help: Self.help(for: columns))
      }
    }
    self.targets = targets
    Self.checkRequired(table, columns, targets.map(\.target), report: &report)
  }

  private static func names(of columns: TableColumns) -> [String] {
    switch columns {
    case .accounts: ["id", "password_secret"] + AccountReader.names
    case .phones:
      ["mac", "model", "accounts", "label"]
        + SettingsSchema.standard.fields.indices.map {
          "settings." + SettingsSchema.standard.path(of: SettingSlot(index: $0))
        }
    }
  }

  private static func help(for columns: TableColumns) -> String? {
    switch columns {
    case .accounts: nil
    case .phones:
      "columns are mac, model, accounts, label, settings.SECTION.FIELD, vars.NAME, raw.KEY and "
        + "keyN.type, keyN.value, keyN.label, keyN.line, keyN.pickup"
    }
  }

  private static func target(of name: String, in columns: TableColumns) -> ColumnTarget? {
    switch columns {
    case .accounts:
      switch name {
      case "id": return .identifier
      case "password_secret": return .passwordSecret
      default: return AccountReader.names.contains(name) ? .path([name]) : nil
      }
    case .phones:
      switch name {
      case "mac", "model": return .path([name])
      case "accounts": return .accountList
      case "label": return .path(["settings", "label"])
      default: return phoneTarget(of: name)
      }
    }
  }

  private static func phoneTarget(of name: String) -> ColumnTarget? {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    let head = String(name[..<dot])
    let rest = String(name[name.index(after: dot)...])
    switch head {
    case "settings":
      guard SettingsSchema.standard.slot(path: rest) != nil else { return nil }
      return .path(["settings"] + rest.split(separator: ".").map(String.init))
    case "vars", "raw":
      return rest.isEmpty ? nil : .path([head, rest])
    default:
      guard head.hasPrefix("key"), let position = Int(head.dropFirst(3)), position > 0,
        ["type", "value", "label", "line", "pickup"].contains(rest)
      else { return nil }
      return .functionKey(position: position, property: rest)
    }
  }

  private static func checkRequired(
    _ table: CSVTable, _ columns: TableColumns, _ targets: [ColumnTarget],
    report: inout DecodingReport
  ) {
    guard columns == .accounts, let first = table.header.first else { return }
    let hasIdentifier = targets.contains {
      if case .identifier = $0 { true } else { false }
    }
    if !hasIdentifier {
      report.report(
        .missingKey, "the table of accounts has no column `id`", at: first.span,
        help: "name the column of the accounts' identifiers `id`")
    }
  }

  /// Where passwords stand, so that no diagnostic quotes them.
  var secretSpans: [SourceSpan] {
    let secretColumns = targets.filter { Self.isSecret($0.target) }.map(\.column.column)
    guard !secretColumns.isEmpty else { return [] }
    return table.rows.flatMap { row in secretColumns.compactMap { row[$0]?.span } }
  }

  private static func isSecret(_ target: ColumnTarget) -> Bool {
    guard case .path(let path) = target else { return false }
    if path == ["password"] { return true }
    guard path.first == "settings" else { return false }
    return SettingsSchema.standard.slot(path: path.dropFirst().joined(separator: "."))
      .map { SettingsSchema.standard[$0].kind.isSecret } ?? false
  }

  /// A row as a mapping, with its identifier if it is an account's.
  func item(
    _ index: Int, report: inout DecodingReport
  ) -> (key: YAMLNode?, value: YAMLNode)? {
    let row = table.rows[index]
    var mapping = MutableMapping(span: row.span)
    var keys: [Int: MutableMapping] = [:]
    var identifier: SyntheticNode?
    for (header, target) in targets {
      guard let field = row[header.column] else { continue }
      let text = field.text
      if text.isEmpty { continue }
      let scalar = SyntheticNode.scalar(text, span: field.span)
      switch target {
      case .path(let path): mapping.set(path, scalar, keySpan: header.span)
      case .accountList:
        mapping.set(["accounts"], accounts(text, field), keySpan: header.span)
      case .functionKey(let position, let property):
        keys[position, default: MutableMapping(span: field.span)]
          .set([property], scalar, keySpan: header.span)
      case .identifier: identifier = scalar
      case .passwordSecret:
        let secret = SyntheticNode.scalar(text, span: field.span, tag: "!secret")
        mapping.set(["password"], secret, keySpan: header.span)
      }
    }
    if !keys.isEmpty { addKeys(keys, to: &mapping) }
    return nodes(identifier, mapping, row, report: &report)
  }

  private func nodes(
    _ identifier: SyntheticNode?, _ mapping: MutableMapping, _ row: CSVRow,
    report: inout DecodingReport
  ) -> (key: YAMLNode?, value: YAMLNode)? {
    guard let value = YAMLDocument.synthetic(mapping.node, source: source).root else { return nil }
    guard columns == .accounts else { return (nil, value) }
    guard let identifier, let key = YAMLDocument.synthetic(identifier, source: source).root else {
      report.report(
        .missingKey, "an account without `id`", at: row.span,
        help: "write its identifier in the column `id`")
      return nil
    }
    return (key, value)
  }

  private func addKeys(_ keys: [Int: MutableMapping], to mapping: inout MutableMapping) {
    let items = keys.sorted { $0.key < $1.key }.map { position, key in
      var key = key
      key.set(["position"], .scalar(String(position), span: key.span), keySpan: key.span)
      return key.node
    }
    mapping.set(
      ["keys"], .sequence(items, span: mapping.span), keySpan: mapping.span)
  }

  /// The accounts of one field; a field that needs no unquoting gives each its own place.
  private func accounts(_ text: String, _ field: CSVField) -> SyntheticNode {
    let start = field.span.start + (field.isQuoted ? 1 : 0)
    var items: [SyntheticNode] = []
    var offset = 0
    for part in text.split(omittingEmptySubsequences: false, whereSeparator: { " ;,".contains($0) }) {
      let count = part.utf8.count
      if count > 0 {
        let span = SourceSpan(
          source: field.span.source, start: min(start + offset, field.span.end),
          end: min(start + offset + count, field.span.end))
        items.append(.scalar(String(part), span: span))
      }
      offset += count + 1
    }
    return .sequence(items, span: field.span)
  }
}

/// A mapping that grows field by field.
private struct MutableMapping {
  let span: SourceSpan
  private var entries: [(key: String, keySpan: SourceSpan, value: Value)] = []

  private indirect enum Value {
    case node(SyntheticNode)
    case mapping(MutableMapping)
  }

  init(span: SourceSpan) {
    self.span = span
  }

  mutating func set(_ path: [String], _ node: SyntheticNode, keySpan: SourceSpan) {
    guard let key = path.first else { return }
    let rest = Array(path.dropFirst())
    guard !rest.isEmpty else {
      entries.append((key, keySpan, .node(node)))
      return
    }
    let index = entries.firstIndex { $0.key == key }
    var inner = MutableMapping(span: keySpan)
    if let index, case .mapping(let known) = entries[index].value { inner = known }
    inner.set(rest, node, keySpan: keySpan)
    if let index {
      entries[index].value = .mapping(inner)
    } else {
      entries.append((key, keySpan, .mapping(inner)))
    }
  }

  var node: SyntheticNode {
    .mapping(
      entries.map { entry in
        switch entry.value {
        case .node(let node):
          SyntheticEntry(key: entry.key, keySpan: entry.keySpan, value: node)
        case .mapping(let mapping):
          SyntheticEntry(key: entry.key, keySpan: entry.keySpan, value: mapping.node)
        }
      }, span: span)
  }
}
