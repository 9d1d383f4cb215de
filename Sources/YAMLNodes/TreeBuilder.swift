internal import CLibYAML
import Diagnostics

/// Builds a document's records out of libyaml's events.
///
/// One function an event; everything that costs time is done only for nodes that need it.
struct TreeBuilder {
  /// A collection that is not yet closed.
  struct Frame {
    let node: Int
    let isMapping: Bool
    /// The collection is itself a key, which is an error once its end is known.
    let isKey: Bool
    /// Children so far; a mapping's keys have even numbers.
    var childCount = 0
    /// How deep collections lie in it.
    var height = 0
    /// Where its keys begin in `keys`.
    let firstKey: Int
    /// Its place in `openAnchors`; -1 if it has none.
    let anchor: Int
    /// `expandedByAliases` when it began.
    let expandedBefore: Int
  }

  /// A key of an open mapping, with a number that differs for most different texts.
  struct Key {
    let fingerprint: UInt64
    let node: UInt32
  }

  let context: ParseContext
  var positions: PositionMap
  var records: ContiguousArray<NodeRecord> = []
  var arena: [UInt8] = []
  var tags: ContiguousArray<(node: UInt32, name: UInt32)> = []
  var tagNames: [String] = []
  var tagNumbers: [String: UInt32] = [:]
  var foreignTargets: [YAMLNode] = []
  var frames: ContiguousArray<Frame> = []
  var keys: ContiguousArray<Key> = []
  var anchors = OpenAnchors()
  var findings: FindingList
  /// Where the node that was completed last ends; so does a block collection that is closed then.
  var lastEnd: UInt32 = 0
  /// Nodes that aliases stand for, in sum.
  var expandedByAliases = 0
  var undefinedAliases = 0
  /// An overrun limit: nothing further is read.
  var mustStop = false

  init(_ context: ParseContext, isASCII: Bool) {
    self.context = context
    positions = PositionMap(context.bytes, base: context.base, isASCII: isASCII)
    findings = FindingList(limit: context.limits.diagnostics)
    records.reserveCapacity(min(context.bytes.count / 7, context.limits.nodes) + 16)
    frames.reserveCapacity(context.limits.depth + 1)
  }

  /// Takes all events of one document; false if there is no tree to be had.
  mutating func build() -> Bool {
    guard var reader = EventReader(context.bytes) else {
      findings.add(context.outOfMemory())
      return false
    }
    while !mustStop {
      guard let event = reader.next() else {
        var errors = SyntaxErrors(
          context: context, positions: positions, openBracket: openBracket)
        findings.add(errors.diagnostic(for: reader.failure))
        return false
      }
      switch event.type {
      case YAML_SCALAR_EVENT: addScalar(event)
      case YAML_MAPPING_START_EVENT: openCollection(event, isMapping: true)
      case YAML_SEQUENCE_START_EVENT: openCollection(event, isMapping: false)
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: closeCollection(event)
      case YAML_ALIAS_EVENT: addAlias(event)
      case YAML_DOCUMENT_END_EVENT:
        let end = positions.fileOffset(event.end) - context.base
        if let fault = context.preamble.trailingFault(from: end, isMarked: event.implicit == 0) {
          findings.add(fault)
          return false
        }
        return true
      case YAML_STREAM_END_EVENT: return true
      default: continue
      }
    }
    return false
  }

  func span(_ start: Int, _ end: Int) -> SourceSpan {
    SourceSpan(source: context.source, start: start, end: end)
  }

  func span(of node: Int) -> SourceSpan {
    span(Int(records[node].start), Int(records[node].end))
  }

  /// Where the innermost collection begins, if it is in flow style; properties may precede it.
  private var openBracket: Int? {
    guard let record = frames.last.map({ records[$0.node] }) else { return nil }
    let isFlow = record.form == .flowSequence || record.form == .flowMapping
    return isFlow ? Int(record.start) : nil
  }

  mutating func stop(_ finding: Diagnostic) {
    findings.add(finding)
    mustStop = true
  }

  // MARK: - Scalars

