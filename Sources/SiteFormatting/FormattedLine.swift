/// A line of the formatted text.
struct FormattedLine {
  enum Kind {
    /// Tokens, and perhaps a comment behind them.
    case tokens
    /// A comment alone.
    case comment
    case empty
    /// A line of a scalar that begins above. `isKept`: an empty line behind it would be its text.
    case scalar(isKept: Bool)
  }

  /// A comment with the column that it had, in characters from 0.
  struct Comment {
    let text: [UInt8]
    let oldColumn: Int
  }

  var kind: Kind
  /// Columns in front of the text.
  var indent: Int
  /// What stands before the comment.
  var text: [UInt8] = []
  var comment: Comment?
  /// The key, where a top-level entry begins here.
  var section: [UInt8]?
  /// Whether a comment alone goes on with the one above it, which stands behind tokens.
  var continuesComment = false

  var isEmpty: Bool { if case .empty = kind { true } else { false } }

  /// Whether it is a comment in the first column.
  var isTopLevelComment: Bool {
    if case .comment = kind { indent == 0 && !continuesComment } else { false }
  }

  var isKeptScalar: Bool {
    if case .scalar(let isKept) = kind { isKept } else { false }
  }

  /// In characters, without the comment.
  private var width: Int {
    text.isEmpty ? 0 : indent + text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }
}

extension FormattedLine {
  static func text(of lines: [FormattedLine]) -> [UInt8] {
    var text: [UInt8] = []
    let columns = commentColumns(lines)
    for (line, column) in zip(lines, columns) {
      if !line.text.isEmpty {
        text.append(contentsOf: repeatElement(0x20, count: line.indent))
        text += line.text
      }
      if let comment = line.comment {
        text.append(contentsOf: repeatElement(0x20, count: max(0, column - line.width)))
        text += comment.text
      }
      text.append(0x0A)
    }
    return text
  }

  /// Where each line's comment goes: those that stood in one column, line below line, to one.
  private static func commentColumns(_ lines: [FormattedLine]) -> [Int] {
    var columns = lines.map { line in
      if case .comment = line.kind { line.indent } else { line.width + 1 }
    }
    var start = 0
    while start < lines.count {
      guard let old = trailingColumn(lines[start]) else {
        start += 1
        continue
      }
      let end = lines[start...].firstIndex { trailingColumn($0) != old } ?? lines.count
      let column = lines[start..<end].reduce(0) { max($0, $1.width + 1) }
      for index in start..<end { columns[index] = column }
      start = end
    }
    return columns
  }

  private static func trailingColumn(_ line: FormattedLine) -> Int? {
    if case .comment = line.kind, !line.continuesComment { return nil }
    return line.comment?.oldColumn
  }
}
