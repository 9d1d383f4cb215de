/// An example as a document shows it: several files in one block.
///
/// A line `--- PATH` begins a file; what stands before the first one is `sites/hq.yaml`.
/// `--- without PATH` takes away what is there by default. `«E9»` is the byte of that number, and
/// `«65 × [»` the text `[` 65 times, in which `#` is the number of the turn and `\n` a line feed.
struct ExampleText {
  static let sitePath = "sites/hq.yaml"

  private(set) var files: [String: [UInt8]] = [:]
  private(set) var removed: [String] = []

  init(_ text: String) {
    var path: String?
    var content = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("--- ") {
        take(path, content)
        path = String(line.dropFirst(4))
        content = ""
      } else {
        content += line + "\n"
      }
    }
    // What was split has an empty part behind the last line feed.
    if content.hasSuffix("\n") { content.removeLast() }
    take(path, content)
  }

  private mutating func take(_ path: String?, _ content: String) {
    guard let path else {
      if !content.isEmpty { files[Self.sitePath] = Self.bytes(of: content) }
      return
    }
    if path.hasPrefix("without ") {
      removed.append(String(path.dropFirst(8)))
    } else {
      files[path] = Self.bytes(of: content)
    }
  }

  /// These files over others, without what was taken away.
  func over(_ defaults: ExampleText) -> MemoryFiles {
    let kept = defaults.files.filter { file in !removed.contains { file.key.hasPrefix($0) } }
    return MemoryFiles(contents: kept.merging(files) { $1 })
  }

  private static func bytes(of text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "«"), let close = rest[open...].firstIndex(of: "»") {
      bytes += Array(rest[..<open].utf8)
      bytes += special(rest[rest.index(after: open)..<close])
      rest = rest[rest.index(after: close)...]
    }
    return bytes + Array(rest.utf8)
  }

  private static func special(_ text: Substring) -> [UInt8] {
    if let times = text.firstRange(of: " × "), let count = Int(text[..<times.lowerBound]) {
      let unit = text[times.upperBound...].replacing("\\n", with: "\n")
      if !unit.contains("#") {
        return Array(repeatElement(Array(unit.utf8), count: count).joined())
      }
      return (1...max(1, count)).flatMap { Array(unit.replacing("#", with: String($0)).utf8) }
    }
    return text.split(separator: " ").compactMap { UInt8($0, radix: 16) }
  }
}
