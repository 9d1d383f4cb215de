import Foundation
import TestSupport
import Testing

@Suite("The documents")
struct LinkTests {
  static let paths: [String] = {
    let docs = Golden.repositoryRoot.appendingPathComponent("docs").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: docs)) ?? []
    return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "templates/README.md"]
      + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
  }()

  @Test("link only to files and headings that are there", arguments: paths)
  func links(path: String) throws {
    let file = try MarkdownFile(path)
    let page = Golden.repositoryRoot.appendingPathComponent(path)
    for match in file.text.matches(of: /\]\(([^)\s]+)\)/) {
      let link = String(match.1)
      if link.contains("://") { continue }
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let target =
        parts[0].isEmpty
        ? page : page.deletingLastPathComponent().appendingPathComponent(String(parts[0]))
      #expect(FileManager.default.fileExists(atPath: target.path), "\(path) links to \(link)")
      guard parts.count > 1, target.pathExtension == "md" else { continue }
      let text = try String(contentsOf: target, encoding: .utf8)
      let anchors = text.split(separator: "\n").filter { $0.hasPrefix("#") }.map(Self.anchor)
      #expect(anchors.contains(String(parts[1])), "\(path): no heading for \(link)")
    }
  }

  /// A heading's anchor as GitHub makes it.
  private static func anchor(_ heading: Substring) -> String {
    heading.drop { $0 == "#" }.dropFirst().lowercased()
      .filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
      .replacing(" ", with: "-")
  }
}
