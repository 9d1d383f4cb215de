import Diagnostics
import YAMLNodes

/// What a file's pieces gave, read one by one, and put together.
///
/// The fuzz target for YAML is compiled with this file too.
enum PieceComparison: Equatable {
  case notSplit
  /// A piece had an error, was not what it should be, or two had the same key.
  case refused
  case equal
  case different(whole: String, pieces: String)

  static let sections: Set<String> = ["phones", "accounts"]

  /// Compares a file as a whole with its pieces; neighbouring items go together as `joins` says.
  static func of(_ bytes: [UInt8], joins: () -> Bool) -> PieceComparison {
    guard let outline = YAMLOutline.split(bytes, sections: sections) else { return .notSplit }
    guard tiles(outline, count: bytes.count) else {
      return .different(whole: "0..<\(bytes.count)", pieces: "parts that do not tile the file")
    }
    var reader = PieceReader(bytes: bytes)
    for part in outline.parts where !reader.read(part, joins: joins) { return .refused }
    guard reader.hasNoDuplicates else { return .refused }
    let pieces = reader.entries.map { $0.key + $0.value }.joined()
    let whole = YAMLParser.parse(bytes, source: SourceID(index: 0))
    guard let document = whole.document, !whole.diagnostics.hasErrors else {
      return .different(
        whole: whole.diagnostics.map(\.message).joined(separator: "; "), pieces: pieces)
    }
    let expected = describeTopLevel(document, sections: reader.sectionKeys)
    return expected == pieces ? .equal : .different(whole: expected, pieces: pieces)
  }

  private static func tiles(_ outline: YAMLOutline, count: Int) -> Bool {
    var end = 0
    func follows(_ range: Range<Int>) -> Bool {
      defer { end = range.upperBound }
      return range.lowerBound == end && !range.isEmpty
    }
    for part in outline.parts {
      switch part {
      case .entries(let range): if !follows(range) { return false }
      case .section(let section):
        for range in [section.headRange] + section.items where !follows(range) { return false }
        if section.range.upperBound != end { return false }
      }
    }
    return end == count
  }

  private static func describeTopLevel(
    _ document: YAMLDocument, sections: Set<Int>
  ) -> String {
    guard let root = document.root else { return "" }
    return root.entries.map { entry in
      guard sections.contains(entry.key.span.start) else {
        return describe(entry.key) + describe(entry.value)
      }
      let span = entry.value.span
      let items = entry.value.items.map { describe($0) }.joined()
      let entries = entry.value.entries.map { describe($0.key) + describe($0.value) }.joined()
      return "section \(entry.key.text) \(entry.value.kind) \(span.start)-\(span.end) "
        + "\(entry.value.tag ?? "")\n" + items + entries
    }.joined()
  }
}

private struct PieceReader {
  let bytes: [UInt8]
  private(set) var entries: [(key: String, value: String)] = []
  private(set) var sectionKeys: Set<Int> = []
  private var anchors = AnchorTable()
  private var topLevel: [YAMLNode] = []
  private var sectionNames: [YAMLDuplicateKeys.Key] = []
  private var duplicates: [Diagnostic] = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  var hasNoDuplicates: Bool {
    duplicates.isEmpty
      && YAMLDuplicateKeys.diagnostics(across: topLevel, and: sectionNames).isEmpty
  }

  /// False if a piece is in error or is not what it should be.
  mutating func read(_ part: YAMLOutline.Part, joins: () -> Bool) -> Bool {
    switch part {
    case .entries(let range):
      guard let document = parse(range, depth: 0) else { return false }
      guard let root = document.root else { return true }
      guard root.kind == .mapping, root.tag == nil else { return false }
      topLevel.append(root)
      entries += root.entries.map { (describe($0.key), describe($0.value)) }
      return true
    case .section(let section):
      return read(section, joins: joins)
    }
  }

  private mutating func read(_ section: YAMLOutline.Section, joins: () -> Bool) -> Bool {
    var runs: [Range<Int>] = []
    for item in section.items {
      if let last = runs.last, joins() {
        runs[runs.count - 1] = last.lowerBound..<item.upperBound
      } else {
        runs.append(item)
      }
    }
    var roots: [YAMLNode] = []
    for run in runs {
      guard let root = parse(run, depth: 1)?.root, root.tag == nil,
        root.kind == (section.kind == .sequence ? .sequence : .mapping)
      else { return false }
      roots.append(root)
    }
    guard let first = roots.first, let last = roots.last else { return false }
    duplicates += YAMLDuplicateKeys.diagnostics(across: roots)
    let span = SourceSpan(
      source: first.span.source, start: section.keyRange.lowerBound,
      end: section.keyRange.upperBound)
    sectionNames.append((section.key, span))
    sectionKeys.insert(span.start)
    let items = roots.flatMap(\.items).map { describe($0) }.joined()
    let pairs = roots.flatMap { Array($0.entries) }.map { describe($0.key) + describe($0.value) }
    entries.append(
      (
        "section \(section.key) \(first.kind) \(first.span.start)-\(last.span.end) \n",
        items + pairs.joined()
      ))
    return true
  }

  private mutating func parse(_ range: Range<Int>, depth: Int) -> YAMLDocument? {
    var limits = YAMLLimits()
    limits.depth -= depth
    let result = YAMLParser.parse(
      bytes, source: SourceID(index: 0), range: range, anchors: anchors, limits: limits)
    guard !result.diagnostics.hasErrors else { return nil }
    anchors.add(result.anchors)
    return result.document
  }
}
