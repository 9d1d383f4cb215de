import Diagnostics
import SiteModel

/// Secrets that are put behind those of a secrets file.
struct NewSecrets {
  /// In the order in which they were asked for.
  let entries: [(name: String, value: String)]

  init(_ names: [String], length: Int, using generator: inout some RandomNumberGenerator) {
    entries = names.map {
      ($0, PasswordGenerator.password(length: length, using: &generator))
    }
  }

  /// A line of YAML for each.
  var lines: String {
    entries.map { "\(Self.key($0.name)): \"\($0.value)\"\n" }.joined()
  }

  /// A name of letters is a key as it is; `101` or `null` some readers take for something else.
  private static func key(_ name: String) -> String {
    name.first?.isLetter == true && name.contains("_") ? name : "\"\(name)\""
  }

  /// The file with these secrets at its end.
  ///
  /// - Parameters:
  ///   - bytes: The file as it is.
  ///   - name: Its name in diagnostics.
  ///   - sources: The files that diagnostics point into.
  /// - Returns: The new content, or everything that forbids to add them.
  func appended(
    to bytes: [UInt8], name: String, into sources: inout SourceSet
  ) -> Result<[UInt8], Refusal> {
    let read = SecretStore.read(bytes, name: name, into: &sources) { _ in nil }
    guard !read.diagnostics.hasErrors else {
      return .failure(Refusal(diagnostics: read.diagnostics))
    }
    let taken: [Diagnostic] = entries.compactMap { entry in
      guard case .file(let span) = read.store.origin(of: entry.name) else { return nil }
      return Diagnostic(
        .existingSecret, "the file has a secret `\(entry.name)` already", at: span,
        help: ["take it out first if it is to be replaced: phones keep the old one until a build"])
    }
    guard taken.isEmpty else { return .failure(Refusal(diagnostics: taken)) }
    let gap = bytes.isEmpty || bytes.last == 0x0A ? "" : "\n"
    let new = bytes + Array((gap + lines).utf8)
    var scratch = SourceSet()
    let after = SecretStore.read(new, name: name, into: &scratch) { _ in nil }
    let isWhole =
      !after.diagnostics.hasErrors
      && after.store.fileNames == read.store.fileNames.union(entries.map(\.name))
      && entries.allSatisfy { after.store.value(of: $0.name) == $0.value }
    guard isWhole else {
      return .failure(
        Refusal(diagnostics: [
          Diagnostic(
            .unusableSecretsFile, "no line can be added to \(name): it is not a block of YAML",
            help: ["write one `name: \"value\"` a line"])
        ]))
    }
    return .success(new)
  }

  struct Refusal: Error {
    let diagnostics: [Diagnostic]
  }
}