  private mutating func addScalar(_ event: ringtree_yaml_event) {
    let start = positions.fileOffset(event.start)
    var end = positions.fileOffset(event.end)
    let text = UnsafeBufferPointer(start: event.text, count: event.length)
    guard text.count <= context.limits.scalarLength else {
      stop(context.scalarTooLong(text.count, at: span(start, end)))
      return
    }
    let form: NodeRecord.Form
    var quote = 0
    switch UInt32(bitPattern: event.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE.rawValue: (form, quote) = (.singleQuoted, 1)
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE.rawValue: (form, quote) = (.doubleQuoted, 1)
    case YAML_LITERAL_SCALAR_STYLE.rawValue: form = .literal
    case YAML_FOLDED_SCALAR_STYLE.rawValue: form = .folded
    default: form = .plain
    }
    if form == .literal || form == .folded { end = context.trimmedEnd(start..<end) }
    var flags: NodeRecord.Flags = []
    var location = end - quote - text.count
    if location < start || !context.stands(text, at: location) {
      flags = .textInArena
      location = arena.count
      arena.append(contentsOf: text)
    }
    let node = addRecord(
      NodeRecord(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
        location: UInt32(truncatingIfNeeded: location),
        count: UInt32(truncatingIfNeeded: text.count), form: form, flags: flags),
      tag: event.tag)
    lastEnd = UInt32(truncatingIfNeeded: end)
    if let name = event.anchor {
      anchors.define(
        String(cString: name), OpenAnchors.Own(node: node, height: 0, expandedCount: 1))
    }
    if noteChild() {
      keys.append(Key(fingerprint: fingerprint(of: text), node: UInt32(truncatingIfNeeded: node)))
    }
  }

  // MARK: - Collections

  private mutating func openCollection(_ event: ringtree_yaml_event, isMapping: Bool) {
    let start = positions.fileOffset(event.start)
    guard frames.count < context.limits.depth else {
      stop(context.tooDeep(at: span(start, start + 1)))
      return
    }
    let isFlow =
      isMapping
      ? event.style == Int32(bitPattern: YAML_FLOW_MAPPING_STYLE.rawValue)
      : event.style == Int32(bitPattern: YAML_FLOW_SEQUENCE_STYLE.rawValue)
    let form: NodeRecord.Form =
      isMapping
      ? (isFlow ? .flowMapping : .blockMapping) : (isFlow ? .flowSequence : .blockSequence)
    let isKey = noteChild()
    let offset = UInt32(truncatingIfNeeded: start)
    let node = addRecord(
      NodeRecord(start: offset, end: offset, location: 0, count: 0, form: form, flags: []),
      tag: event.tag)
    var anchor = -1
    if let name = event.anchor { anchor = anchors.open(String(cString: name), node: node) }
    frames.append(
      Frame(
        node: node, isMapping: isMapping, isKey: isKey, firstKey: keys.count, anchor: anchor,
        expandedBefore: expandedByAliases))
  }

  private mutating func closeCollection(_ event: ringtree_yaml_event) {
    guard let frame = frames.popLast() else { return }
    var record = records[frame.node]
    record.location = UInt32(truncatingIfNeeded: records.count)
    record.count = UInt32(truncatingIfNeeded: frame.childCount / (frame.isMapping ? 2 : 1))
    if record.form == .flowSequence || record.form == .flowMapping {
      record.end = UInt32(truncatingIfNeeded: positions.fileOffset(event.end))
    } else {
      record.end = max(record.start, lastEnd)
    }
    records[frame.node] = record
    lastEnd = record.end
    if frame.isMapping {
      checkKeys(of: frame)
      keys.removeLast(keys.count - frame.firstKey)
    }
    if frame.isKey { findings.add(context.keyNotScalar(at: span(of: frame.node))) }
    let height = frame.height + 1
    raiseParent(to: height)
    if frame.anchor >= 0 {
      let expanded = records.count - frame.node + expandedByAliases - frame.expandedBefore
      anchors.close(
        frame.anchor,
        OpenAnchors.Own(node: frame.node, height: height, expandedCount: expanded))
    }
  }

  /// Makes a collection's parent as high as its child requires.
  mutating func raiseParent(to height: Int) {
    let last = frames.count - 1
    if last >= 0, frames[last].height < height { frames[last].height = height }
  }

  // MARK: - All nodes

  /// Counts a child of the innermost collection; true if it is a mapping's key.
  mutating func noteChild() -> Bool {
    let last = frames.count - 1
    guard last >= 0 else { return false }
    let number = frames[last].childCount
    frames[last].childCount = number + 1
    return frames[last].isMapping && number & 1 == 0
  }

  mutating func addRecord(_ record: NodeRecord, tag: UnsafePointer<CChar>?) -> Int {
    let node = records.count
    records.append(record)
    if let tag { addTag(String(cString: tag), to: node) }
    if node >= context.limits.nodes {
      stop(context.tooManyNodes(at: span(of: node)))
    }
    return node
  }

  private mutating func addTag(_ name: String, to node: Int) {
    let number = tagNumbers[name] ?? UInt32(truncatingIfNeeded: tagNames.count)
    if number == tagNames.count {
      tagNames.append(name)
      tagNumbers[name] = number
    }
    tags.append((UInt32(truncatingIfNeeded: node), number))
    records[node].flags.insert(.tagged)
  }
}
