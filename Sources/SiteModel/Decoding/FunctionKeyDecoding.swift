import Diagnostics
import YAMLNodes

/// Reads a phone's `keys`.
struct FunctionKeyReader {
  let context: DecodingContext

  private static let names = SiteObject.functionKey.names
  private static let types = FunctionKeyType.allCases.map(\.rawValue)

  /// A phone's function keys in ascending order of position. `limit` is how many the model has, nil
  /// if that is not known; `lines` is how many accounts the phone has.
  func keys(
    _ node: YAMLNode, limit: Int?, lines: Int, report: inout DecodingReport
  ) -> [FunctionKey] {
    guard let items = node.items(of: "`keys`", report: &report) else { return [] }
    var placed: [(key: FunctionKey, span: SourceSpan)] = []
    placed.reserveCapacity(items.count)
    var next = 1
    var highest = 0
    var isOverLimit = false
    for item in items {
      guard let key = key(item, next: next, lines: lines, report: &report) else {
        next += 1
        continue
      }
      next = key.position + 1
      if let limit, key.position > limit {
        // Those behind it are too many for the same reason.
        if isOverLimit { continue }
        isOverLimit = true
        report.report(
          .keyPosition, "there is no function key \(key.position): the model has \(limit)",
          at: item.usedSpan,
          help: "take keys out; or if the model has more, say so: `models: {NAME: {keys: N}}`")
        continue
      }
      // Positions mostly come in order, so that few need to be looked for.
      if key.position <= highest,
        let earlier = placed.first(where: { $0.key.position == key.position })
      {
        report.report(
          .keyPosition, "two function keys at position \(key.position)", at: item.usedSpan,
          also: [DiagnosticLabel(earlier.span, "the first")],
          help: "give one of them another `position`")
        continue
      }
      placed.append((key, item.usedSpan))
      highest = max(highest, key.position)
    }
    if zip(placed, placed.dropFirst()).contains(where: { $0.key.position > $1.key.position }) {
      placed.sort { $0.key.position < $1.key.position }
    }
    return placed.map(\.key)
  }

  private func key(
    _ node: YAMLNode, next: Int, lines: Int, report: inout DecodingReport
  ) -> FunctionKey? {
    guard let entries = node.entries(of: "a function key", report: &report) else { return nil }
    let scalars = ScalarReader(context: context)
    var position = next
    var type: FunctionKeyType?
    var typeWasSaid = false
    var value: String?
    var label: String?
    var line = 1
    var pickup: String?
    for (key, node) in entries {
      if key.text(equals: "type") {
        typeWasSaid = true
        type = scalars.choice(node, "type", among: Self.types, report: &report)
          .flatMap { FunctionKeyType(rawValue: $0) }
      } else if key.text(equals: "value") {
        value = scalars.text(node, "value", maximum: 255, report: &report)
      } else if key.text(equals: "label") {
        label = scalars.text(node, "label", maximum: 64, report: &report)
      } else if key.text(equals: "line") {
        line = scalars.number(node, "line", in: SiteLimits.lines, report: &report) ?? line
        if line > max(lines, 1) {
          report.report(
            .incompleteKey,
            "the key works on line \(line), but the phone has \(lines) account"
              + (lines == 1 ? "" : "s"), at: node.span, help: "name one of the phone's lines")
        }
      } else if key.text(equals: "pickup") {
        pickup = scalars.text(node, "pickup", maximum: 64, report: &report)
      } else if key.text(equals: "position") {
        position =
          scalars.number(node, "position", in: SiteLimits.keyPosition, report: &report) ?? position
      } else {
        report.reportUnknown(
          .unknownKey, "a function key has no", key.text, at: key.span, among: Self.names)
      }
    }
    guard let type else {
      if !typeWasSaid {
        report.report(
          .missingKey, "a function key without `type`", at: node.usedSpan,
          help: "say what it does: `type: blf`; known are \(Self.types.joined(separator: ", "))")
      }
      return nil
    }
    if type.needsValue, value == nil, !entries.contains(where: { $0.key.text(equals: "value") }) {
      report.report(
        .incompleteKey, "a `\(type.rawValue)` key without `value`", at: node.usedSpan,
        help: "say what it dials, watches or opens: `value: \"102\"`")
    }
    return FunctionKey(
      position: position, type: type, value: value, label: label, line: line, pickup: pickup)
  }
}
