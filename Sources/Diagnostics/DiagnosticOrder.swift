extension Sequence where Element == Diagnostic {
  /// In the order in which a person reads them, exact duplicates once: by file in the order of
  /// reading, place, weight (errors first), code and message; those without a place at the end.
  public func inReadingOrder() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
      .map { (key: ReadingPosition($0), diagnostic: $0) }
      .sorted { $0.key < $1.key }
      .map(\.diagnostic)
  }
}

private struct ReadingPosition: Comparable {
  let source: Int
  let start: Int
  let end: Int
  let lightness: Int
  let code: String
  let message: String

  init(_ diagnostic: Diagnostic) {
    let span = diagnostic.primary?.span
    source = span?.source.index ?? Int.max
    start = span?.start ?? 0
    end = span?.end ?? 0
    lightness =
      switch diagnostic.severity {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    code = diagnostic.code.id
    message = diagnostic.message
  }

  static func < (left: ReadingPosition, right: ReadingPosition) -> Bool {
    let leftPlace = (left.source, left.start, left.lightness, left.code)
    let rightPlace = (right.source, right.start, right.lightness, right.code)
    if leftPlace != rightPlace { return leftPlace < rightPlace }
    return (left.end, left.message) < (right.end, right.message)
  }
}

/// How many there are of each severity, such as `3 errors, 1 warning`; empty for none.
public func summary(of diagnostics: some Sequence<Diagnostic>) -> String {
  var counts: [Severity: Int] = [:]
  for diagnostic in diagnostics {
    counts[diagnostic.severity, default: 0] += 1
  }
  return [Severity.error, .warning, .note].compactMap { severity in
    counts[severity].map { "\($0) \(severity.rawValue)\($0 == 1 ? "" : "s")" }
  }.joined(separator: ", ")
}
