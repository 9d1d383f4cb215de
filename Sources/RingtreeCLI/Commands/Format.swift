import ArgumentParser
import Diagnostics
import SiteFormatting
import SiteModel

struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Puts site files into their canonical form.",
    discussion: """
      The canonical form has blocks indented by two, one space behind colons and before comments, \
      the sections in their usual order, MAC addresses as 80:82:87:01:02:03 and LF at the end of \
      each line. Comments, quotes, the order of keys and the lines of lists stay. A site means the \
      same before and after: that is checked before anything is written. A file with an error of \
      syntax is left alone, and so is one that is in its canonical form.

        ringtree fmt                  formats every site in sites/
        ringtree fmt sites/hq.yaml    formats this one
        ringtree fmt --check          for CI: names what would change
        ringtree fmt - < hq.yaml      for editors: to standard output
      """)

  @Argument(
    help: ArgumentHelp(
      "Site files, or folders of them (their own *.yaml, without secrets*.yaml); `-` is standard "
        + "input. Default: sites.",
      valueName: "site"))
  var sites: [String] = []

  @Flag(help: "Write nothing; name the files that would change, and exit with 1 if any would.")
  var check = false

  @Flag(help: "Write the canonical form of one file to standard output, and leave the file alone.")
  var stdout = false

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if check && stdout { throw ValidationError("--check and --stdout exclude each other") }
    if stdout && sites.count != 1 { throw ValidationError("--stdout wants one file") }
    if sites.contains("-") && sites.count != 1 { throw ValidationError("`-` goes alone") }
  }

  func run() throws {
    var findings = Findings(format: format.format)
    let isStream = stdout || sites == ["-"]
    let files = sites == ["-"] ? sites : try SiteFiles(reading: .disk).find(sites)
    var changed: [String] = []
    for file in files {
      guard let bytes = findings.read(file) else { continue }
      let name = file == "-" ? "<standard input>" : file
      let source = findings.sources.add(SourceFile(name: name, bytes: bytes))
      switch SiteFormatting.format(bytes, source: source) {
      case .refused(let diagnostics):
        findings.diagnostics += diagnostics
      case .formatted(let text):
        if isStream && !check {
          Terminal.printData(text)
        } else if text != bytes {
          changed.append(name)
          if !check {
            findings.attempt("cannot write \(file)") { () throws(FileFault) in
              try UserFile.replace(file, with: text)
            }
          }
        }
      }
    }
    finish(findings, changed: changed, isStream: isStream, of: files.count)
    if let failure = findings.failure { throw failure }
    if check, !changed.isEmpty { throw ExitCode.inputErrors }
  }

  private func finish(_ findings: Findings, changed: [String], isStream: Bool, of count: Int) {
    if check {
      findings.print(dataIsElsewhere: true)
      for name in changed { Terminal.printData(printable(name) + "\n") }
      return
    }
    findings.print(dataIsElsewhere: isStream)
    if isStream { return }
    for name in changed { Terminal.printForPeople("\(printable(name)): formatted\n") }
    if changed.isEmpty, findings.failure == nil {
      Terminal.printForPeople(
        "nothing to format in \(count) \(count == 1 ? "file" : "files")\n")
    }
  }
}
