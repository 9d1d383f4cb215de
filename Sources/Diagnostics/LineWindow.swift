/// The part of a quoted line that fits on the terminal, with `…` where something is cut off.
struct LineWindow {
  /// What is shown of the line, both `…` included, in columns of the line.
  private let range: Range<Int>
  let text: String

  /// The places are columns to keep in sight; the first one matters most.
  /// Beside the line's end, room is left for a text of so many columns.
  init(_ line: QuotedLine, around places: [Range<Int>], textWidth: Int = 0, width: Int) {
    guard line.width > width else {
      range = 0..<max(line.width + 1, places.map(\.upperBound).max() ?? 0)
      text = line.text(in: 0..<line.width)
      return
    }
    let start = Self.start(
      lineWidth: line.width + min(textWidth, width / 2), around: places, width: width)
    range = start..<start + width
    let cutsLeft = start > 0
    let cutsRight = range.upperBound < line.width
    let end = cutsRight ? range.upperBound - 1 : line.width
    let shown = (start + (cutsLeft ? 1 : 0))..<end
    text = (cutsLeft ? "…" : "") + line.text(in: shown) + (cutsRight ? "…" : "")
  }

  /// Columns of the line as columns of what is shown; outside of it they are its first or last.
  func visible(_ columns: Range<Int>) -> Range<Int> {
    let first = min(max(columns.lowerBound, range.lowerBound), range.upperBound - 1)
    let last = min(max(columns.upperBound, first + 1), range.upperBound)
    return first - range.lowerBound..<last - range.lowerBound
  }

  private static func start(lineWidth: Int, around places: [Range<Int>], width: Int) -> Int {
    guard let first = places.first else { return 0 }
    // One column at each side is for the `…`.
    let room = width - 2
    var focus = first
    for place in places.dropFirst() {
      let both =
        min(focus.lowerBound, place.lowerBound)..<max(focus.upperBound, place.upperBound)
      if both.count <= room { focus = both }
    }
    if focus.upperBound <= width - 1 { return 0 }
    let before = focus.count > room ? min(8, room / 4) : max(1, (width - focus.count) / 2)
    // An underline at the end of the line takes one column more than the line has.
    return max(0, min(focus.lowerBound - before, lineWidth + 1 - width))
  }
}
