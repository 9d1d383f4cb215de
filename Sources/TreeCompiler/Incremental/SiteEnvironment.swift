import Diagnostics
import OutputTree
import SiteModel

extension SiteCompiler {
  /// Identifies everything that may concern every phone of a site: the program, its options, the
  /// templates, the site's files but for phones and accounts, assets, and the secrets named there.
  ///
  /// Nil if an asset cannot be read.
  func environment(_ loaded: LoadedSite, generator: String, sources: SourceSet) -> ContentHash? {
    var hasher = ContentHasher()
    for text in [generator, settings.macCase.rawValue, loaded.frame.name] { hasher.update(text) }
    for (name, bytes) in templates.contents {
      hasher.update(name)
      bytes.withUnsafeBytes { hasher.update(counted: $0) }
    }
    for span in loaded.frameText {
      sources[span.source].bytes.withUnsafeBytes {
        hasher.update(counted: UnsafeRawBufferPointer(rebasing: $0[span.start..<span.end]))
      }
    }
    for asset in loaded.frame.assets {
      guard case .success(let bytes) = settings.reading.read(asset.from) else { return nil }
      bytes.withUnsafeBytes { hasher.update(counted: $0) }
    }
    for use in loaded.report.secretUses {
      hasher.update(use.name)
      hasher.update(secrets.value(of: use.name) ?? "")
    }
    return hasher.finish()
  }
}
