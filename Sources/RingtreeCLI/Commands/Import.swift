import ArgumentParser
import Diagnostics
import PhoneImport
import SiteModel

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Adds the phones of a spreadsheet or packing list to a site.",
    discussion: """
      The list is a file of comma-separated values (also with semicolons or tabs). Its first line \
      names the columns, in English, German or Spanish and in any order: MAC and Model, and if \
      there are any, Extension, Name and Label. MAC addresses may be in any notation.

      Phones go behind the last one under `phones`, in the style of those that are there, or into \
      the table that `phones: !csv FILE` names. An extension that the site has no account for gets \
      one, whose password is a secret still to be made. Comments and order of the file stay. A \
      phone that the site has already is left as it is. Nothing is written if anything is wrong.

        ringtree import delivery.csv --dry-run
        ringtree import delivery.csv --site sites/hq.yaml
        ringtree import boxes.csv --model A20
        ringtree import --seen out/hq.rollout.jsonl --model A20
      """)

  @Argument(help: ArgumentHelp("The list; `-` is standard input.", valueName: "file"))
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Instead of a list, the ledger of a rollout (out/SITE.rollout.jsonl): the phones that it met "
        + "and the site does not have. Phones of other makers are left out.",
      valueName: "ledger"))
  var seen: String?

  @Option(
    help: ArgumentHelp(
      "The site that the phones are for. Default: the only one in sites.", valueName: "site"))
  var site: String?

  @Option(
    help: ArgumentHelp("The model of phones for which the list names none.", valueName: "model"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The folder of templates, which say what models there are. Default: as for check.",
      valueName: "dir"))
  var templates: String?

  @Flag(help: "Print the lines that would be added, and write nothing.")
  var dryRun = false

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if (file == nil) == (seen == nil) {
      throw ValidationError("name a list, or the ledger of a rollout with --seen")
    }
  }

  func run() throws {
    var findings = Findings(format: format.format)
    let path = try target()
    let plan = plan(for: path, &findings)
    guard let plan, findings.failure == nil else {
      findings.print()
      if findings.failure == .inputErrors { Summary.printFailure(findings.diagnostics) }
      throw findings.failure ?? .inputErrors
    }
    findings.print(dataIsElsewhere: dryRun)
    if dryRun {
      for file in plan.files { Terminal.printData(Self.added(file)) }
    } else {
      for file in plan.files where findings.failure == nil {
        findings.attempt("cannot write \(file.path)") { () throws(FileFault) in
          try UserFile.replace(file.path, with: file.new)
        }
      }
      if let failure = findings.failure { throw failure }
    }
    tell(plan, path)
  }

  private func target() throws -> String {
    if let site { return site }
    let sites = try SiteFiles(reading: .disk).find([])
    guard sites.count == 1, let only = sites.first else {
      throw ValidationError(
        "which site are the phones for? `--site` \(sites.joined(separator: ", or "))")
    }
    return only
  }

  private func plan(for path: String, _ findings: inout Findings) -> PhoneImport.Plan? {
    guard let name = file ?? seen, let bytes = findings.read(name) else { return nil }
    let source = findings.sources.add(
      SourceFile(name: name == "-" ? "<standard input>" : name, bytes: bytes))
    let folder = templates ?? SiteFiles(reading: .disk).templates(forSite: path)
    var families = FamilyReader(reading: .disk, folder: folder)
    let found = families.read(into: &findings.sources)
    findings.diagnostics += found.diagnostics
    let list =
      seen == nil
      ? listed(bytes, source, &findings) : met(bytes, source, found.catalogue, &findings)
    guard let list else { return nil }
    let planned = PhoneImport(reading: .disk, catalogue: found.catalogue)
      .plan(list, into: path, sources: &findings.sources)
    findings.diagnostics += planned.diagnostics
    return planned.plan
  }

  private func listed(
    _ bytes: [UInt8], _ source: SourceID, _ findings: inout Findings
  ) -> PhoneList? {
    let read = PhoneList.read(bytes, source: source, model: model, in: &findings.sources)
    findings.diagnostics += read.diagnostics
    return read.list
  }

  private func met(
    _ bytes: [UInt8], _ source: SourceID, _ catalogue: FamilyCatalogue, _ findings: inout Findings
  ) -> PhoneList? {
    guard let ledger = LedgerPhones(bytes, source: source) else {
      findings.diagnostics.append(
        Diagnostic(
          .notALedger, "the file is not the ledger of a rollout",
          at: SourceSpan(source: source, start: 0, end: 0),
          help: ["`ringtree serve` writes one beside the tree: out/SITE.rollout.jsonl"]))
      return nil
    }
    let (list, others) = PhoneList.seen(ledger.phones, model: model, catalogue: catalogue)
    for (count, what) in [
      (others, "of other makers"), (ledger.namelessCount, "without a MAC address"),
    ] where count > 0 {
      Terminal.printForPeople("\(count) \(count == 1 ? "phone" : "phones") \(what) left out\n")
    }
    return list
  }

  /// The lines that a file gets, each behind `+ `.
  private static func added(_ file: PhoneImport.ChangedFile) -> String {
    let lines = file.added.split(whereSeparator: \.isNewline)
    return printable(file.path) + "\n" + lines.map { "+ \(printable(String($0)))\n" }.joined()
  }

  private func tell(_ plan: PhoneImport.Plan, _ path: String) {
    let would = dryRun ? "would be " : ""
    var text =
      "\(printable(path)): \(plan.phones.count) \(plan.phones.count == 1 ? "phone" : "phones") "
      + "\(would)added, \(plan.knownCount) already there"
    if !plan.accounts.isEmpty {
      text +=
        "; \(plan.accounts.count) \(plan.accounts.count == 1 ? "account" : "accounts") \(would)added"
    }
    text += "\n"
    if !plan.secrets.isEmpty {
      let shown = plan.secrets.prefix(8).joined(separator: " ")
      text +=
        "their passwords are secrets still to be made: ringtree secrets new \(shown)"
        + (plan.secrets.count > 8 ? " …" : "") + "\n"
    }
    Terminal.printForPeople(text)
  }
}
