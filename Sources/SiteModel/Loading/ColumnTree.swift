import CSVTables
import Diagnostics
import YAMLNodes

/// The columns of a table, put into the shape of the mapping that each row stands for.
struct ColumnTree: Sendable {
  /// How a field's text becomes a node.
  enum Form: Sendable {
    case text
    /// Several accounts in one field.
    case accounts
  }

  private enum Branch: Sendable {
    case field(CSVField, Form)
    case mapping(ColumnTree)
  }

  private let keySpan: SourceSpan
  private var branches: [(key: String, branch: Branch)] = []
  private var indexByKey: [String: Int] = [:]

  /// - Parameter keySpan: Where the mapping's key is said, for findings about the key itself.
  init(keySpan: SourceSpan) {
    self.keySpan = keySpan
  }

  /// Adds a column; returns the one that stands at this path already, if any.
  mutating func add(_ column: CSVField, at path: ArraySlice<String>, as form: Form) -> CSVField? {
    guard let key = path.first else { return column }
    let rest = path.dropFirst()
    guard let index = indexByKey[key] else {
      var branch = Branch.field(column, form)
      if !rest.isEmpty {
        var inner = ColumnTree(keySpan: column.span)
        _ = inner.add(column, at: rest, as: form)
        branch = .mapping(inner)
      }
      indexByKey[key] = branches.count
      branches.append((key, branch))
      return nil
    }
    switch branches[index].branch {
    case .field(let earlier, _): return earlier
    case .mapping(var inner):
      let earlier = inner.add(column, at: rest, as: form)
      branches[index].branch = .mapping(inner)
      return earlier
    }
  }

  /// What a row says: nothing where its fields are empty.
  func entries(of row: CSVRow) -> [SyntheticEntry] {
    var entries: [SyntheticEntry] = []
    for (key, branch) in branches {
      switch branch {
      case .field(let column, let form):
        guard let field = row[column.column] else { continue }
        let text = field.text
        if text.isEmpty { continue }
        entries.append(
          SyntheticEntry(key: key, keySpan: column.span, value: node(text, field, form)))
      case .mapping(let inner):
        let innerEntries = inner.entries(of: row)
        if innerEntries.isEmpty { continue }
        entries.append(
          SyntheticEntry(
            key: key, keySpan: inner.keySpan, value: .mapping(innerEntries, span: row.span)))
      }
    }
    return entries
  }

  private func node(_ text: String, _ field: CSVField, _ form: Form) -> SyntheticNode {
    switch form {
    case .text: .scalar(text, span: field.span)
    case .accounts: accounts(text, field)
    }
  }

  /// The accounts of one field; a field that needs no unquoting gives each its own place.
  private func accounts(_ text: String, _ field: CSVField) -> SyntheticNode {
    let start = field.span.start + (field.isQuoted ? 1 : 0)
    var items: [SyntheticNode] = []
    var offset = 0
    for part in text.utf8.split(
      omittingEmptySubsequences: false,
      whereSeparator: { $0 == 0x20 || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ",") })
    {
      if !part.isEmpty {
        let span = SourceSpan(
          source: field.span.source, start: min(start + offset, field.span.end),
          end: min(start + offset + part.count, field.span.end))
        items.append(.scalar(String(Substring(part)), span: span))
      }
      offset += part.count + 1
    }
    return .sequence(items, span: field.span)
  }
}
