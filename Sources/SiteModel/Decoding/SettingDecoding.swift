import Diagnostics
import YAMLNodes

/// Reads one setting by its kind.
struct SettingReader {
  let scalars: ScalarReader

  init(context: DecodingContext) {
    scalars = ScalarReader(context: context)
  }

  func value(
    _ node: YAMLNode, of kind: SettingKind, _ name: @autoclosure () -> String,
    report: inout DecodingReport
  ) -> SettingValue? {
    switch kind {
    case .text(let maximum):
      scalars.text(node, name(), maximum: maximum, report: &report).map { .text($0) }
    case .password:
      scalars.text(node, name(), maximum: 128, isSecret: true, report: &report).map { .text($0) }
    case .number(let range):
      scalars.number(node, name(), in: range, report: &report).map { .number($0) }
    case .boolean:
      scalars.boolean(node, name(), report: &report).map { .boolean($0) }
    case .choice(let words):
      scalars.choice(node, name(), among: words, report: &report).map { .text($0) }
    case .choices(let words):
      list(node, name(), maximum: words.count, report: &report) { item, report in
        scalars.choice(item, name(), among: words, report: &report)
      }
    case .dialStrings(let maximum):
      list(node, name(), maximum: maximum, report: &report) { item, report in
        form(item, name(), DialString.fault, .notADialString, report: &report)
      }
    case .host: form(node, name(), HostName.fault, .notAHost, report: &report).map { .text($0) }
    case .ipv4:
      form(node, name(), IPv4Address.fault, .notAnIPv4Address, report: &report)
        .map { .text($0) }
    case .url(let schemes):
      form(node, name(), { URLForm.fault(in: $0, schemes: schemes) }, .notAURL, report: &report)
        .map { .text($0) }
    case .duration(let range):
      duration(node, name(), in: range, report: &report).map { .number($0) }
    case .timeZone: timeZone(node, name(), report: &report).map { .text($0) }
    case .dialString:
      form(node, name(), DialString.fault, .notADialString, report: &report).map { .text($0) }
    case .timeOfDay:
      form(node, name(), TimeOfDay.fault, .notATimeOfDay, report: &report).map { .text($0) }
    }
  }

  /// A text of a form that a function checks.
  private func form(
    _ node: YAMLNode, _ name: @autoclosure () -> String, _ fault: (String) -> FormFault?,
    _ code: DiagnosticCode, report: inout DecodingReport
  ) -> String? {
    guard let text = scalars.text(node, name(), maximum: 2048, report: &report) else { return nil }
    guard let found = fault(text) else { return text }
    // `user:password@host` is a frequent mistake: neither the message nor the line may show it.
    let mayHoldPassword = node.tag == nil && text.contains("@")
    if mayHoldPassword { report.redactions.append(node.span) }
    let shown =
      node.tag != nil
      ? "the value of the secret `\(node.text)`"
      : mayHoldPassword ? "the value" : "`\(excerpt(text))`"
    report.report(
      code, "`\(name())`: \(shown) \(found.sentence)", at: node.span, help: found.help)
    return nil
  }

  private func duration(
    _ node: YAMLNode, _ name: @autoclosure () -> String, in range: ClosedRange<Int>,
    report: inout DecodingReport
  ) -> Int? {
    guard let text = scalars.plainText(node, name(), "a time span", report: &report) else {
      return nil
    }
    let units = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    let unit = text.last.flatMap { units[String($0)] }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      report.report(
        .notADuration, "`\(name())` is `\(excerpt(text))`, but a time span is wanted",
        at: node.span,
        help: "write seconds, or a number with `s`, `m`, `h` or `d`: `3600`, `60m`, `1h`")
      return nil
    }
    if digits.count > 1, digits.first == "0" {
      report.report(
        .leadingZero,
        "`\(name())` is `\(excerpt(text))`: readers of YAML disagree on a number with a leading zero",
        at: node.span, help: "write it without the zero")
      return nil
    }
    let (seconds, overflow) = (Int(digits) ?? Int.max).multipliedReportingOverflow(by: unit ?? 1)
    guard !overflow, range.contains(seconds) else {
      report.report(
        .outOfRange,
        "`\(name())` is `\(excerpt(text))`, but it goes from \(range.lowerBound) to \(range.upperBound) "
          + "seconds", at: node.span, help: "write a time span in this range")
      return nil
    }
    return seconds
  }

  private func timeZone(
    _ node: YAMLNode, _ name: @autoclosure () -> String, report: inout DecodingReport
  ) -> String? {
    guard let text = scalars.plainText(node, name(), "a time zone", report: &report) else {
      return nil
    }
    if TimeZoneRules.rule(of: text) != nil { return text }
    report.reportUnknown(
      .unknownTimeZone, "unknown time zone", text, at: node.span, among: TimeZoneRules.names,
      help: "write a name of the IANA database (\(TimeZoneRules.databaseVersion)), such as "
        + "`Europe/Madrid`")
    return nil
  }

  /// A list of texts, or one text for a list of one; none twice.
  private func list(
    _ node: YAMLNode, _ name: @autoclosure () -> String, maximum: Int,
    report: inout DecodingReport,
    item: (YAMLNode, inout DecodingReport) -> String?
  ) -> SettingValue? {
    let nodes: [YAMLNode]
    switch node.kind {
    case .mapping:
      report.report(
        .wrongShape, "`\(name())` is a mapping, but a list is wanted", at: node.span,
        help: "write `\(name()): [first, second]`")
      return nil
    case .scalar: nodes = [node]
    case .sequence: nodes = Array(node.items)
    }
    if nodes.count > maximum {
      report.report(
        .tooMany, "`\(name())` has \(nodes.count) entries, more than the \(maximum) allowed",
        at: node.span, help: "take some out")
      return nil
    }
    var words: [(text: String, span: SourceSpan)] = []
    var isComplete = true
    for child in nodes {
      guard let word = item(child, &report) else {
        isComplete = false
        continue
      }
      if let earlier = words.first(where: { $0.text == word }) {
        report.report(
          .repeatedWord, "`\(excerpt(word))` stands twice in `\(name())`", at: child.span,
          also: [DiagnosticLabel(earlier.span, "first here")], help: "take one out")
        isComplete = false
      }
      words.append((word, child.span))
    }
    return isComplete ? .list(words.map(\.text)) : nil
  }
}
