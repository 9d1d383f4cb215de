import ArgumentParser
import Diagnostics
import SiteModel
import TreeCompiler

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks sites and templates; writes nothing.",
    discussion: """
      Everything that a build would check is checked, down to the lines that each phone would get. \
      All findings are reported at once; each has a code that docs/diagnostics.md explains.

        ringtree check
        ringtree check sites/hq.yaml --secrets secrets.yaml
        ringtree check --format sarif > findings.sarif
      """)

  @Argument(
    help: ArgumentHelp(
      "Site files, or folders of them (their own *.yaml, without secrets*.yaml). Default: sites.",
      valueName: "site"))
  var sites: [String] = []

  @OptionGroup var input: InputOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var session = try Session(input: input, format: format)
    let plans = session.plans(try session.sites(sites))
    for (compiler, plan) in plans {
      let progress = Progress("\(plan.site.frame.name): checking", total: plan.fileCount)
      let counter = progress.counter
      session.diagnostics += compiler.check(plan) { counter.advance($0) }
      progress.end()
    }
    session.printFindings()
    if let failure = session.failure {
      Summary.printFailure(session.diagnostics)
      throw failure
    }
    for (_, plan) in plans { Summary.printChecked(plan, seconds: clock.now - start) }
    // The system takes memory back faster than a hundred thousand phones would be given back.
    Self.exit()
  }
}
