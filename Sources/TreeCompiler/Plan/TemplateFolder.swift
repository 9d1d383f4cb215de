public import Diagnostics
public import SiteModel
import Templates

/// The files of a templates folder, read once.
public struct TemplateFolder: Sendable {
  /// The folder, as the user would type it.
  public let path: String
  /// By name relative to the folder: `a2x/mac.cfg`.
  private let texts: [String: TemplateText]

  private static let deepest = 8
  private static let mostFiles = 10_000

  /// Reads every file of the folder but what says what families are.
  public init(_ path: String, reading: FileReading, into sources: inout SourceSet) {
    self.path = path
    var texts: [String: TemplateText] = [:]
    Self.read(path, below: "", depth: 0, reading: reading, into: &sources, texts: &texts)
    self.texts = texts
  }

  private static func read(
    _ folder: String, below prefix: String, depth: Int, reading: FileReading,
    into sources: inout SourceSet, texts: inout [String: TemplateText]
  ) {
    guard depth < deepest, case .success(let names) = reading.list(folder) else { return }
    for name in names where texts.count < mostFiles && !isNoTemplate(name) {
      let path = FilePath.join(folder, name)
      let relative = prefix + name
      switch reading.read(path) {
      case .success(let bytes):
        let source = sources.add(SourceFile(name: path, bytes: bytes))
        texts[relative] = TemplateText(name: relative, source: source, bytes: bytes)
      case .failure(let fault) where fault.isFolder:
        read(
          path, below: relative + "/", depth: depth + 1, reading: reading, into: &sources,
          texts: &texts)
      case .failure: continue
      }
    }
  }

  private static func isNoTemplate(_ name: String) -> Bool {
    name.hasSuffix(".yaml") || name.hasSuffix(".md") || name.hasSuffix("~")
  }

  func text(named name: String) -> TemplateText? { texts[name] }

  /// The names of all templates, in ascending order.
  var names: [String] { texts.keys.sorted() }

  /// Everything that decides what templates write, for a digest.
  var contents: [(name: String, bytes: [UInt8])] {
    texts.sorted { $0.key < $1.key }.map { ($0.key, $0.value.bytes) }
  }
}
