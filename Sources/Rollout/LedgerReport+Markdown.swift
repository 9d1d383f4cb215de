extension LedgerReport {
  /// For a merge request, a ticket or a wiki.
  public var markdown: String {
    var text = "## \(Self.escaped(site ?? "Rollout"))\n\n\(summary.line)\n"
    text += table(
      ["family", "done", "of", "failed"],
      families.map { [Self.escaped($0.name), "\($0.done)", "\($0.total)", "\($0.failed)"] })
    text += table(
      ["phone", "name", "state", "address", "last heard of", ""], openPhones.map(cells))
    text += table(["not in the site", "address", "says", "asked"], unknownPhones.map(cells))
    let snippets = unknownPhones.compactMap(\.snippet).joined()
    if !snippets.isEmpty {
      text += "\nTo take them in, below `phones:` of the site:\n\n```yaml\n\(snippets)```\n"
    }
    return text
  }

  private func cells(_ record: PhoneRecord) -> [String] {
    [
      "`\(record.phone.mac)`", Self.escaped(Self.name(record.phone)), record.state.rawValue,
      record.address.map { "\($0)" } ?? "",
      record.totals.lastTime.map { UTCTime(milliseconds: $0).rfc3339 } ?? "",
      record.state == .failed ? Self.escaped(record.totals.lastFailure?.reason ?? "") : "",
    ]
  }

  private func cells(_ record: UnknownRecord) -> [String] {
    [
      record.mac.map { "`\($0)`" } ?? "no MAC address", "\(record.address)",
      Self.escaped(record.said.line), "\(record.times)",
    ]
  }

  private func table(_ head: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    let lines = [head, head.map { _ in "---" }] + rows
    return "\n" + lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// A text in which Markdown and HTML see nothing.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in CleanText(text).text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "@": result += "&#64;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "-", ".", "!", "|", "~",
        ":":
        result += "\\"
        result.append(character)
      default: result.append(character)
      }
    }
    return result
  }
}
