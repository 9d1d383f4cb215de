import Foundation
import SiteModel
import TestSupport

/// The templates of this repository below other files.
enum ShippedTemplates {
  /// Reads `templates/…` from the repository and all else from memory.
  static func reading(over files: MemoryFiles) throws -> FileReading {
    let root = Golden.repositoryRoot.path
    @Sendable func isTemplate(_ path: String) -> Bool {
      path == "templates" || path.hasPrefix("templates/")
    }
    let memory = files.reading
    return FileReading(
      listing: { isTemplate($0) ? FileReading.disk.list("\(root)/\($0)") : memory.list($0) },
      { isTemplate($0) ? FileReading.disk.read("\(root)/\($0)") : memory.read($0) })
  }
}
