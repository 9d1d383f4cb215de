public import ArgumentParser
public import Diagnostics
import SiteModel
public import TreeCompiler

extension DiagnosticFormat: ExpressibleByArgument {}
extension MACCase: ExpressibleByArgument {}

/// How findings are printed.
struct FormatOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How findings are printed: text (for people, on standard error), json, github (annotations "
        + "in a workflow) or sarif (for code hosts).",
      valueName: "text|json|github|sarif"))
  var format = DiagnosticFormat.text
}

/// What is compiled, and with what.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of templates. Default: `templates` beside the site's folder, else in the working "
        + "folder, else those that came with ringtree.",
      valueName: "dir"))
  var templates: String?

  @Option(
    help: ArgumentHelp(
      "A YAML file of names and values for `!secret NAME`; `-` reads standard input. What it does "
        + "not have is looked up in the environment as RINGTREE_SECRET_<NAME>.",
      valueName: "file"))
  var secrets: String?

  @Option(
    help: ArgumentHelp(
      "How phones' file names spell their addresses: lower, upper or both.",
      valueName: "lower|upper|both"))
  var macCase = MACCase.lower

  @Option(help: ArgumentHelp("How many threads work at once.", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("--jobs goes from 1 to 256")
    }
  }

  var workers: Int {
    jobs ?? Processors.count
  }
}
