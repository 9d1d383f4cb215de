/// Writes random files that come near to everything a line-wise cut could get wrong.
public struct RandomYAML {
  private var random: SeededGenerator
  private var anchorCount = 0

  public init(random: SeededGenerator) {
    self.random = random
  }

  public mutating func file() -> [UInt8] {
    anchorCount = 0
    var text = chance(10) ? "\u{FEFF}" : ""
    for number in 0..<Int.random(in: 1...5, using: &random) {
      text += noise()
      text += chance(45) ? section() : "key\(number): " + value(indent: 0)
    }
    text += noise()
    if chance(10) { text = text.replacing("\n", with: "\r\n") }
    var bytes = Array(text.utf8)
    if chance(45) {
      for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&bytes) }
    }
    return bytes
  }

  public mutating func flip() -> Bool { Bool.random(using: &random) }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func pick(_ choices: [String]) -> String {
    choices.randomElement(using: &random) ?? ""
  }

  private mutating func spaces(_ range: ClosedRange<Int>) -> String {
    String(repeating: " ", count: Int.random(in: range, using: &random))
  }

  /// Blank lines and comments at odd places.
  private mutating func noise() -> String {
    guard chance(25) else { return "" }
    return pick(["\n", "# note\n", "  \n", "   # - x\n", " # phones:\n", "#\n\n", "     #a: b\n"])
  }

  // MARK: - Structure

  private mutating func section() -> String {
    var text = pick(["phones:", "accounts:", "phones :", "accounts: ", "phones: # all"])
    if chance(7) { text += pick([" !csv x", " &here", " []", " {}", " |", " 'x"]) }
    text += "\n"
    let isSequence = chance(60)
    let column = Int.random(in: isSequence ? 0...4 : 1...4, using: &random)
    let margin = String(repeating: " ", count: column)
    for number in 0..<Int.random(in: 0...5, using: &random) {
      text += noise()
      text += chance(3) ? spaces(0...5) : margin
      if isSequence {
        text += "- " + (chance(60) ? mapping(indent: column + 2) : value(indent: column))
      } else {
        let key =
          chance(70) ? "\"10\(number)\"" : pick(["a\(number)", "a b\(number)", "ключ\(number)"])
        text += "\(key): " + value(indent: column)
      }
    }
    return text
  }

  /// A mapping whose first key stands on a line that is begun.
  private mutating func mapping(indent: Int) -> String {
    var text = ""
    for number in 0..<Int.random(in: 1...3, using: &random) {
      if number > 0 { text += noise() + String(repeating: " ", count: indent) }
      text += "k\(number): " + value(indent: indent)
    }
    return text
  }

  /// A value behind a key or dash, with its line's end. `indent` is its parent's column.
  private mutating func value(indent: Int) -> String {
    let deeper = String(repeating: " ", count: indent + 1) + spaces(0...3)
    switch Int.random(in: 0..<13, using: &random) {
    case 0: return "\n"
    case 1: return pick(["plain", "two words", "80:82:87:00:00:01", "a#b", "~", "-1"]) + "\n"
    case 2: return "first\n\(deeper)\(pick(["second", "- dash", "é", "\n" + deeper + "more"]))\n"
    case 3: return quoted("\"")
    case 4: return quoted("'")
    case 5: return block(deeper: deeper)
    case 6: return flow("[", "]")
    case 7: return flow("{", "}")
    case 8:
      anchorCount += 1
      return "&a\(anchorCount) " + pick(["named", "[1, 2]", "{x: y}", "\"q\"", "!t v", ""]) + "\n"
    case 9 where anchorCount > 0: return "*a\(Int.random(in: 1...anchorCount, using: &random))\n"
    case 10: return pick(["!secret name", "!!str 1", "! x", "!t"]) + "\n"
    case 11:
      let dash = chance(40) ? String(repeating: " ", count: indent) : deeper
      return "\n\(dash)- one\n\(dash)- " + pick(["two\n", "\n", "{a: b}\n", "k: v\n"])
    default:
      return "\n" + deeper + mapping(indent: deeper.count)
    }
  }

  // MARK: - What hides line breaks

  private mutating func line() -> String {
    pick([
      "- x", "key: v", "phones:", "- \"", "# no comment", "", "text", "accounts: # c", "} ]", "|",
      "\"10\": y", "...", "& *", "naïve 電話",
    ])
  }

  private mutating func quoted(_ quote: String) -> String {
    var text = quote + pick(["", "a", "- b", "it"])
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      text +=
        "\n" + spaces(0...6)
        + line().replacing("\"", with: quote == "\"" ? "\\\"" : "\"")
    }
    if quote == "\"", chance(30) { text += pick(["\\n", "\\x41", "\\\n  b", "\\u00e9"]) }
    return text + quote + "\n"
  }

  private mutating func block(deeper: String) -> String {
    var text = pick(["|", ">", "|-", ">-", "|+", ">+", "|1", "|2", ">2-", "|+1", "| # c"]) + "\n"
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      text += (chance(15) ? "" : deeper + spaces(0...2)) + line() + "\n"
      if chance(20) { text += pick(["\n", "   \n", "\n\n"]) }
    }
    return text
  }

  private mutating func flow(_ open: String, _ close: String) -> String {
    var text = open
    for number in 0..<Int.random(in: 0...4, using: &random) {
      if number > 0 { text += "," + pick(["", " "]) }
      if chance(30) { text += pick(["\n", " # c\n"]) + spaces(0...5) }
      text += pick([
        "a\(number)", "k\(number): v", "\"- q\"", "[x, y]", "{z: [1]}", "- b", "phones: 1",
      ])
    }
    if chance(30) { text += "\n" + spaces(0...3) }
    return text + close + "\n"
  }

  // MARK: - Mutations

  private mutating func mutate(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.remove(at: place)
    case 1:
      let insert = pick([
        "\"", "'", "[", "]", "{", "}", ":", ": ", "#", " #", "- ", "-", "&x ", "*a1", "!", "|", ">",
        "? ", "%", ",", "\n", " ", "\t", "\r", "\u{85}", "\u{2028}", "---\n", "<<: ", "\n: ",
        "\n- ",
      ])
      bytes.insert(contentsOf: insert.utf8, at: place)
    case 2:
      let start = (bytes[..<place].lastIndex(of: 0x0A) ?? -1) + 1
      bytes.insert(contentsOf: spaces(1...3).utf8, at: start)
    case 3:
      let start = (bytes[..<place].lastIndex(of: 0x0A) ?? -1) + 1
      if bytes[start] == 0x20 { bytes.remove(at: start) }
    default:
      let start = (bytes[..<place].lastIndex(of: 0x0A) ?? -1) + 1
      let end = (bytes[place...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
      let moved = Array(bytes[start..<end])
      bytes.removeSubrange(start..<end)
      let target = Int.random(in: 0...bytes.count, using: &random)
      let line = (bytes[..<target].lastIndex(of: 0x0A) ?? -1) + 1
      bytes.insert(contentsOf: moved, at: line)
    }
  }
}
