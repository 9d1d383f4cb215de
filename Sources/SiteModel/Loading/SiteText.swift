import Diagnostics
import YAMLNodes

/// Items of a section that were not parsed yet.
struct UnparsedItems: Sendable {
  let source: SourceID
  let bytes: [UInt8]
  let kind: YAMLOutline.Kind
  let ranges: [Range<Int>]
  /// What the file defined before the section.
  let anchors: AnchorTable
}

/// The value of a top-level key.
enum TopLevelValue: Sendable {
  case node(YAMLNode)
  /// Phones or accounts by the thousand: parsed in pieces, later and in parallel.
  case unparsed(UnparsedItems)
}

struct TopLevelEntry: Sendable {
  let key: String
  let keySpan: SourceSpan
  let value: TopLevelValue
}

/// A site's YAML file, read as far as its top level.
struct SiteText: Sendable {
  var entries: [TopLevelEntry] = []
  /// What belongs to no unparsed section, in order: a change there may concern every phone.
  var frameRanges: [Range<Int>] = []
  var diagnostics: [Diagnostic] = []
  /// False if the file is so wrong that what it says is not known.
  var isComplete = true

  /// Sections that are read piece by piece where the file's form allows it.
  private static let sections: [String: YAMLOutline.Kind] = [
    "phones": .sequence, "accounts": .mapping,
  ]

  /// Reads a file; in pieces if `inPieces` and the file's form allows it, else as a whole.
  static func read(_ bytes: [UInt8], source: SourceID, inPieces: Bool) -> SiteText {
    if inPieces, let outline = YAMLOutline.split(bytes, sections: Set(sections.keys)),
      let text = read(outline, bytes, source: source)
    {
      return text
    }
    return readWhole(bytes, source: source)
  }

  private static func readWhole(_ bytes: [UInt8], source: SourceID) -> SiteText {
    // Pieces have a limit each; a whole file of many phones that share a key layout by an alias
    // must not meet one that its pieces would not.
    var limits = YAMLLimits()
    limits.expandedNodes += 8 * bytes.count
    let parsed = YAMLParser.parse(bytes, source: source, limits: limits)
    var text = SiteText(frameRanges: [0..<bytes.count], diagnostics: parsed.diagnostics)
    guard let root = parsed.document?.root else {
      text.isComplete = parsed.document != nil
      return text
    }
    guard root.kind == .mapping else {
      text.isComplete = false
      text.diagnostics.append(
        Diagnostic(
          .wrongShape, "a site file is a mapping, but this is \(root.shape)", at: root.span,
          help: ["begin with keys such as `settings:`, `accounts:` and `phones:`"]))
      return text
    }
    for (key, value) in root.entries {
      text.entries.append(
        TopLevelEntry(key: key.text, keySpan: key.span, value: .node(value)))
    }
    return text
  }

  /// Nil if anything is amiss: then the file is read as a whole, which finds what it is.
  private static func read(
    _ outline: YAMLOutline, _ bytes: [UInt8], source: SourceID
  ) -> SiteText? {
    var text = SiteText()
    var anchors = AnchorTable()
    var names: Set<String> = []
    for part in outline.parts {
      switch part {
      case .entries(let range):
        let parsed = YAMLParser.parse(bytes, source: source, range: range, anchors: anchors)
        guard parsed.diagnostics.isEmpty, let document = parsed.document else { return nil }
        text.frameRanges.append(range)
        anchors.add(parsed.anchors)
        guard let root = document.root else { continue }
        guard root.kind == .mapping, root.tag == nil else { return nil }
        for (key, value) in root.entries {
          guard names.insert(key.text).inserted else { return nil }
          text.entries.append(
            TopLevelEntry(key: key.text, keySpan: key.span, value: .node(value)))
        }
      case .section(let section):
        guard section.kind == sections[section.key], names.insert(section.key).inserted
        else { return nil }
        text.frameRanges.append(section.headRange)
        let span = SourceSpan(
          source: source, start: section.keyRange.lowerBound, end: section.keyRange.upperBound)
        let items = UnparsedItems(
          source: source, bytes: bytes, kind: section.kind, ranges: section.items,
          anchors: anchors)
        text.entries.append(
          TopLevelEntry(key: section.key, keySpan: span, value: .unparsed(items)))
      }
    }
    return text
  }
}
