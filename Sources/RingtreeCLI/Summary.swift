import Diagnostics
import OutputTree
import SiteModel
import TreeCompiler

/// The lines that end a run.
enum Summary {
  static func printChecked(_ plan: SitePlan, seconds: Duration) {
    let name = plan.site.frame.name
    Terminal.printForPeople(
      "\(name): good; \(counts(plan)); \(format(seconds))\n")
  }

  static func printBuilt(
    _ plan: SitePlan, _ summary: TreeSummary, isDryRun: Bool, seconds: Duration
  ) {
    if isDryRun {
      let changes =
        summary.added.map { ("add", $0) } + summary.changed.map { ("change", $0) }
        + summary.removed.map { ("remove", $0) }
      for (what, path) in changes { Terminal.printData("\(what) \(path.text)\n") }
    }
    let would = isDryRun ? "would be " : ""
    Terminal.printForPeople(
      "\(plan.site.frame.name): \(counts(plan)); "
        + "\(would)\(summary.added.count) added, \(summary.changed.count) changed, "
        + "\(summary.removed.count) removed, \(summary.unchanged) unchanged; \(format(seconds))\n")
  }

  /// The last line of a run that failed.
  static func printFailure(_ diagnostics: [Diagnostic]) {
    Terminal.printForPeople("\(summary(of: diagnostics)); nothing was written\n")
  }

  private static func counts(_ plan: SitePlan) -> String {
    [
      count(plan.fileCount, "file"), count(plan.site.phones.count, "phone"),
      count(plan.familyNames.count, "family", "families"),
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
