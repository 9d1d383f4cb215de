import ArgumentParser
import Diagnostics
import SiteModel

struct MakeSecrets: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Makes strong passwords.",
    discussion: """
      Prints a line of YAML for each name, or puts the lines behind those of a secrets file. The \
      passwords are of letters and digits that every phone's files, web page and keypad can carry \
      and nobody misreads, from the system's random numbers. A name that the file has already is \
      an error: nothing is ever replaced.

        ringtree secrets new sip_101 sip_102
        ringtree secrets new sip_101 --append secrets.yaml
      """)

  @Argument(help: ArgumentHelp("The names: letters, digits, `_`, `-` and `.`.", valueName: "name"))
  var names: [String]

  @Option(
    help: ArgumentHelp(
      "How many characters a password has, from 12 to 64.", valueName: "n"))
  var length = PasswordGenerator.usualLength

  @Option(
    help: ArgumentHelp(
      "The secrets file to add them to; it is made if it is missing, and nobody else may read it "
        + "(mode 0600).", valueName: "file"))
  var append: String?

  func validate() throws {
    if let wrong = names.first(where: { !SecretStore.isName($0) }) {
      throw ValidationError(
        "`\(printable(wrong))` cannot name a secret: a name has up to 64 letters, digits, `_`, `-` "
          + "and `.`")
    }
    if Set(names).count < names.count { throw ValidationError("a name is given twice") }
    if !PasswordGenerator.lengths.contains(length) {
      throw ValidationError("--length goes from 12 to 64")
    }
  }

  func run() throws {
    var generator = SystemRandomNumberGenerator()
    let secrets = NewSecrets(names, length: length, using: &generator)
    guard let append else {
      Terminal.printData(secrets.lines)
      return
    }
    var findings = Findings(format: .text)
    let isNew = !UserFile.exists(append)
    guard let old = isNew ? [] : findings.read(append) else { throw ExitCode.readOrWriteFailed }
    switch secrets.appended(to: old, name: append, into: &findings.sources) {
    case .failure(let refusal):
      findings.diagnostics += refusal.diagnostics
      findings.print()
      throw ExitCode.inputErrors
    case .success(let new):
      findings.attempt("cannot write \(append)") { () throws(FileFault) in
        if isNew {
          try UserFile.create(append, new, mode: 0o600)
        } else {
          try UserFile.replace(append, with: new, mode: 0o600)
        }
      }
      if let failure = findings.failure { throw failure }
      Terminal.printForPeople(
        "\(printable(append)): \(names.count) \(names.count == 1 ? "secret" : "secrets") added\n")
    }
  }
}
