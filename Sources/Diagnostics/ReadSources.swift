/// The files that diagnostics point into, each looked at only once something points there.
struct ReadSources {
  /// A line longer than this is not quoted: nobody would read it, and its secrets would have to be
  /// found in all of it.
  private static let longestQuotedLine = 65_536

  private let sources: SourceSet
  private var texts: [SourceID: SourceText] = [:]
  private var masks: [SourceID: SecretMask] = [:]
  private var latestQuote: (source: SourceID, line: Int, quote: QuotedLine)?

  init(_ sources: SourceSet) {
    self.sources = sources
  }

  /// Nil for an identifier that names no file of this run.
  mutating func text(of source: SourceID) -> SourceText? {
    if let known = texts[source] { return known }
    guard sources.files.indices.contains(source.index) else { return nil }
    let text = SourceText(sources[source])
    texts[source] = text
    return text
  }

  /// A line with its secrets masked; nil where it may not or cannot be shown.
  mutating func quote(of source: SourceID, line: Int) -> QuotedLine? {
    if let latest = latestQuote, latest.source == source, latest.line == line {
      return latest.quote
    }
    guard let text = text(of: source), canQuote(text, line: line) else { return nil }
    let quote = QuotedLine(
      bytes: text.file.bytes, range: text.range(ofLine: line),
      secrets: secrets(of: source, line: line))
    latestQuote = (source, line, quote)
    return quote
  }

  /// The secrets that stand in a line, whether or not the line may be quoted; all of a line that is
  /// too long to look for them.
  mutating func secrets(of source: SourceID, line: Int) -> [Range<Int>] {
    guard let text = text(of: source) else { return [] }
    let range = text.range(ofLine: line)
    guard range.count <= Self.longestQuotedLine else { return [range] }
    if text.file.disclosure == .positionsOnly {
      return SecretLineScanner(text.file.bytes, line: range, after: nil, everyKey: true).secrets
    }
    if masks[source] == nil { masks[source] = SecretMask(text) }
    return masks[source]?.secrets(inLine: line) ?? [range]
  }

  private func canQuote(_ text: SourceText, line: Int) -> Bool {
    text.file.disclosure == .quoted
      && text.range(ofLine: line).count <= Self.longestQuotedLine
  }
}
