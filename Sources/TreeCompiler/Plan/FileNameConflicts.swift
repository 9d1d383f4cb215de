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
    for phone in plan.site.phones {
      guard let family = plan.models[phone.model]?.values.family else { continue }
      for name in family.phoneNames(phone.mac, plan.macCase) {
        if let other = claims[name] {
          diagnostics.append(conflict(name, other.span, phone.macSpan))
        }
        if let other = folders[name] {
          diagnostics.append(folderConflict(name, phone.macSpan, other))
        }
        if !claims.isEmpty, name.contains("/") {
          for folder in Self.folders(of: name) {
            if let other = claims[folder] {
              diagnostics.append(folderConflict(folder, other.span, phone.macSpan))
            }
          }
        }
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
