import ArgumentParser
import SiteModel

/// Finds the site files that a user means, and the templates that belong to them.
struct SiteFiles {
  let reading: FileReading

  /// The files that arguments name: a file itself, a folder's own YAML files; `sites` for none.
  func find(_ arguments: [String]) throws -> [String] {
    var files: [String] = []
    for argument in arguments.isEmpty ? ["sites"] : arguments {
      switch reading.list(argument) {
      case .success(let names):
        let found = names.filter(isSite).map { FilePath.join(argument, $0) }
        if found.isEmpty {
          throw ValidationError(
            "no site file in the folder `\(argument)`: a site is a file such as "
              + "\(FilePath.join(argument, "hq.yaml"))")
        }
        files += found
      case .failure(let fault):
        if fault.isMissing, arguments.isEmpty {
          throw ValidationError(
            "no folder `sites` here: name a site file or a folder of them")
        }
        files.append(argument)
      }
    }
    var seen: Set<String> = []
    return files.filter { seen.insert(FilePath.normalized($0)).inserted }
  }

  private func isSite(_ name: String) -> Bool {
    (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) && !name.hasPrefix("secrets")
  }

  /// The templates folder of a site: beside the site's folder, in the working folder, or the one
  /// that came with the program.
  func templates(forSite site: String) -> String {
    let folder = FilePath.folder(of: site)
    let beside =
      folder.isEmpty ? "../templates" : FilePath.join(FilePath.folder(of: folder), "templates")
    let candidates = [beside, "templates"] + shipped
    return candidates.first(where: isFolder) ?? "templates"
  }

  /// The templates that a new repository gets: those that came with the program, else those of the
  /// working folder.
  func templatesToCopy() -> String {
    (shipped + ["templates"]).first(where: isFolder) ?? "templates"
  }

  private func isFolder(_ path: String) -> Bool {
    if case .success = reading.list(path) { true } else { false }
  }

  /// Where packages put the templates, seen from the program's own file.
  private var shipped: [String] {
    guard let program = CommandLine.arguments.first.map(programPath), program.contains("/") else {
      return []
    }
    let folder = FilePath.folder(of: program)
    return [
      FilePath.join(folder, "templates"),
      FilePath.join(FilePath.folder(of: folder), "share/ringtree/templates"),
    ]
  }

  /// The program's own path; its name alone where the system does not tell.
  private func programPath(_ name: String) -> String {
    ProgramFile.path ?? name
  }
}
