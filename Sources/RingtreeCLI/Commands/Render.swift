import ArgumentParser
import Diagnostics
import SiteModel
import TreeCompiler

struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints one file of a site's tree; writes nothing.",
    discussion: """
      FILE is a file's name, a phone's MAC address in any notation, or a family, whose common file \
      is meant. The file goes to standard output, with its passwords; findings go to standard error.

        ringtree render sites/hq.yaml 808287010203.cfg
        ringtree render sites/hq.yaml 80:82:87:01:02:03
        ringtree render sites/hq.yaml A2X
      """)

  @Argument(help: ArgumentHelp("The site file.", valueName: "site"))
  var site: String

  @Argument(help: ArgumentHelp("Which file.", valueName: "file"))
  var file: String

  @OptionGroup var input: InputOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    var session = try Session(input: input, format: format)
    let plans = session.plans(try session.sites([site]))
    guard let (compiler, plan) = plans.first, !session.diagnostics.hasErrors else {
      session.printFindings(dataIsElsewhere: true)
      throw session.failure ?? ExitCode.inputErrors
    }
    guard plans.count == 1 else {
      throw ValidationError("`\(site)` holds several sites: name one file")
    }
    let rendered = compiler.render(plan, file: file)
    session.diagnostics += rendered.diagnostics
    session.printFindings(dataIsElsewhere: true)
    if let failure = session.failure { throw failure }
    guard let bytes = rendered.bytes else {
      let near = suggestion(for: file, among: plan.fileNames)
      throw ValidationError(
        "the site `\(plan.site.frame.name)` has no file `\(file)`"
          + (near.map { ": did you mean `\($0)`?" } ?? ""))
    }
    Terminal.printData(bytes)
  }
}
