public import Diagnostics
public import SiteModel
import Templates

/// The files of a templates folder, read once.
public struct TemplateFolder: Sendable {
  /// The folder, as the user would type it.
  public let path: String
  /// By name relative to the folder: `a2x/mac.cfg`.
  private let texts: [String: TemplateText]
  /// What is no template but decides what is written: `family.yaml`, `keys.yaml`.
  private let descriptions: [String: [UInt8]]

  private static let deepest = 8
  private static let mostFiles = 10_000

  /// Reads every file of the folder but what says what families are.
  public init(_ path: String, reading: FileReading, into sources: inout SourceSet) {
    self.path = path
    var found = Found()
    Self.read(path, below: "", depth: 0, reading: reading, into: &sources, &found)
    texts = found.texts
    descriptions = found.descriptions
  }

  private struct Found {
    var texts: [String: TemplateText] = [:]
    var descriptions: [String: [UInt8]] = [:]
  }

  private static func read(
    _ folder: String, below prefix: String, depth: Int, reading: FileReading,
    into sources: inout SourceSet, _ found: inout Found
  ) {
    guard depth < deepest, case .success(let names) = reading.list(folder) else { return }
    for name in names where found.texts.count < mostFiles && !isForPeople(name) {
      let path = FilePath.join(folder, name)
      let relative = prefix + name
      switch reading.read(path) {
      case .success(let bytes) where name.hasSuffix(".yaml"):
        found.descriptions[relative] = bytes
      case .success(let bytes):
        let source = sources.add(SourceFile(name: path, bytes: bytes))
        found.texts[relative] = TemplateText(name: relative, source: source, bytes: bytes)
      case .failure(let fault) where fault.isFolder:
        read(
          path, below: relative + "/", depth: depth + 1, reading: reading, into: &sources, &found)
      case .failure: continue
      }
    }
  }

  private static func isForPeople(_ name: String) -> Bool {
    name.hasSuffix(".md") || name.hasSuffix("~")
  }

  func text(named name: String) -> TemplateText? { texts[name] }

  /// The names of all templates, in ascending order.
  var names: [String] { texts.keys.sorted() }

  /// Everything that decides what templates write, for a digest.
  var contents: [(name: String, bytes: [UInt8])] {
    let all = texts.mapValues(\.bytes).merging(descriptions) { text, _ in text }
    return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
