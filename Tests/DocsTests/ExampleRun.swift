import Diagnostics
import RingtreeCLI
import SiteModel
import TreeCompiler

/// What `ringtree check --secrets secrets.yaml` does, with files in memory.
struct ExampleRun {
  private(set) var sources = SourceSet()
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var plans: [SitePlan] = []
  private(set) var compiler: SiteCompiler

  init(_ reading: FileReading, secretsFile: String = "secrets.yaml") {
    var secrets = SecretStore { _ in nil }
    if case .success(let bytes) = reading.read(secretsFile) {
      let read = SecretStore.read(bytes, name: secretsFile, into: &sources) { _ in nil }
      secrets = read.store
      diagnostics += read.diagnostics
    }
    compiler = SiteCompiler(
      CompilerSettings(reading: reading, templatesFolder: "templates", workers: 1),
      secrets: secrets, into: &sources, diagnostics: &diagnostics)
    if !compiler.catalogue.families.isEmpty { plan(reading) }
    diagnostics += SiteNeighbours.diagnostics(plans)
    if !diagnostics.hasErrors {
      diagnostics += secrets.unused(
        besides: plans.reduce(into: []) { $0.formUnion($1.secretNames) })
    }
    for plan in plans { diagnostics += compiler.check(plan) }
  }

  private mutating func plan(_ reading: FileReading) {
    guard case .success(let names) = reading.list("sites") else { return }
    for name in names where name.hasSuffix(".yaml") {
      let result = compiler.plan("sites/\(name)", into: &sources)
      diagnostics += result.diagnostics
      if let plan = result.plan { plans.append(plan) }
    }
  }

  /// What is printed, without the empty line at its end.
  func printed(as format: DiagnosticFormat = .text) -> String {
    var text = DiagnosticRenderer(
      format: format, sources: sources, toolVersion: Version.number
    ).render(diagnostics)
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }
}

extension MarkdownFile {
  /// The files that examples stand on: the block `input defaults`.
  var exampleDefaults: ExampleText {
    ExampleText(blocks.first { $0.info == "input defaults" }?.body ?? "")
  }

  /// Writes the `output` blocks anew, each from the `input` block before it.
  ///
  /// - Parameter reading: the files of an example with those that it stands on.
  mutating func recordExamples(_ reading: (ExampleText) throws -> FileReading) rethrows {
    var run: ExampleRun?
    var changes: [(range: Range<Int>, text: String)] = []
    for block in blocks {
      if block.info == "input" {
        run = ExampleRun(try reading(ExampleText(block.body)))
      } else if block.info == "output" || block.info.hasPrefix("output ") {
        let format = DiagnosticFormat(rawValue: String(block.info.dropFirst(7))) ?? .text
        changes.append((block.range, run?.printed(as: format) ?? ""))
      }
    }
    // From the end, so that what stands before keeps its place.
    for change in changes.reversed() { replace(change.range, with: change.text) }
  }
}
