import Diagnostics
import OutputTree
import SiteModel

/// Finds files of a plan that would overwrite each other.
struct FileNameConflicts {
  let plan: SitePlan

  init(_ plan: SitePlan) {
    self.plan = plan
  }

  func diagnostics() -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var claims: [String: PlannedSharedFile] = [:]
    for file in plan.shared {
      if let earlier = claims.updateValue(file, forKey: file.path.text) {
        diagnostics.append(conflict(file.path.text, file.span, earlier.span))
      }
    }
    var folders: [String: SourceSpan] = [:]
    for file in plan.shared {
      for folder in Self.folders(of: file.path.text) { folders[folder] = file.span }
    }
    for file in plan.shared {
      if let other = folders[file.path.text] {
        diagnostics.append(folderConflict(file.path.text, file.span, other))
      }
    }
    let phones = phoneNames(of: claims.keys.sorted())
    for (name, mac) in phones {
      guard let file = claims[name], let phone = plan.site.phones.first(where: { $0.mac == mac })
      else { continue }
      diagnostics.append(conflict(name, file.span, phone.macSpan))
    }
    diagnostics += folderConflicts(claims, folders)
    return diagnostics
  }

  /// The names that are those of phones' files as well.
  private func phoneNames(of names: [String]) -> [(name: String, mac: MACAddress)] {
    plan.families.flatMap { family -> [(name: String, mac: MACAddress)] in
      guard let planned = family.models.lazy.compactMap({ plan.models[$0.name] }).first else {
        return []
      }
      return names.compactMap { name in
        planned.names.address(of: name).map { (name, $0) }
      }
    }
  }

  /// A phone's file that would be a folder of another, or the other way round. Phones of a family
  /// differ in their addresses only, so one of each model is enough to see it.
  private func folderConflicts(
    _ claims: [String: PlannedSharedFile], _ folders: [String: SourceSpan]
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var seen: Set<String> = []
    for phone in plan.site.phones where seen.insert(phone.model).inserted {
      for name in plan.models[phone.model]?.names.names(of: phone.mac) ?? [] {
        for folder in Self.folders(of: name) {
          guard let file = claims[folder] else { continue }
          diagnostics.append(folderConflict(folder, file.span, phone.macSpan))
        }
      }
    }
    for (folder, span) in folders.sorted(by: { $0.key < $1.key }) {
      for (name, mac) in phoneNames(of: [folder]) {
        guard let phone = plan.site.phones.first(where: { $0.mac == mac }) else { continue }
        diagnostics.append(folderConflict(name, phone.macSpan, span))
      }
    }
    return diagnostics
  }

  private func conflict(_ name: String, _ span: SourceSpan, _ other: SourceSpan) -> Diagnostic {
    Diagnostic(
      .sameFileTwice, "two things would write the file `\(name)`", at: span,
      also: [DiagnosticLabel(other, "the other one")], help: ["give one of them another name"])
  }

  private func folderConflict(
    _ name: String, _ span: SourceSpan, _ other: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .sameFileTwice, "`\(name)` would be a file and a folder", at: span,
      also: [DiagnosticLabel(other, "a file within it")], help: ["give one of them another name"])
  }

  /// `a` and `a/b` of `a/b/c`.
  private static func folders(of path: String) -> [String] {
    path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
  }
}
