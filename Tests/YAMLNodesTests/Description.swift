import Diagnostics
import YAMLNodes

/// Says all that a tree holds, a line a node: for comparisons and for tests to read.
func describe(_ node: YAMLNode, indent: String = "") -> String {
  var line = "\(indent)\(node.kind) \(node.style) \(node.span.start)-\(node.span.end)"
  if let alias = node.aliasSpan { line += " alias \(alias.start)-\(alias.end)" }
  if let tag = node.tag { line += " tag \(tag)" }
  if node.isNullLike { line += " null" }
  switch node.kind {
  case .scalar: return line + " \(node.text.debugDescription)\n"
  case .sequence:
    return line + "\n" + node.items.map { describe($0, indent: indent + "  ") }.joined()
  case .mapping:
    return line + "\n" + node.entries.map { describe($0, indent: indent + "  ") }.joined()
  }
}

func describe(_ entry: (key: YAMLNode, value: YAMLNode), indent: String) -> String {
  describe(entry.key, indent: indent) + describe(entry.value, indent: indent + ": ")
}

/// The tree without positions: what a reader of the file means.
func outline(_ node: YAMLNode) -> String {
  switch node.kind {
  case .scalar: node.text
  case .sequence: "[" + node.items.map(outline).joined(separator: ", ") + "]"
  case .mapping:
    "{" + node.entries.map { $0.key.text + ": " + outline($0.value) }.joined(separator: ", ") + "}"
  }
}

/// Says all that a diagnostic holds.
func describe(_ finding: Diagnostic) -> String {
  var lines = ["\(finding.severity) \(finding.code.id): \(finding.message)"]
  func add(_ name: String, _ label: DiagnosticLabel) {
    lines.append("  \(name) \(label.span.start)-\(label.span.end) \(label.text)")
  }
  if let primary = finding.primary { add("at", primary) }
  for label in finding.secondary { add("also", label) }
  lines += finding.notes.map { "  note: \($0)" }
  lines += finding.help.map { "  help: \($0)" }
  return lines.map { $0.last == " " ? String($0.dropLast()) : $0 }.joined(separator: "\n") + "\n"
}

func parse(_ text: String, limits: YAMLLimits = YAMLLimits()) -> YAMLParseResult {
  YAMLParser.parse(Array(text.utf8), source: SourceID(index: 0), limits: limits)
}
