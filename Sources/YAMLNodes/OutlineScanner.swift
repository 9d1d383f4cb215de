import Diagnostics

/// Finds the cuts of a ``YAMLOutline`` in one run over a file's lines.
struct OutlineScanner {
  /// A section's key line that was read, before its first item.
  private struct Head {
    let key: String
    let keyRange: Range<Int>
  }

  private enum State {
    /// No key was read yet.
    case start
    case entries
    case head(Head)
    /// In a section whose items begin at the column.
    case section(Head, YAMLOutline.Kind, column: Int)
  }

  /// What the first byte of a line says, if the line begins at a column where a cut may be.
  private enum Opening {
    case item
    case key
    /// A closing bracket or comma: it belongs to what is before it, or is an error there.
    case continuation
    /// An anchor, a tag, an alias, a flow collection, an explicit or merge key, …
    case doubtful
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let sections: Set<String>
  private var parts: [YAMLOutline.Part] = []
  private var usedKeys: Set<String> = []
  private var state = State.start
  /// The items of the open section that are complete, and where it and its last item begin.
  private var items: [Range<Int>] = []
  private var firstItem = 0
  private var currentItem = 0
  /// Where the entries began that are in no part yet.
  private var runStart = 0

  init(bytes: UnsafeBufferPointer<UInt8>, sections: Set<String>) {
    self.bytes = bytes
    self.sections = sections
  }

  /// The parts, or nil if the lines do not tell enough.
  mutating func scan() -> [YAMLOutline.Part]? {
    var line = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while line < bytes.count {
      let end = LineBreaks.nextLineFeed(in: bytes, from: line)
      var content = line
      while content < end, bytes[content] == 0x20 { content += 1 }
      if content < end {
        let byte = bytes[content]
        let isSkipped = byte == UInt8(ascii: "#") || byte == 0x0D
        if !isSkipped, !take(line: line, content: content, end: end) { return nil }
      }
      line = end + 1
    }
    closeSection(at: bytes.count)
    flushEntries(upTo: bytes.count)
    return parts
  }

  /// Takes a line that is neither empty nor a comment; false in doubt.
  @inline(__always)
  private mutating func take(line: Int, content: Int, end: Int) -> Bool {
    let column = content - line
    if column == 0 { return takeTopLevel(line, end: end) }
    switch state {
    case .start: return false
    case .entries: return true
    case .head(let head): return takeFirst(head, line: line, content: content, end: end)
    case .section(_, let kind, let itemColumn):
      if column > itemColumn { return true }
      return column == itemColumn
        ? takeItem(kind, line: line, content: content, end: end)
        : opening(at: content, end: end) == .continuation
    }
  }

  private mutating func takeTopLevel(_ line: Int, end: Int) -> Bool {
    switch opening(at: line, end: end) {
    case .doubtful: return false
    case .continuation:
      switch state {
      // What is between a section's key and its first item is never parsed: it must be nothing.
      case .start, .head: return false
      case .entries, .section: return true
      }
    case .item:
      switch state {
      case .start: return false
      case .entries: return true
      case .head(let head): return takeFirst(head, line: line, content: line, end: end)
      case .section(_, let kind, let itemColumn):
        return itemColumn == 0 && takeItem(kind, line: line, content: line, end: end)
      }
    case .key:
      closeSection(at: line)
      guard let head = sectionHead(line, end: end) else {
        state = .entries
        return true
      }
      state = .head(head)
      return usedKeys.insert(head.key).inserted
    }
  }

  /// Takes the first line below a section's key.
  private mutating func takeFirst(_ head: Head, line: Int, content: Int, end: Int) -> Bool {
    let kind: YAMLOutline.Kind
    switch opening(at: content, end: end) {
    case .item: kind = .sequence
    case .key: kind = .mapping
    case .doubtful where bytes[content] != 0x09:
      state = .entries
      return true
    case .doubtful, .continuation: return false
    }
    guard isPrintable(head.keyRange.lowerBound..<line) else { return false }
    flushEntries(upTo: head.keyRange.lowerBound)
    firstItem = line
    currentItem = line
    state = .section(head, kind, column: content - line)
    return true
  }

  /// Takes a line at the column of a section's items.
  private mutating func takeItem(
    _ kind: YAMLOutline.Kind, line: Int, content: Int, end: Int
  ) -> Bool {
    switch (opening(at: content, end: end), kind) {
    case (.item, .sequence), (.key, .mapping):
      items.append(currentItem..<line)
      currentItem = line
      return true
    case (.item, .mapping), (.continuation, _):
      // A list may stand at the column of the key that it belongs to.
      return true
    case (.key, .sequence), (.doubtful, _):
      return false
    }
  }

  private mutating func closeSection(at end: Int) {
    guard case .section(let head, let kind, _) = state else { return }
    items.append(currentItem..<end)
    parts.append(
      .section(
        YAMLOutline.Section(
          key: head.key, keyRange: head.keyRange,
          headRange: head.keyRange.lowerBound..<firstItem, kind: kind, items: items)))
    items = []
    runStart = end
    state = .entries
  }

  private mutating func flushEntries(upTo end: Int) {
    if runStart < end { parts.append(.entries(runStart..<end)) }
    runStart = end
  }

  private func opening(at content: Int, end: Int) -> Opening {
    switch bytes[content] {
    case UInt8(ascii: "-"):
      let next = content + 1
      let isItem = next == end || bytes[next] == 0x20 || bytes[next] == 0x0D
      return isItem ? .item : .doubtful
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","):
      return .continuation
    case UInt8(ascii: "&"), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "%"),
      UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: ">"),
      UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "{"), UInt8(ascii: "["),
      UInt8(ascii: "<"), UInt8(ascii: "."), 0x09:
      return .doubtful
    default:
      return .key
    }
  }

  /// Whether a section's head, which no parse sees, has only what a file may have.
  private func isPrintable(_ range: Range<Int>) -> Bool {
    let head = UnsafeBufferPointer(rebasing: bytes[range])
    let check = EncodingCheck.of(head, base: range.lowerBound, source: SourceID(index: 0))
    if case .fault = check { return false }
    return true
  }

  /// The key of a line that is nothing but `key:`, spaces and a comment, if it is a section's.
  private func sectionHead(_ line: Int, end: Int) -> Head? {
    var offset = line
    while offset < end, isNameByte(bytes[offset]) { offset += 1 }
    guard offset > line, offset < end, bytes[offset] == UInt8(ascii: ":") else { return nil }
    let keyRange = line..<offset
    offset += 1
    let behindColon = offset
    while offset < end, bytes[offset] == 0x20 { offset += 1 }
    let isComment = offset < end && bytes[offset] == UInt8(ascii: "#") && offset > behindColon
    let isEnd = offset == end || (bytes[offset] == 0x0D && offset + 1 == end)
    guard isComment || isEnd else { return nil }
    let key = String(decoding: bytes[keyRange], as: UTF8.self)
    return sections.contains(key) ? Head(key: key, keyRange: keyRange) : nil
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      return true
    default: return false
    }
  }
}
