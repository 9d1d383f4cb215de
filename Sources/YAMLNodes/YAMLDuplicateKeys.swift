public import Diagnostics

/// Finds keys that several pieces of one mapping have in common.
///
/// A parse finds those within its piece; those in two pieces only their reader can find.
public enum YAMLDuplicateKeys {
  /// A key by its text and place.
  public typealias Key = (text: String, span: SourceSpan)

  /// Finds each key that an earlier piece had already.
  ///
  /// - Parameters:
  ///   - pieces: The mappings that together are one, in the file's order; others count as empty.
  ///   - further: Keys of the same mapping that stand in no piece, such as those of the sections
  ///     of a ``YAMLOutline``, in the file's order.
  /// - Returns: The errors, none for keys that one parse has found to be twice in its piece.
  public static func diagnostics(
    across pieces: [YAMLNode], and further: [Key] = []
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var seen: [String: (span: SourceSpan, piece: Int)] = [:]
    seen.reserveCapacity(pieces.reduce(further.count) { $0 + $1.entries.writtenCount })
    func check(_ text: String, _ span: SourceSpan, in piece: Int) {
      guard let first = seen[text] else {
        seen[text] = (span, piece)
        return
      }
      guard first.piece != piece else { return }
      let (one, two) = first.span.start < span.start ? (first.span, span) : (span, first.span)
      findings.append(diagnostic(text, at: two, first: one))
    }
    for (number, piece) in pieces.enumerated() {
      for key in piece.writtenKeys { check(key.text, key.usedSpan, in: number) }
    }
    for (number, key) in further.enumerated() {
      check(key.text, key.span, in: pieces.count + number)
    }
    return findings
  }

  static func diagnostic(_ name: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    let shown = name.count <= 80 ? name : name.prefix(80) + "…"
    return Diagnostic(
      .yamlDuplicateKey, "the key `\(shown)` is given twice", at: span, label: "given again",
      also: [DiagnosticLabel(first, "given first here")],
      help: ["delete one of the two, or rename it"])
  }
}

extension YAMLNode {
  /// The scalar keys of a mapping as they are written, those of merges not followed.
  fileprivate var writtenKeys: [YAMLNode] {
    guard kind == .mapping else { return [] }
    var keys: [YAMLNode] = []
    var next = Int(index) + 1
    while next < Int(record.location) {
      let key = document.node(at: next)
      if key.kind == .scalar { keys.append(key) }
      let value = document.records[next].indexBehind(next)
      next = document.records[value].indexBehind(value)
    }
    return keys
  }
}
