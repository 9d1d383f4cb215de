import ArgumentParser
import Diagnostics
import SiteModel

struct ListSecrets: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the secrets that sites use: where, and whether they are to be had.",
    discussion: """
      For each secret: its name, where its value comes from (a place in the secrets file, a variable \
      of the environment, or missing) and where it is used. Values are never shown.

        ringtree secrets list
        ringtree secrets list sites/hq.yaml --secrets secrets.yaml
        sops -d secrets.yaml | ringtree secrets list --secrets -
      """)

  enum Output: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Argument(
    help: ArgumentHelp(
      "Site files, or folders of them (their own *.yaml, without secrets*.yaml). Default: sites.",
      valueName: "site"))
  var sites: [String] = []

  @Option(
    help: ArgumentHelp(
      "A YAML file of names and values; `-` reads standard input.", valueName: "file"))
  var secrets: String?

  @Option(
    help: ArgumentHelp(
      "The folder of templates. Default: as for check.", valueName: "dir"))
  var templates: String?

  @Option(help: ArgumentHelp("How the list is printed.", valueName: "text|json"))
  var format = Output.text

  func run() throws {
    var findings = Findings(format: .text)
    let files = try SiteFiles(reading: .disk).find(sites)
    let store = readStore(&findings)
    var inventory = SecretInventory()
    for file in files { add(file, to: &inventory, store, &findings) }
    findings.diagnostics.removeAll { $0.severity != .error }
    findings.print()
    if let failure = findings.failure { throw failure }
    let table = SecretTable(inventory.entries(in: store), sources: findings.sources)
    Terminal.printData(format == .json ? table.json : table.text)
    if format == .text { tell(table.entries) }
  }

  private func readStore(_ findings: inout Findings) -> SecretStore {
    let environment: @Sendable (String) -> String? = { Terminal.environment($0) }
    guard let secrets, let bytes = findings.read(secrets) else {
      return SecretStore(environment: environment)
    }
    let read = SecretStore.read(
      bytes, name: secrets == "-" ? "<standard input>" : secrets, into: &findings.sources,
      environment: environment)
    findings.diagnostics += read.diagnostics
    return read.store
  }

  private func add(
    _ file: String, to inventory: inout SecretInventory, _ store: SecretStore,
    _ findings: inout Findings
  ) {
    let folder = templates ?? SiteFiles(reading: .disk).templates(forSite: file)
    var families = FamilyReader(reading: .disk, folder: folder)
    let found = families.read(into: &findings.sources)
    findings.diagnostics += found.diagnostics
    var loader = SiteLoader(
      reading: .disk, catalogue: found.catalogue, secrets: store, inPieces: false)
    let loaded = loader.load(file, into: &findings.sources)
    findings.diagnostics += loaded.diagnostics
    if let site = loaded.site {
      findings.diagnostics += inventory.add(site, in: &findings.sources)
    }
  }

  private func tell(_ entries: [SecretInventory.Entry]) {
    let missing = entries.filter { $0.origin == nil }.map(\.name)
    let unused = entries.count { $0.uses.isEmpty }
    Terminal.printForPeople(
      "\(entries.count) \(entries.count == 1 ? "secret" : "secrets"), \(missing.count) missing, "
        + "\(unused) unused\n")
    if !missing.isEmpty {
      let shown = missing.prefix(8).joined(separator: " ")
      Terminal.printForPeople(
        "to make what is missing: ringtree secrets new \(shown)"
          + (missing.count > 8 ? " …" : "") + "\n")
    }
  }
}
