public import ArgumentParser
import OutputTree
public import Rollout

extension LedgerReport.Format: ExpressibleByArgument {}

struct ReportRollout: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollout",
    abstract: "Reports how a rollout stands, out of the ledgers of one or several servers.",
    discussion: """
      `ringtree serve` writes down what happens to each phone in a ledger, out/<site>.rollout.jsonl; \
      docs/ledger.md describes it. The ledgers of several servers of a site are put together; their \
      order does not matter, and copies of one ledger count once. The report goes to standard \
      output.

        ringtree rollout out/hq.rollout.jsonl
        ringtree rollout floor1.jsonl floor2.jsonl --manifest out/hq.manifest.json
        ringtree rollout out/hq.rollout.jsonl --format markdown > rollout.md
      """)

  @Argument(help: ArgumentHelp("Ledgers of a site.", valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The manifest of the site's tree: it says which phones there are. Default: "
        + "<site>.manifest.json beside the first ledger, if it is there.",
      valueName: "file"))
  var manifest: String?

  @Option(
    help: ArgumentHelp("How the report is written.", valueName: "text|json|markdown|csv"))
  var format = LedgerReport.Format.text

  func run() throws {
    let ledgers = try LedgerFiles(files)
    let manifest = try ledgers.manifest(named: manifest)
    if manifest == nil {
      Terminal.printForPeople(
        "note: without a manifest, phones that nobody heard of are not listed: --manifest FILE\n")
    }
    let ledger = Ledger(
      merging: ledgers.contents, phones: manifest.map { RolloutPhone.phones(of: $0) })
    let report = LedgerReport(ledger, site: manifest?.site ?? ledgers.site)
    Terminal.printData(report.bytes(as: format))
  }
}
