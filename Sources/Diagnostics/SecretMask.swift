/// What must not be shown of one file, line by line.
struct SecretMask {
  /// How far before a line the beginning of its secret is looked for.
  private static let linesBefore = 128
  private static let bytesBefore = 65_536

  private let text: SourceText
  /// What the file says of itself, sorted and merged.
  private let declared: [Range<Int>]
  private var latestLine = 0
  private var latest: [Range<Int>] = []
  private var continuation: SecretContinuation?

  init(_ text: SourceText) {
    self.text = text
    declared = merged(text.file.secretRanges)
  }

  /// The secrets of a line: sorted, not overlapping, within the line.
  ///
  /// Asked for lines in their order, it reads each once.
  mutating func secrets(inLine line: Int) -> [Range<Int>] {
    if line == latestLine { return latest }
    let isNear = latestLine > 0 && line > latestLine && line - latestLine <= Self.linesBefore
    let first = isNear ? latestLine + 1 : firstLine(toUnderstand: line)
    if !isNear { continuation = nil }
    for number in first...max(first, line) {
      scan(number)
    }
    return latest
  }

  private mutating func scan(_ line: Int) {
    let range = text.range(ofLine: line)
    let scanner = SecretLineScanner(text.file.bytes, line: range, after: continuation)
    continuation = scanner.continuation
    latestLine = line
    latest = merged(scanner.secrets + declared(within: range))
  }

  private func firstLine(toUnderstand line: Int) -> Int {
    let end = text.range(ofLine: line).lowerBound
    var first = line
    while first > 1, line - first < Self.linesBefore,
      end - text.range(ofLine: first - 1).lowerBound <= Self.bytesBefore
    {
      first -= 1
    }
    return first
  }

  private func declared(within line: Range<Int>) -> [Range<Int>] {
    var low = 0
    var high = declared.count
    while low < high {
      let middle = (low + high) / 2
      if declared[middle].upperBound > line.lowerBound { high = middle } else { low = middle + 1 }
    }
    return declared[low...].prefix { $0.lowerBound < line.upperBound }
      .map { $0.clamped(to: line) }
  }
}

private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
  guard ranges.count > 1 else { return ranges.filter { !$0.isEmpty } }
  var result: [Range<Int>] = []
  for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
    if let last = result.last, range.lowerBound <= last.upperBound {
      result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    } else {
      result.append(range)
    }
  }
  return result
}
