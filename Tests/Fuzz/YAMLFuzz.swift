import Diagnostics
import YAMLNodes

// Parses any bytes, checks that every span lies in the file and in its parent's order, and that the
// pieces of an outline that parse are the whole. Compiled together with
// `Tests/YAMLNodesTests/{Description,PieceComparison}.swift`.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  var limits = YAMLLimits()
  limits.expandedNodes = 10_000
  let result = YAMLParser.parse(bytes, source: SourceID(index: 0), limits: limits)
  for finding in result.diagnostics {
    for label in [finding.primary].compactMap({ $0 }) + finding.secondary {
      check(label.span, within: size)
    }
  }
  if result.document == nil, !result.diagnostics.hasErrors {
    fatalError("neither a document nor an error")
  }
  if let root = result.document?.root { walk(root, within: size) }
  // Which neighbours are parsed together follows from the input, so that a find can be repeated.
  var number = size
  let comparison = PieceComparison.of(bytes) {
    number = number &* 25_214_903_917 &+ 11
    return number & 0x10000 != 0
  }
  if case .different(let whole, let pieces) = comparison {
    fatalError("whole:\n\(whole)\npieces:\n\(pieces)")
  }
  return 0
}

private func walk(_ node: YAMLNode, within size: Int) {
  check(node.span, within: size)
  if let alias = node.aliasSpan { check(alias, within: size) }
  switch node.kind {
  case .scalar:
    if node.text.utf8.count != node.textUTF8Count { fatalError("a text that is not UTF-8") }
  case .sequence:
    for item in node.items { walk(item, within: size) }
  case .mapping:
    for (key, value) in node.entries {
      walk(key, within: size)
      walk(value, within: size)
    }
  }
}

private func check(_ span: SourceSpan, within size: Int) {
  if span.start < 0 || span.start > span.end || span.end > size {
    fatalError("span \(span.start)-\(span.end) of \(size) bytes")
  }
}
