import ArgumentParser
import Diagnostics
import SiteModel
import SiteScaffold

struct Initialize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a repository for a site, which builds at once.",
    discussion: """
      A commented site, a copy of the templates, example secrets, a .gitignore, settings for editors, \
      hooks for pre-commit, CI for GitHub and GitLab, and a README for your team. Nothing that is \
      there is ever overwritten: a folder that has one of these files is refused.

        ringtree init phones
        cd phones && ringtree build --secrets secrets.example.yaml
      """)

  @Argument(help: ArgumentHelp("The folder. Default: the working folder.", valueName: "dir"))
  var folder = "."

  @Option(help: ArgumentHelp("The site's name.", valueName: "name"))
  var name = "hq"

  @Option(
    help: ArgumentHelp(
      "The templates to copy. Default: those that came with ringtree, else `templates` in the "
        + "working folder.", valueName: "dir"))
  var templates: String?

  func validate() throws {
    if !SiteFrame.isName(name) || name.hasPrefix("secrets") {
      throw ValidationError("a site's name has up to 64 letters, digits, `.`, `_` and `-`")
    }
  }

  func run() throws {
    var findings = Findings(format: .text)
    let source = templates ?? SiteFiles(reading: .disk).templatesToCopy()
    let copies = TemplateCopy(reading: .disk).files(in: source)
    guard copies.contains(where: { $0.path.hasSuffix("/family.yaml") }) else {
      Terminal.printForPeople(
        "error: no templates in \(printable(source)): say where they are with --templates\n")
      throw ExitCode.readOrWriteFailed
    }
    let scaffold = SiteScaffold(name: name, schema: SiteJSONSchema.text(), templates: copies)
    let files = scaffold.files
    let taken = (files.map(\.path) + ["templates"]).filter {
      UserFile.exists(FilePath.join(folder, $0))
    }
    guard taken.isEmpty else {
      findings.diagnostics = [Self.refusal(folder, taken)]
      findings.print()
      throw ExitCode.inputErrors
    }
    write(files, &findings)
    if let failure = findings.failure { throw failure }
    tell()
  }

  private static func refusal(_ folder: String, _ taken: [String]) -> Diagnostic {
    let shown = taken.prefix(12)
    return Diagnostic(
      .folderInUse, "\(folder) has files that a new repository would have, and nothing was written",
      notes: shown.map { "there already: \($0)" }
        + (taken.count > shown.count ? ["and \(taken.count - shown.count) more"] : []),
      help: ["name another folder, and copy from there what you want"])
  }

  /// All files, or none: what was made before a failure is taken away again.
  private func write(_ files: [ScaffoldFile], _ findings: inout Findings) {
    var made: [String] = []
    for file in files where findings.failure == nil {
      let path = FilePath.join(folder, file.path)
      findings.attempt("cannot write \(path)") { () throws(FileFault) in
        try UserFile.createFolders(FilePath.folder(of: path))
        try UserFile.create(path, file.bytes, mode: file.isExecutable ? 0o755 : 0o644)
        made.append(path)
      }
    }
    if findings.failure != nil {
      for path in made { UserFile.remove(path) }
    }
  }

  private func tell() {
    let change = folder == "." ? "" : "cd \(folder) && "
    Terminal.printForPeople(
      """
      \(printable(folder)): ready; README.md says what is in it
      to build the example: \(printable(change))ringtree build --secrets secrets.example.yaml

      """)
  }
}

/// The files of a templates folder.
struct TemplateCopy {
  let reading: FileReading
  private static let deepest = 8
  private static let most = 2_000

  /// All of them, as far as they can be read; at most 2,000, and eight folders deep.
  func files(in folder: String) -> [ScaffoldFile] {
    var files: [ScaffoldFile] = []
    collect(folder, below: "", depth: 0, into: &files)
    return files
  }

  private func collect(
    _ folder: String, below prefix: String, depth: Int, into files: inout [ScaffoldFile]
  ) {
    guard depth < Self.deepest, case .success(let names) = reading.list(folder) else { return }
    for name in names where files.count < Self.most {
      let path = FilePath.join(folder, name)
      switch reading.read(path) {
      case .success(let bytes): files.append(ScaffoldFile(prefix + name, bytes))
      case .failure(let fault) where fault.isFolder:
        collect(path, below: "\(prefix)\(name)/", depth: depth + 1, into: &files)
      case .failure: continue
      }
    }
  }
}
