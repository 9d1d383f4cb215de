import Diagnostics
import OutputTree
import SiteModel
import TreeCompiler

/// The lines that end a run.
enum Summary {
  static func printChecked(_ plan: SitePlan, seconds: Duration) {
    let name = plan.site.frame.name
    let counts = counts(
      files: plan.fileCount, phones: plan.site.phones.count, families: plan.familyNames.count)
    Terminal.printForPeople(
      "\(name): good; \(counts); \(format(seconds))\n")
  }

  static func printBuilt(
    _ site: StagedSite, _ summary: TreeSummary, isDryRun: Bool, seconds: Duration
  ) {
    if isDryRun {
      let changes =
        summary.added.map { ("add", $0) } + summary.changed.map { ("change", $0) }
        + summary.removed.map { ("remove", $0) }
      for (what, path) in changes { Terminal.printData("\(what) \(path.text)\n") }
    }
    let would = isDryRun ? "would be " : ""
    Terminal.printForPeople(
      "\(site.name): "
        + counts(
          files: summary.added.count + summary.changed.count + summary.unchanged,
          phones: site.phoneCount, families: site.familyNames.count)
        + "; "
        + "\(would)\(summary.added.count) added, \(summary.changed.count) changed, "
        + "\(summary.removed.count) removed, \(summary.unchanged) unchanged; \(format(seconds))\n")
  }

  /// The last line of a run that failed.
  static func printFailure(_ diagnostics: [Diagnostic]) {
    Terminal.printForPeople("\(summary(of: diagnostics)); nothing was written\n")
  }

  private static func counts(files: Int, phones: Int, families: Int) -> String {
    [
      count(files, "file"), count(phones, "phone"), count(families, "family", "families"),
    ].joined(separator: ", ")
  }

  private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }

  /// Seconds with two decimals.
  private static func format(_ duration: Duration) -> String {
    let hundredths =
      duration.components.seconds * 100
      + duration.components.attoseconds / 10_000_000_000_000_000
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
  }
}

/// What stands in a tree and is not ringtree's.
enum Foreign {
  static func diagnostics(_ summary: TreeSummary, site: String, output: String) -> [Diagnostic] {
    summary.foreign.map { name in
      Diagnostic(
        .foreignFile, "\(output)/\(site)/\(name) is not ringtree's, and was left alone",
        help: ["a tree holds exactly what phones may fetch: move it elsewhere, or into `assets`"])
    }
      + summary.displaced.map { name in
        Diagnostic(
          .foreignFile, "a file that is not ringtree's stood in the way; it is kept as \(name)",
          help: ["move it elsewhere"])
      }
  }
}
