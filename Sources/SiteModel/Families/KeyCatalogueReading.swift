public import Diagnostics
import YAMLNodes

extension KeyCatalogue {
  /// Reads a `keys.yaml`: `keys:` with a mapping of patterns, whose values are for people.
  ///
  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - source: the file, for findings.
  /// - Returns: nil if the file has another form, and a finding for each thing that is wrong.
  public static func read(
    _ bytes: [UInt8], source: SourceID
  ) -> (catalogue: KeyCatalogue?, diagnostics: [Diagnostic]) {
    var report = DecodingReport()
    let parsed = YAMLParser.parse(bytes, source: source)
    report.diagnostics += parsed.diagnostics
    guard let root = parsed.document?.root,
      let entries = root.entries(of: "a key catalogue", report: &report)
    else { return (nil, report.diagnostics) }
    var catalogue = KeyCatalogue()
    let findings = report.diagnostics.count
    for (key, value) in entries where key.text(equals: "keys") {
      for (pattern, _) in value.listEntries(of: "`keys`", report: &report)
      where !catalogue.add(pattern.text) {
        report.report(
          .unusableKeys, "`\(excerpt(pattern.text))` is a malformed key", at: pattern.span,
          help: "a range of numbers is written `{1-6}`: `account.{1-6}.enable`")
      }
    }
    if catalogue.patterns.isEmpty, report.diagnostics.count == findings {
      report.report(
        .unusableKeys, "the key catalogue names no keys", at: root.span,
        help: "write `keys:` and below it `name: kind` for each, or take the file away")
    }
    return (catalogue, report.diagnostics)
  }
}
