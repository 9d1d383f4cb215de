/// A source line as a terminal shows it: tabs expanded, secrets masked, nothing dangerous left.
struct QuotedLine {
  /// What takes a place of its own: a character with its combining marks, a tab, a mask.
  struct Cell {
    let start: Int
    var end: Int
    let column: Int
    let width: Int
    var text: String
  }

  static let mask = "•••"
  private static let tabStop = 4
  private static let marksOnOneCharacter = 4

  let range: Range<Int>
  private(set) var cells: [Cell] = []
  private(set) var width = 0

  /// The secrets are sorted ranges within the line that do not overlap.
  init(bytes: [UInt8], range: Range<Int>, secrets: [Range<Int>]) {
    self.range = range
    var offset = range.lowerBound
    for secret in secrets where secret.lowerBound >= offset {
      appendText(bytes, offset..<secret.lowerBound)
      append(Self.mask, width: 3, from: secret.lowerBound, to: secret.upperBound)
      offset = secret.upperBound
    }
    appendText(bytes, offset..<range.upperBound)
  }

  /// A line of text that is printable already.
  init(printed text: String) {
    self.init(bytes: Array(text.utf8), range: 0..<text.utf8.count, secrets: [])
  }

  /// The columns from 0 that a span of bytes takes; at least one, so that it can be underlined.
  ///
  /// A span that begins or ends within a mask takes all of it: no caret tells how long it is.
  func columns(from start: Int, to end: Int) -> Range<Int> {
    let first = column(at: start, roundingUp: false)
    let last = column(at: end, roundingUp: true)
    return first..<max(last, first + 1)
  }

  /// What stands in some columns. A character that is wider than its part there becomes spaces.
  func text(in window: Range<Int>) -> String {
    var text = ""
    for cell in cells[firstCell { $0.column + $0.width > window.lowerBound }...] {
      let end = cell.column + cell.width
      if cell.column >= window.upperBound { break }
      if cell.column >= window.lowerBound, end <= window.upperBound {
        text += cell.text
      } else {
        let part = max(cell.column, window.lowerBound)..<min(end, window.upperBound)
        text += String(repeating: " ", count: part.count)
      }
    }
    return text
  }

  /// The line with other text in the place of some columns.
  func replacing(_ columns: Range<Int>, with text: String) -> String {
    self.text(in: 0..<columns.lowerBound) + text
      + self.text(in: columns.upperBound..<max(width, columns.upperBound))
  }

  func column(at offset: Int, roundingUp: Bool) -> Int {
    let index = firstCell { $0.end > offset }
    guard index < cells.count else { return width }
    let cell = cells[index]
    return roundingUp && offset > cell.start ? cell.column + cell.width : cell.column
  }

  private func firstCell(where holds: (Cell) -> Bool) -> Int {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if holds(cells[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private mutating func append(_ text: String, width: Int, from start: Int, to end: Int) {
    cells.append(Cell(start: start, end: end, column: self.width, width: width, text: text))
    self.width += width
  }

  private mutating func appendText(_ bytes: [UInt8], _ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      var end = offset + 1
      while end < range.upperBound, isContinuation(bytes[end]) { end += 1 }
      let decoded = String(decoding: bytes[offset..<end], as: UTF8.self).unicodeScalars
      let scalar = decoded.count == 1 ? decoded.first ?? "\u{FFFD}" : "\u{FFFD}"
      append(scalar, from: offset, to: end)
      offset = end
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar, from start: Int, to end: Int) {
    if scalar == "\t" {
      let columns = Self.tabStop - width % Self.tabStop
      append(String(repeating: " ", count: columns), width: columns, from: start, to: end)
      return
    }
    switch ScalarAppearance(scalar) {
    case .shown(let columns):
      append(String(Character(scalar)), width: columns, from: start, to: end)
    case .replaced(let text):
      append(text, width: displayWidth(text), from: start, to: end)
    case .joiner:
      extendLastCell(with: nil, to: end)
    case .combining:
      extendLastCell(with: scalar, to: end)
    }
  }

  /// Lets a mark join the character before it; one without such a character is left out.
  private mutating func extendLastCell(with scalar: Unicode.Scalar?, to end: Int) {
    guard let last = cells.indices.last else { return }
    cells[last].end = end
    if let scalar, cells[last].text != Self.mask,
      cells[last].text.unicodeScalars.count <= Self.marksOnOneCharacter
    {
      cells[last].text.unicodeScalars.append(scalar)
    }
  }
}
