import SiteModel

/// The top-level entries of a site in their order, with an empty line where one helps.
enum SectionOrder {
  /// A top-level entry with the comments above it.
  private struct Section {
    let rank: Int
    var lines: [FormattedLine]

    /// Whether it is more than one line, comments above it and empty lines not counted.
    var isLong: Bool {
      let content = lines.drop { $0.section == nil }
      return content.count { !$0.isEmpty } > 1
    }
  }

  static func canonical(_ lines: [FormattedLine]) -> [FormattedLine] {
    let keys = lines.indices.filter { lines[$0].section != nil }
    guard let first = keys.first else { return lines }
    let starts = [first] + keys.dropFirst().map { start(ofKey: $0, in: lines) }
    let footer = footerStart(lines)
    let ends = starts.dropFirst() + [footer]
    let sections = zip(keys, zip(starts, ends)).map { key, range in
      Section(rank: rank(lines[key].section), lines: trimmed(Array(lines[range.0..<range.1])))
    }
    let spaced = zip(starts, sections).map { start, section in
      start > first && (section.isLong || lines[start].isEmpty)
    }
    let order = sections.indices.sorted { (sections[$0].rank, $0) < (sections[$1].rank, $1) }
    var result = Array(lines[..<first])
    for (place, index) in order.enumerated() {
      // The comments at the top are the file's: they stay there.
      let isMovedUp = place == 0 && index != 0 && result.last.map { !$0.isEmpty } ?? false
      let wantsSpace = place > 0 && (spaced[index] || sections[index].isLong)
      if wantsSpace || isMovedUp { appendSpace(to: &result) }
      result += sections[index].lines
    }
    if footer < lines.count {
      result += lines[footer...]
    }
    return result
  }

  private static func appendSpace(to lines: inout [FormattedLine]) {
    guard let last = lines.last, !last.isEmpty, !last.isKeptScalar else { return }
    lines.append(FormattedLine(kind: .empty, indent: 0))
  }

  /// Keys that no site has go behind all others.
  private static func rank(_ key: [UInt8]?) -> Int {
    let quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "'")]
    let name = String(decoding: (key ?? []).filter { !quotes.contains($0) }, as: UTF8.self)
    return SiteSections.order.firstIndex(of: name) ?? SiteSections.order.count
  }

  /// From the empty lines and comments above a key on.
  private static func start(ofKey key: Int, in lines: [FormattedLine]) -> Int {
    var start = key
    while start > 0, lines[start - 1].isTopLevelComment || lines[start - 1].isEmpty { start -= 1 }
    return start
  }

  private static func footerStart(_ lines: [FormattedLine]) -> Int {
    start(ofKey: lines.count, in: lines)
  }

  /// Without the empty lines at the beginning.
  private static func trimmed(_ lines: [FormattedLine]) -> [FormattedLine] {
    Array(lines.drop { $0.isEmpty })
  }
}
