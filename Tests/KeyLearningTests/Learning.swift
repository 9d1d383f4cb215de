import Diagnostics
import KeyLearning
import SiteModel

/// What is learnt of an export, and what is found in it.
struct Learning {
  let export: ConfigurationExport?
  let diagnostics: [Diagnostic]
  private var sources = SourceSet()

  init(_ text: String, dialect: FileDialect = .none) {
    let bytes = Array(text.utf8)
    let source = sources.add(SourceFile(name: "exported.cfg", bytes: bytes))
    (export, diagnostics) = ConfigurationExport.read(
      bytes, source: source, dialect: dialect, in: &sources)
  }

  /// The patterns with their kinds: `account.{1-6}.enable: switch`.
  var lines: [String] {
    export.map { LearntKeys($0).entries.map { "\($0.pattern): \($0.kind.rawValue)" } } ?? []
  }

  var yaml: String { export.map { LearntKeys($0).yaml(family: "A2X") } ?? "" }

  /// The catalogue as `check` reads it.
  var catalogue: KeyCatalogue? {
    var sources = SourceSet()
    let bytes = Array(yaml.utf8)
    let source = sources.add(SourceFile(name: "keys.yaml", bytes: bytes))
    let read = KeyCatalogue.read(bytes, source: source)
    return read.diagnostics.isEmpty ? read.catalogue : nil
  }

  var printed: String {
    DiagnosticRenderer(format: .text, sources: sources, toolVersion: "0").render(diagnostics)
  }
}
