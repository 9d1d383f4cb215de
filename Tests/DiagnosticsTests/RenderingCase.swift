import Diagnostics
import TestSupport

/// One diagnostic to render: its files hold marks, its labels name them.
struct RenderingCase: CustomStringConvertible, Sendable {
  struct File: Sendable {
    var name = "sites/hq.yaml"
    let marked: String
    var disclosure = SourceDisclosure.quoted
    /// Marks between which a secret stands that no key tells.
    var secret: (Character, Character)?
  }

  struct Label: Sendable {
    let start: Character
    let end: Character
    var text = ""
    var file = 0
  }

  let name: String
  let files: [File]
  var severity = Severity.error
  var message = "something is wrong"
  var primary: Label?
  var secondary: [Label] = []
  var notes: [String] = []
  var help: [String] = []
  var replacement: (Label, String)?
  var width = 100
  var colour = false

  init(
    _ name: String, _ marked: String, at primary: Label? = nil,
    with change: (inout RenderingCase) -> Void = { _ in }
  ) {
    self.init(name, files: [File(marked: marked)], at: primary, with: change)
  }

  init(
    _ name: String, files: [File], at primary: Label? = nil,
    with change: (inout RenderingCase) -> Void = { _ in }
  ) {
    self.name = name
    self.files = files
    self.primary = primary
    change(&self)
  }

  var description: String { name }

  /// The files, then what the formats make of the diagnostic.
  func document() -> String {
    var text = ""
    for file in files {
      text += "==== \(file.name)\n\(visible(file.marked))\n"
    }
    for format in DiagnosticFormat.allCases where format == .text || !textOnly {
      text += "==== \(format.rawValue)\n" + rendered(as: format)
    }
    return text.replacing("\u{1B}", with: "␛")
  }

  func rendered(as format: DiagnosticFormat) -> String {
    var sources = SourceSet()
    for file in files {
      _ = sources.add(source(of: file))
    }
    let diagnostic = diagnostic(code: DiagnosticCode("S012", severity, "a rule of sites"))
    let renderer = DiagnosticRenderer(
      format: format, colour: colour, sources: sources, toolVersion: "1.2.3", width: width)
    return renderer.render([diagnostic])
  }

  /// Only a few cases show every format; the others differ in the text alone.
  var textOnly: Bool { !name.hasPrefix("all_") }

  private func source(of file: File) -> SourceFile {
    let marked = MarkedText(file.marked)
    let secrets = file.secret.flatMap { range(of: $0.0, $0.1, in: marked) }
    return SourceFile(
      name: file.name, bytes: marked.bytes, disclosure: file.disclosure,
      secretRanges: secrets.map { [$0] } ?? [])
  }

  private func range(
    of start: Character, _ end: Character, in marked: MarkedText
  ) -> Range<Int>? {
    guard let from = marked[start], let to = marked[end] else { return nil }
    return from..<to
  }

  private func diagnostic(code: DiagnosticCode) -> Diagnostic {
    Diagnostic(
      code, message, at: primary.map(placed), also: secondary.map(placed), notes: notes,
      help: help,
      replacement: replacement.map { DiagnosticReplacement(placed($0.0).span, with: $0.1) })
  }

  private func placed(_ label: Label) -> DiagnosticLabel {
    let range = range(of: label.start, label.end, in: MarkedText(files[label.file].marked))
    let span = SourceSpan(
      source: SourceID(index: label.file), start: range?.lowerBound ?? 0,
      end: range?.upperBound ?? 0)
    return DiagnosticLabel(span, label.text)
  }

  private func visible(_ text: String) -> String {
    text.replacing("\u{1B}", with: "␛").replacing("\r", with: "␍")
  }
}

/// A label between two marks.
func between(
  _ start: Character, _ end: Character, _ text: String = "", file: Int = 0
) -> RenderingCase.Label {
  RenderingCase.Label(start: start, end: end, text: text, file: file)
}
