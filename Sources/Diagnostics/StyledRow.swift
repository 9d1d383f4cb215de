/// What a piece of text on the terminal is, and so which colour it has.
enum TextStyle: Equatable {
  case plain
  case emphasis
  case frame
  case secondary
  case help
  case severity(Severity)

  /// The escape sequence that turns the style on; empty for none.
  fileprivate var escapeSequence: String {
    switch self {
    case .plain: ""
    case .emphasis: "\u{1B}[1m"
    case .frame, .secondary: "\u{1B}[1;34m"
    case .help: "\u{1B}[1;36m"
    case .severity(.error): "\u{1B}[1;31m"
    case .severity(.warning): "\u{1B}[1;33m"
    case .severity(.note): "\u{1B}[1;32m"
    }
  }
}

/// One line of output, on which text can be put at any column, over what stands there.
struct StyledRow {
  private struct Cell {
    var text: String
    var style: TextStyle
  }

  private var cells: [Cell] = []

  /// Puts printable text at a column from 0.
  mutating func put(_ text: String, at column: Int, _ style: TextStyle = .plain) {
    var column = column
    for character in text {
      let width = character.isASCII ? 1 : displayWidth(String(character))
      while cells.count < column + max(width, 1) { cells.append(Cell(text: " ", style: .plain)) }
      cells[column] = Cell(text: String(character), style: style)
      // The columns that a wide character covers stay empty.
      for covered in stride(from: 1, to: width, by: 1) {
        cells[column + covered] = Cell(text: "", style: style)
      }
      column += max(width, 1)
    }
  }

  /// Puts another row behind this one.
  mutating func append(_ row: StyledRow) {
    cells += row.cells
  }

  /// A row of a snippet: line number, bar, content.
  static func framed(
    _ line: Int?, gutterWidth: Int, bar: Character = "|", _ content: StyledRow
  ) -> StyledRow {
    let number = line.map { String($0) } ?? ""
    var row = StyledRow()
    row.put(number, at: gutterWidth - number.utf8.count, .frame)
    row.put(String(bar), at: gutterWidth + 1, .frame)
    row.put(" ", at: gutterWidth + 2)
    row.append(content)
    return row
  }

  mutating func append(_ text: String, _ style: TextStyle = .plain) {
    put(text, at: cells.count, style)
  }

  /// The row without spaces at its end.
  func rendered(colour: Bool) -> String {
    var row = ""
    var style = TextStyle.plain
    let used = (cells.lastIndex { $0.text != " " } ?? -1) + 1
    for cell in cells[..<used] {
      if colour, cell.style != style {
        if style != .plain { row += "\u{1B}[0m" }
        row += cell.style.escapeSequence
        style = cell.style
      }
      row += cell.text
    }
    return style == .plain ? row : row + "\u{1B}[0m"
  }
}
