import Diagnostics
import YAMLNodes

/// One scalar of a site with the words to speak of it.
struct ScalarReader {
  let context: DecodingContext

  /// The text of a scalar, `!secret` looked up; reports and returns nil if there is none.
  func text(
    _ node: YAMLNode, _ name: @autoclosure () -> String, maximum: Int,
    isSecret: Bool = false, report: inout DecodingReport
  ) -> String? {
    // What stands where a password is wanted may be one, whatever is wrong with it.
    if isSecret, node.tag != "!secret" { report.redactions.append(node.span) }
    guard node.kind == .scalar else {
      report.report(
        .wrongShape, "`\(name())` is \(node.shape), but a text is wanted", at: node.span,
        help: "write one value: `\(name()): …`")
      return nil
    }
    if node.tag != nil {
      return secret(node, name(), maximum: maximum, report: &report)
    }
    if node.isNullLike {
      reportNoValue(node, name(), report: &report)
      return nil
    }
    if let fault = TextFault.find(in: node, maximum: maximum) {
      report.report(
        .unsuitableText, "`\(name())` \(fault.sentence)", at: node.span, help: fault.help)
      return nil
    }
    return node.text
  }

  private func reportNoValue(
    _ node: YAMLNode, _ name: String, report: inout DecodingReport
  ) {
    if node.text.isEmpty {
      report.report(
        .noValue, "`\(name)` has no value", at: node.span,
        help: "write one, or leave the key out: then the weaker level's value stands")
    } else {
      report.report(
        .noValue, "`\(name)` is a plain `\(node.text)`, which most readers of YAML take for null",
        at: node.span,
        help: "write `\"\(node.text)\"` if the text is meant; else leave the key out")
    }
  }

  private func secret(
    _ node: YAMLNode, _ name: String, maximum: Int, report: inout DecodingReport
  ) -> String? {
    guard node.tag == "!secret" else {
      report.report(
        .misplacedTag, "the tag `\(excerpt(node.tag ?? ""))` means nothing for `\(name)`",
        at: node.span,
        help: "values take `!secret NAME` or no tag at all")
      return nil
    }
    let secretName = node.text
    guard SecretStore.isName(secretName) else {
      report.redactions.append(node.span)
      report.report(
        .unusableName, "`!secret` wants a name of letters, digits, `_`, `-` and `.`",
        at: node.span, help: "write `\(name): !secret some_name`")
      return nil
    }
    report.secretUses.append(SecretUse(name: secretName, span: node.span))
    guard let value = context.secrets.value(of: secretName) else { return nil }
    if let fault = TextFault.find(in: value, maximum: maximum) {
      report.report(
        .unsuitableText, "the value of the secret `\(secretName)` \(fault.sentence)",
        at: node.span, help: fault.help)
      return nil
    }
    return value
  }

  /// A whole number in a range.
  func number(
    _ node: YAMLNode, _ name: @autoclosure () -> String, in range: ClosedRange<Int>,
    report: inout DecodingReport
  ) -> Int? {
    guard let text = plainText(node, name(), "a number", report: &report) else { return nil }
    let digits = text.first == "-" ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      report.report(
        .notANumber, "`\(name())` is `\(excerpt(text))`, but a whole number is wanted",
        at: node.span,
        help: "write a number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    if digits.count > 1, digits.first == "0" {
      let trimmed = digits.drop { $0 == "0" }
      report.report(
        .leadingZero,
        "`\(name())` is `\(excerpt(text))`: readers of YAML disagree on a number with a leading zero",
        at: node.span, help: "write `\(trimmed.isEmpty ? "0" : excerpt(String(trimmed)))`")
      return nil
    }
    guard let value = Int(text), range.contains(value) else {
      report.report(
        .outOfRange,
        "`\(name())` is \(excerpt(text)), but it goes from \(range.lowerBound) to \(range.upperBound)",
        at: node.span, help: "write a number in this range")
      return nil
    }
    return value
  }

  func boolean(
    _ node: YAMLNode, _ name: @autoclosure () -> String, report: inout DecodingReport
  ) -> Bool? {
    guard let text = plainText(node, name(), "`true` or `false`", report: &report) else {
      return nil
    }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      report.report(
        .notABoolean, "`\(name())` is `\(excerpt(text))`, but `true` or `false` is wanted",
        at: node.span,
        help: "write `true` or `false`")
      return nil
    }
  }

  func choice(
    _ node: YAMLNode, _ name: @autoclosure () -> String, among words: [String],
    report: inout DecodingReport
  ) -> String? {
    guard let text = plainText(node, name(), "one of a few words", report: &report) else {
      return nil
    }
    if words.contains(text) { return text }
    report.reportUnknown(
      .notAChoice, "`\(name())` cannot be", text, at: node.span, among: words)
    return nil
  }

  /// A scalar's text for a value that has a form of its own, so that no secret makes sense there.
  func plainText(
    _ node: YAMLNode, _ name: String, _ wanted: String, report: inout DecodingReport
  ) -> String? {
    guard node.kind == .scalar else {
      report.report(
        .wrongShape, "`\(name)` is \(node.shape), but \(wanted) is wanted", at: node.span,
        help: "write one value: `\(name): …`")
      return nil
    }
    if let tag = node.tag {
      report.report(
        .misplacedTag, "`\(name)` takes no tag `\(excerpt(tag))`: \(wanted) is wanted",
        at: node.span,
        help: "write the value itself")
      return nil
    }
    if node.isNullLike {
      reportNoValue(node, name, report: &report)
      return nil
    }
    return node.text
  }
}

extension YAMLNode {
  /// What a diagnostic calls it: `a list`, `a mapping`, `a value`.
  var shape: String {
    switch kind {
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
