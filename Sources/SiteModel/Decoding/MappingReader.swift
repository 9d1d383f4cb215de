import Diagnostics
import YAMLNodes

extension YAMLNode {
  /// The entries of a mapping; reports and returns nil for anything else.
  func entries(
    of what: String, report: inout DecodingReport
  ) -> YAMLEntries? {
    guard kind == .mapping, tag == nil else {
      reportShape(of: what, wanted: "a mapping", example: "key: value", report: &report)
      return nil
    }
    return entries
  }

  /// The items of a list; reports and returns nil for anything else.
  func items(of what: String, report: inout DecodingReport) -> YAMLItems? {
    guard kind == .sequence, tag == nil else {
      reportShape(of: what, wanted: "a list", example: "[first, second]", report: &report)
      return nil
    }
    return items
  }

  /// The items of a list; none, with a report, for anything else.
  func listItems(of what: String, report: inout DecodingReport) -> [YAMLNode] {
    items(of: what, report: &report).map { Array($0) } ?? []
  }

  /// The entries of a mapping; none, with a report, for anything else.
  func listEntries(
    of what: String, report: inout DecodingReport
  ) -> [(key: YAMLNode, value: YAMLNode)] {
    entries(of: what, report: &report).map { Array($0) } ?? []
  }

  private func reportShape(
    of what: String, wanted: String, example: String, report: inout DecodingReport
  ) {
    if let tag {
      report.report(
        .misplacedTag, "\(what) takes no tag `\(excerpt(tag))`", at: span, help: "write \(wanted)")
    } else if kind == .scalar, isNullLike {
      report.report(
        .noValue, "\(what) has no value", at: span,
        help: "write \(wanted), or leave the key out")
    } else {
      report.report(
        .wrongShape, "\(what) is \(shape), but \(wanted) is wanted", at: span,
        help: "write \(wanted): `\(example)`")
    }
  }
}
