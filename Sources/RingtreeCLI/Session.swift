import ArgumentParser
import Diagnostics
import OutputTree
import SiteModel
import TreeCompiler

/// One run over some sites: what was read, and everything that was found.
struct Session {
  let input: InputOptions
  let format: FormatOptions
  var sources = SourceSet()
  var diagnostics: [Diagnostic] = []
  private(set) var secrets = SecretStore { Terminal.environment($0) }
  private var compilers: [String: SiteCompiler] = [:]
  private let reading = FileReading.disk

  init(input: InputOptions, format: FormatOptions) throws {
    self.input = input
    self.format = format
    try readSecrets()
  }

  private mutating func readSecrets() throws {
    guard let file = input.secrets else { return }
    let isStandardInput = file == "-"
    let name = isStandardInput ? "<standard input>" : file
    switch isStandardInput ? FileReading.standardInput() : reading.read(file) {
    case .success(let bytes):
      let read = SecretStore.read(
        bytes, name: name, into: &sources, environment: { Terminal.environment($0) })
      secrets = read.store
      diagnostics += read.diagnostics
    case .failure(let fault):
      Terminal.printForPeople("error: cannot read the secrets file \(name): \(fault.reason)\n")
      throw ExitCode.readOrWriteFailed
    }
  }

  /// The compiler for a site: sites with the same templates share one.
  mutating func compiler(forSite site: String) -> SiteCompiler {
    let folder = input.templates ?? SiteFiles(reading: reading).templates(forSite: site)
    if let known = compilers[folder] { return known }
    let settings = CompilerSettings(
      reading: reading, templatesFolder: folder, macCase: input.macCase, workers: input.workers)
    let compiler = SiteCompiler(
      settings, secrets: secrets, into: &sources, diagnostics: &diagnostics)
    compilers[folder] = compiler
    return compiler
  }

  /// The site files that the arguments mean.
  func sites(_ arguments: [String]) throws -> [String] {
    try SiteFiles(reading: reading).find(arguments)
  }

  /// Reads, validates and plans sites; those without errors come back.
  mutating func plans(
    _ sites: [String]
  ) -> [(compiler: SiteCompiler, plan: SitePlan)] {
    var plans: [(compiler: SiteCompiler, plan: SitePlan)] = []
    for site in sites {
      let compiler = compiler(forSite: site)
      if compiler.catalogue.families.isEmpty { continue }
      let result = compiler.plan(site, into: &sources)
      diagnostics += result.diagnostics
      if let plan = result.plan { plans.append((compiler, plan)) }
    }
    diagnostics += SiteNeighbours.diagnostics(plans.map(\.plan))
    // A secret may be used only in a site that has errors.
    if !diagnostics.hasErrors {
      diagnostics += secrets.unused(
        besides: plans.reduce(into: []) { $0.formUnion($1.plan.secretNames) })
    }
    return plans
  }

  /// Does something with a tree; a failure becomes a finding.
  mutating func attempt<Result>(
    _ body: () throws(TreeError) -> Result
  ) -> Result? {
    do {
      return try body()
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }

  /// Prints what was found, for people on standard error, for programs on standard output.
  func printFindings(dataIsElsewhere: Bool = false) {
    let renderer = DiagnosticRenderer(
      format: format.format, colour: Terminal.wantsColour, sources: sources,
      toolVersion: Version.number, width: Terminal.width)
    let text = renderer.render(diagnostics)
    if format.format == .text || dataIsElsewhere {
      Terminal.printForPeople(text)
    } else {
      Terminal.printData(text)
    }
  }

  /// The exit status that the findings call for; nil for success.
  var failure: ExitCode? {
    if diagnostics.contains(where: { $0.code == .treeFailure }) { return .readOrWriteFailed }
    return diagnostics.hasErrors ? .inputErrors : nil
  }
}
