/// How one scalar appears on a terminal.
enum ScalarAppearance: Equatable {
  /// As it is, so many columns wide.
  case shown(width: Int)
  /// On top of the character before it.
  case combining
  /// A joiner or selector: terminals disagree about the width of what it makes, so a quoted
  /// line leaves it out.
  case joiner
  /// Not fit for a terminal: this stands in its place.
  case replaced(by: String)

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20...0x7E:
      self = .shown(width: 1)
    case 0...0x1F:
      self = .replaced(by: picture(0x2400 + scalar.value))
    case 0x7F:
      self = .replaced(by: picture(0x2421))
    case 0xA0...0x2FF:
      self = scalar.value == 0xAD ? .replaced(by: escape(scalar)) : .shown(width: 1)
    case 0x200D, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF:
      self = .joiner
    default:
      self.init(uncommon: scalar)
    }
  }

  private init(uncommon scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark:
      self = .combining
    case .control, .format, .lineSeparator, .paragraphSeparator:
      // Format characters can reorder what a person reads, or hide in it.
      self = scalar.value == 0x200C ? .joiner : .replaced(by: escape(scalar))
    default:
      self =
        (0x1160...0x11FF).contains(scalar.value)
        ? .combining : .shown(width: isWide(scalar) ? 2 : 1)
    }
  }
}

private func picture(_ value: UInt32) -> String {
  Unicode.Scalar(value).map { String(Character($0)) } ?? "\u{FFFD}"
}

private func escape(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
}

/// Whether a terminal gives a scalar two columns: East Asian Width W or F, and emoji.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F202,
    0x1F210...0x1F23B, 0x1F240...0x1F248, 0x1F250...0x1F251, 0x20000...0x3FFFD:
    true
  case 0x1F1E6...0x1F1FF:
    // Two of these make one flag, two columns wide.
    false
  default:
    scalar.properties.isEmojiPresentation
  }
}

/// The text as a terminal may show it: no character in it moves the cursor, starts an escape
/// sequence, ends the line or reorders its neighbours.
public func printable(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E }) else { return text }
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if case .replaced(let replacement) = ScalarAppearance(scalar) {
      shown.append(contentsOf: (scalar == "\t" ? " " : replacement).unicodeScalars)
    } else {
      shown.append(scalar)
    }
  }
  return String(shown)
}

/// The number of columns that a printable text takes.
func displayWidth(_ text: some StringProtocol) -> Int {
  text.unicodeScalars.reduce(0) { width, scalar in
    if case .shown(let columns) = ScalarAppearance(scalar) { width + columns } else { width }
  }
}

/// Breaks a printable text at its spaces into lines of at most so many columns; a longer word
/// stays whole.
func wrapped(_ text: String, width: Int) -> [String] {
  guard displayWidth(text) > width else { return [text] }
  var lines: [String] = []
  var line = ""
  var used = 0
  for word in text.split(separator: " ", omittingEmptySubsequences: false) {
    let needed = displayWidth(word)
    if used > 0, used + 1 + needed > width {
      lines.append(line)
      line = String(word)
      used = needed
    } else {
      line += (line.isEmpty ? "" : " ") + word
      used += needed + (used > 0 ? 1 : 0)
    }
  }
  lines.append(line)
  return lines
}
