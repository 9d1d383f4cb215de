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
    var staging = SiteStaging(output: output, options: treeOptions, workers: input.workers)
    staging.stage(try session.sites(sites), &session)
    if session.failure == nil {
      let sources = session.sources
      for site in staging.sites {
        let summary = session.attempt { () throws(TreeError) in
          try site.update.commit(
            generator: Version.generator, provisioningURL: site.provisioningURL
          ) { site.memo($0, sources) }
        }
        guard let summary else { break }
        session.diagnostics += Foreign.diagnostics(summary, site: site.name, output: output)
        Summary.printBuilt(site, summary, isDryRun: dryRun, seconds: clock.now - start)
      }
    }
    staging.abort()
    session.printFindings()
    if let failure = session.failure {
      Summary.printFailure(session.diagnostics)
      throw failure
    }
    // The system takes memory back faster than a hundred thousand phones would be given back.
    Self.exit()
  }

  private var treeOptions: TreeUpdateOptions {
    var options = TreeUpdateOptions()
    options.mode = dryRun ? .dryRun : .write
    options.adoptsForeignFiles = adopt
    options.syncsToDisk = sync
    return options
  }
}
