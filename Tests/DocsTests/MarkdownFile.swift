import Foundation
import TestSupport

/// A document of this repository, line by line, whose generated parts a test writes anew.
struct MarkdownFile {
  /// Relative to the repository.
  let path: String
  private(set) var lines: [Substring]

  /// A fenced block: what stands behind its opening fence, and its content.
  struct Block {
    let info: String
    let body: String
    /// The content's lines, without the fences.
    let range: Range<Int>
    /// The last heading before it, without its `#`s; empty if there is none.
    let heading: String
  }

  init(_ path: String) throws {
    self.path = path
    let text = try String(
      contentsOf: Golden.repositoryRoot.appendingPathComponent(path), encoding: .utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  var text: String { lines.joined(separator: "\n") }

  /// Headings in order, without those in fenced blocks.
  var headings: [(level: Int, text: String)] {
    let fenced = blocks.map(\.range)
    return lines.indices.compactMap { line in
      guard !fenced.contains(where: { $0.contains(line) }) else { return nil }
      return Self.heading(lines[line])
    }
  }

  var blocks: [Block] {
    var blocks: [Block] = []
    var heading = ""
    var open: (info: String, start: Int)?
    for (index, line) in lines.enumerated() {
      if let (info, start) = open {
        guard line == "```" else { continue }
        let body = lines[start..<index].map { $0 + "\n" }.joined()
        blocks.append(Block(info: info, body: body, range: start..<index, heading: heading))
        open = nil
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), index + 1)
      } else if let found = Self.heading(line) {
        heading = found.text
      }
    }
    return blocks
  }

  private static func heading(_ line: Substring) -> (level: Int, text: String)? {
    let level = line.prefix { $0 == "#" }.count
    guard level > 0, line.dropFirst(level).first == " " else { return nil }
    return (level, String(line.dropFirst(level + 1)))
  }

  /// Puts text in the place of some lines.
  mutating func replace(_ range: Range<Int>, with text: String) {
    var new = text.split(separator: "\n", omittingEmptySubsequences: false)
    if new.last == "" { new.removeLast() }
    lines.replaceSubrange(range, with: new)
  }

  /// The lines between `<!-- generated: NAME -->` and the next `<!-- end -->`.
  func generatedRange(_ name: String) -> Range<Int>? {
    guard let start = lines.firstIndex(of: "<!-- generated: \(name) -->"),
      let end = lines[start...].firstIndex(of: "<!-- end -->")
    else { return nil }
    return start + 1..<end
  }

  /// How the file on the disk differs; when recording, the file is written instead.
  func mismatch() -> String? {
    Golden.mismatch("../../\(path)", text)
  }
}
