import Diagnostics

/// What stands before and behind a document: a byte order mark, directives, further documents.
///
/// It is read here since libyaml takes a time that grows with the square of the directives.
struct Preamble {
  let bytes: UnsafeBufferPointer<UInt8>
  let base: Int
  let source: SourceID

  /// Why a file cannot be UTF-8: it begins like one in another encoding.
  func wrongEncoding() -> Diagnostic? {
    let known: [(mark: [UInt8], name: String)] = [
      ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0, 0, 0xFE, 0xFF], "UTF-32"),
      ([0xFF, 0xFE], "UTF-16"), ([0xFE, 0xFF], "UTF-16"),
    ]
    for (mark, name) in known where bytes.starts(with: mark) {
      return Diagnostic(
        .yamlWrongEncoding, "the file is in \(name), not in UTF-8", at: span(0, mark.count),
        help: ["save the file as UTF-8"])
    }
    return nil
  }

  /// What is wrong with the directives at the head; nil if there are none or they may stand.
  func directiveFault() -> Diagnostic? {
    var offset = 0
    var first: SourceSpan?
    while offset < bytes.count {
      let (end, next) = line(from: offset)
      let content = firstNonBlank(in: offset..<end)
      if content == offset, content < end, bytes[content] == UInt8(ascii: "%") {
        let place = span(offset, end)
        if let first {
          return Diagnostic(
            .yamlDirective, "a second directive", at: place,
            also: [DiagnosticLabel(first, "the first one")], help: ["delete one of them"])
        }
        if !isAcceptedDirective(offset..<end) {
          return Diagnostic(
            .yamlDirective, "the only directives that are read are `%YAML 1.1` and `%YAML 1.2`",
            at: place, help: ["delete this line"])
        }
        first = place
      } else if content < end, bytes[content] != UInt8(ascii: "#") {
        return nil
      }
      offset = next
    }
    return nil
  }

  /// Looks at the text behind a document.
  ///
  /// - Parameters:
  ///   - start: Where the next thing begins, or a place before it.
  ///   - isMarked: Whether the document was ended by `...`, which may be on this line.
  /// - Returns: What is wrong with it; nil if there are only comments.
  func trailingFault(from start: Int, isMarked: Bool) -> Diagnostic? {
    var offset = start
    while offset < bytes.count {
      let (end, next) = line(from: offset)
      let content = firstNonBlank(in: offset..<end)
      if content == end || bytes[content] == UInt8(ascii: "#") {
        offset = next
        continue
      }
      let isLineStart = content == offset && (content == 0 || !isBlank(bytes[content - 1]))
      if isLineStart, isMarker("...", at: content, before: end) {
        offset = content + 3
        continue
      }
      if isLineStart, isMarker("---", at: content, before: end) {
        return Diagnostic(
          .yamlSeveralDocuments, "a second document begins here", at: span(content, content + 3),
          label: "only one is read", help: ["delete this line, or move the rest to another file"])
      }
      if isLineStart, bytes[content] == UInt8(ascii: "%") {
        return Diagnostic(
          .yamlDirective, "a directive may stand only at the head of a file",
          at: span(content, end), help: ["delete this line, or put the value in quotes"])
      }
      let help =
        isMarked
        ? "nothing but comments may stand behind `...`"
        : "check the indentation of this line, and the quotes and brackets before it"
      return Diagnostic(
        .yamlTextAfterValue, "the value before this is complete; nothing more may follow",
        at: span(content, trimmedEnd(content..<end)), help: [help])
    }
    return nil
  }

  private func isAcceptedDirective(_ line: Range<Int>) -> Bool {
    var text = String(decoding: bytes[line], as: UTF8.self)[...]
    if let comment = text.firstIndex(of: "#") { text = text[..<comment] }
    let words = text.split { $0 == " " || $0 == "\t" || $0 == "\r" }
    return words.count == 2 && words[0] == "%YAML" && (words[1] == "1.1" || words[1] == "1.2")
  }

  private func isMarker(_ marker: StaticString, at offset: Int, before end: Int) -> Bool {
    guard offset + 3 <= end else { return false }
    for index in 0..<3 where bytes[offset + index] != marker.utf8Start[index] { return false }
    return offset + 3 == end || isBlank(bytes[offset + 3])
  }

  /// Where a line ends, and where the next begins, by what libyaml takes for line breaks.
  private func line(from start: Int) -> (end: Int, next: Int) {
    for offset in start..<bytes.count {
      switch bytes[offset] {
      case 0x0A, 0x0D:
        return (offset, offset + 1)
      case 0xC2 where offset + 1 < bytes.count && bytes[offset + 1] == 0x85:
        return (offset, offset + 2)
      case 0xE2
      where offset + 2 < bytes.count && bytes[offset + 1] == 0x80
        && (bytes[offset + 2] == 0xA8 || bytes[offset + 2] == 0xA9):
        return (offset, offset + 3)
      default: continue
      }
    }
    return (bytes.count, bytes.count)
  }

  private func firstNonBlank(in line: Range<Int>) -> Int {
    bytes[line].firstIndex { !isBlank($0) } ?? line.upperBound
  }

  private func trimmedEnd(_ range: Range<Int>) -> Int {
    (bytes[range].lastIndex { !isBlank($0) } ?? range.lowerBound) + 1
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private func span(_ start: Int, _ end: Int) -> SourceSpan {
    SourceSpan(source: source, start: base + start, end: base + end)
  }
}
