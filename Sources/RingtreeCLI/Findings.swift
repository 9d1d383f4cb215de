import ArgumentParser
import Diagnostics
import SiteModel

/// What was found in files that are read apart from any site, and how the run is to end.
struct Findings {
  let format: DiagnosticFormat
  var sources = SourceSet()
  var diagnostics: [Diagnostic] = []
  private(set) var hasFileFailure = false

  init(format: DiagnosticFormat) {
    self.format = format
  }

  /// A file that the user named, or nil, and the failure is told.
  mutating func read(_ path: String) -> [UInt8]? {
    let isStandardInput = path == "-"
    switch isStandardInput ? FileReading.standardInput() : FileReading.disk.read(path) {
    case .success(let bytes): return bytes
    case .failure(let fault):
      fail("cannot read \(path)", fault)
      return nil
    }
  }

  /// Does something with files; a failure is told.
  mutating func attempt(_ what: String, _ body: () throws(FileFault) -> Void) {
    do {
      try body()
    } catch {
      fail(what, error)
    }
  }

  mutating func fail(_ what: String, _ fault: FileFault) {
    hasFileFailure = true
    Terminal.printForPeople("error: \(printable(what)): \(fault.reason)\n")
  }

  /// Prints what was found, for people on standard error, for programs on standard output.
  func print(dataIsElsewhere: Bool = false) {
    guard !diagnostics.isEmpty || (format != .text && !dataIsElsewhere) else { return }
    let text = DiagnosticRenderer(
      format: format, colour: Terminal.wantsColour, sources: sources,
      toolVersion: Version.number, width: Terminal.width
    ).render(diagnostics)
    if format == .text || dataIsElsewhere {
      Terminal.printForPeople(text)
    } else {
      Terminal.printData(text)
    }
  }

  /// The exit status that the findings call for; nil for success.
  var failure: ExitCode? {
    if hasFileFailure { return .readOrWriteFailed }
    return diagnostics.hasErrors ? .inputErrors : nil
  }
}
