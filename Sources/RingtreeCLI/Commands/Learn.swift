import ArgumentParser
import Diagnostics
import KeyLearning
import SiteModel

struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a family's key catalogue out of a configuration that a phone exported.",
    discussion: """
      The catalogue, keys.yaml beside the family's templates, lists the keys that the firmware \
      knows. With it, check and build refuse any other key in a phone's file. Keys that differ only \
      in their numbers become one line: account.{1-6}.enable.

      The export is a text of `key = value` lines, or one that begins with <<VOIP CONFIG FILE>>. Of \
      its values nothing is kept but what kind they are.

        ringtree learn exported.cfg --family A2X
        ringtree learn new-firmware.cfg --family A2X --diff
      """)

  @Argument(
    help: ArgumentHelp("The exported configuration; `-` is standard input.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("The family whose phone exported it.", valueName: "family"))
  var family: String

  @Option(
    help: ArgumentHelp(
      "The folder of templates, which holds the family. Default: as for check.", valueName: "dir"))
  var templates: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The catalogue to write; `-` is standard output. Default: keys.yaml beside the family's "
        + "templates.", valueName: "file"))
  var output: String?

  @Flag(
    help: "Print which keys the export adds to the catalogue and which it drops; write nothing.")
  var diff = false

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if diff && output == "-" {
      throw ValidationError("--diff compares with a catalogue; name its file with --output")
    }
  }

  func run() throws {
    var findings = Findings(format: format.format)
    guard let (export, path) = learn(&findings) else { return try end(findings) }
    if diff {
      let difference = compare(export, with: path, &findings)
      try end(findings)
      difference.map(show)
    } else {
      let keys = LearntKeys(export)
      write(keys, to: path, &findings)
      try end(findings)
      guard path != "-" else { return }
      Terminal.printForPeople(
        "\(printable(path)): \(counted(keys.keyCount, "key")) "
          + "in \(counted(keys.entries.count, "pattern"))\n")
    }
  }

  /// Prints the findings, and ends the run if they call for it.
  private func end(_ findings: Findings) throws {
    findings.print(dataIsElsewhere: diff || output == "-")
    if let failure = findings.failure {
      if failure == .inputErrors { Summary.printFailure(findings.diagnostics) }
      throw failure
    }
  }

  /// The export, and the path of the catalogue that it is for.
  private func learn(_ findings: inout Findings) -> (ConfigurationExport, String)? {
    let folder = templates ?? SiteFiles(reading: .disk).templates(forSite: "sites/site.yaml")
    var reader = FamilyReader(reading: .disk, folder: folder)
    let found = reader.read(into: &findings.sources)
    guard let known = found.catalogue.family(named: family) else {
      findings.diagnostics += found.diagnostics
      findings.diagnostics.append(unknownFamily(among: found.catalogue.names, in: folder))
      return nil
    }
    guard let bytes = findings.read(file) else { return nil }
    let source = findings.sources.add(
      SourceFile(name: file == "-" ? "<standard input>" : file, bytes: bytes))
    let read = ConfigurationExport.read(
      bytes, source: source, dialect: known.dialect, in: &findings.sources)
    findings.diagnostics += read.diagnostics
    let path = output ?? FilePath.join(folder, "\(known.folder)/keys.yaml")
    return read.export.map { ($0, path) }
  }

  private func unknownFamily(among names: [String], in folder: String) -> Diagnostic {
    let near = suggestion(for: family, among: names)
    return Diagnostic(
      .unknownFamily, "no family `\(family)` in the templates folder \(folder)",
      help: [near.map { "did you mean `\($0)`?" } ?? "known: \(names.joined(separator: ", "))"])
  }

  private func compare(
    _ export: ConfigurationExport, with path: String, _ findings: inout Findings
  ) -> KeyDifference? {
    guard let bytes = findings.read(path) else { return nil }
    let source = findings.sources.add(SourceFile(name: path, bytes: bytes))
    let read = KeyCatalogue.read(bytes, source: source)
    findings.diagnostics += read.diagnostics
    guard let catalogue = read.catalogue, !read.diagnostics.hasErrors else { return nil }
    let difference = KeyDifference(from: catalogue, to: export)
    if difference == nil { findings.diagnostics.append(.tooLargeToCompare(source)) }
    return difference
  }

  private func show(_ difference: KeyDifference) {
    Terminal.printData(difference.text)
    Terminal.printForPeople(
      difference.isEmpty
        ? "the same keys\n"
        : "\(counted(difference.addedCount, "key")) added, \(difference.droppedCount) dropped\n")
  }

  private func write(_ keys: LearntKeys, to path: String, _ findings: inout Findings) {
    let text = keys.yaml(family: family)
    if path == "-" {
      Terminal.printData(text)
      return
    }
    findings.attempt("cannot write \(path)") { () throws(FileFault) in
      if UserFile.exists(path) {
        try UserFile.replace(path, with: Array(text.utf8))
      } else {
        try UserFile.create(path, Array(text.utf8))
      }
    }
  }

  private func counted(_ count: Int, _ what: String) -> String {
    "\(count) \(count == 1 ? what : what + "s")"
  }
}
