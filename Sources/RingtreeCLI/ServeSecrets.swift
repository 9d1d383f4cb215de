import ArgumentParser
import Diagnostics
import SiteModel

/// The secrets that `serve` needs: never from its arguments, which everybody on the host can read.
enum ServeSecrets {
  /// The value of a secret, from a file if one is named, else from the environment.
  static func password(_ name: String, file: String?) throws -> String {
    var store = SecretStore { Terminal.environment($0) }
    if let file { store = try read(file) }
    guard let value = store.value(of: name) else {
      Terminal.printForPeople(
        "error: the secret `\(name)` is not to be had\n"
          + "  = help: name a file that has it with `--secrets FILE`, or set the environment "
          + "variable \(SecretStore.environmentPrefix)\(name.uppercased())\n")
      throw ExitCode.inputErrors
    }
    return value
  }

  private static func read(_ file: String) throws -> SecretStore {
    let isStandardInput = file == "-"
    let name = isStandardInput ? "<standard input>" : file
    switch isStandardInput ? FileReading.standardInput() : FileReading.disk.read(file) {
    case .failure(let fault):
      Terminal.printForPeople("error: cannot read the secrets file \(name): \(fault.reason)\n")
      throw ExitCode.readOrWriteFailed
    case .success(let bytes):
      var sources = SourceSet()
      let read = SecretStore.read(
        bytes, name: name, into: &sources, environment: { Terminal.environment($0) })
      guard !read.diagnostics.hasErrors else {
        let renderer = DiagnosticRenderer(
          format: .text, colour: Terminal.wantsColour, sources: sources,
          toolVersion: Version.number, width: Terminal.width)
        Terminal.printForPeople(renderer.render(read.diagnostics))
        throw ExitCode.inputErrors
      }
      return read.store
    }
  }
}
