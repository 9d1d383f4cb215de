import ArgumentParser
import Diagnostics
import OutputTree
import SiteModel
import TreeCompiler

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Builds the trees of sites.",
    discussion: """
      Writes DIR/<site>/, which holds exactly what phones may fetch, and DIR/<site>.manifest.json. \
      Nothing is written if anything is wrong. A tree is switched as a whole: whoever reads it, \
      also during a crash or a second build, sees the old tree or the new one. Unchanged files are \
      left untouched, files of phones that are gone are removed, files that ringtree did not write \
      are reported and left alone.

        ringtree build
        ringtree build sites/hq.yaml -o /srv/tftp --mac-case both
        sops -d secrets.yaml | ringtree build --secrets -
      """)

  @Argument(
    help: ArgumentHelp(
      "Site files, or folders of them (their own *.yaml, without secrets*.yaml). Default: sites.",
      valueName: "site"))
  var sites: [String] = []

  @Option(
    name: [.short, .long], help: ArgumentHelp("Where the trees go.", valueName: "dir"))
  var output = "out"

  @Flag(help: "Say what would change, and write nothing.")
  var dryRun = false

  @Flag(help: "Take over files in the tree that ringtree did not write, where its own must go.")
  var adopt = false

  @Flag(help: "Wait for the disk, so that even a power cut leaves a whole tree.")
  var sync = false

  @OptionGroup var input: InputOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var session = try Session(input: input, format: format)
    let plans = session.plans(try session.sites(sites))
    var updates: [(plan: SitePlan, update: TreeUpdate)] = []
    if !session.diagnostics.hasErrors {
      for (compiler, plan) in plans {
        let staged = session.attempt { () throws(TreeError) in try stage(plan, compiler) }
        guard let staged else { break }
        session.diagnostics += staged.diagnostics
        updates.append((plan, staged.update))
      }
    }
    if session.failure == nil {
      for (plan, update) in updates {
        let summary = session.attempt { () throws(TreeError) in
          try update.commit(generator: Version.generator)
        }
        guard let summary else { break }
        session.diagnostics += Foreign.diagnostics(summary, site: plan.site.frame.name, output: output)
        Summary.printBuilt(plan, summary, isDryRun: dryRun, seconds: clock.now - start)
      }
    }
    for (_, update) in updates { update.abort() }
    session.printFindings()
    if let failure = session.failure {
      Summary.printFailure(session.diagnostics)
      throw failure
    }
    // The system takes memory back faster than a hundred thousand phones would be given back.
    Self.exit()
  }

  /// Renders a site's files into a new update; nothing of it shows yet.
  private func stage(
    _ plan: SitePlan, _ compiler: SiteCompiler
  ) throws(TreeError) -> (update: TreeUpdate, diagnostics: [Diagnostic]) {
    let name = plan.site.frame.name
    var options = TreeUpdateOptions()
    options.mode = dryRun ? .dryRun : .write
    options.adoptsForeignFiles = adopt
    options.syncsToDisk = sync
    options.lockWait = LockWait {
      Terminal.printForPeople("another build of \(name) is running: waiting for it\n")
    }
    let update = try TreeUpdate.begin(output: output, site: name, options: options)
    try update.verifyPrevious(threads: input.workers)
    let progress = Progress("\(name): building", total: plan.fileCount)
    let counter = progress.counter
    defer { progress.end() }
    let diagnostics = try compiler.render(plan, into: update) { counter.advance($0) }
    return (update, diagnostics)
  }
}
