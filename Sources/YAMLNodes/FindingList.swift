import Diagnostics

/// Diagnostics up to a number; what is over it is counted and not kept.
struct FindingList {
  private let limit: Int
  private var kept: [Diagnostic] = []
  private var leftOut = 0

  init(limit: Int) {
    self.limit = max(1, limit)
  }

  var isEmpty: Bool { kept.isEmpty }

  mutating func add(_ finding: Diagnostic) {
    if kept.count < limit { kept.append(finding) } else { leftOut += 1 }
  }

  /// In the order of the file; the last says how many are missing.
  func sorted() -> [Diagnostic] {
    var sorted = kept.enumerated().sorted { left, right in
      let places = (start(of: left.element), start(of: right.element))
      return places.0 == places.1 ? left.offset < right.offset : places.0 < places.1
    }.map(\.element)
    if leftOut > 0, let last = sorted.popLast() {
      sorted.append(
        Diagnostic(
          last.code, last.message, at: last.primary, also: last.secondary,
          notes: last.notes + ["\(leftOut) more errors in this file are not listed"],
          help: last.help, replacement: last.replacement))
    }
    return sorted
  }

  private func start(of finding: Diagnostic) -> Int {
    finding.primary?.span.start ?? 0
  }
}
