internal import CLibYAML
import Diagnostics

extension TreeBuilder {
  /// How many undefined aliases get a suggestion, and among how many names it is looked for.
  private static let suggestionBounds = (aliases: 20, names: 500)

  mutating func addAlias(_ event: ringtree_yaml_event) {
    guard let pointer = event.anchor else { return }
    let name = String(cString: pointer)
    let place = span(positions.fileOffset(event.start), positions.fileOffset(event.end))
    switch anchors[name] {
    case .complete(let own):
      follow(
        name, at: place, height: own.height, expandedCount: own.expandedCount,
        location: own.node, flags: [], targetKind: records[own.node].kind)
    case .open(let node):
      let start = Int(records[node].start)
      findings.add(
        Diagnostic(
          .yamlRecursiveAlias, "the alias `*\(name)` stands within what it refers to", at: place,
          also: [
            DiagnosticLabel(span(start, start + 1 + name.utf8.count), "the anchor is here")
          ],
          help: ["write out what is meant; nothing can contain itself"]))
      addPlaceholder(at: place)
    case nil:
      if let anchor = context.earlierAnchors.anchors[name] {
        foreignTargets.append(anchor.node)
        follow(
          name, at: place, height: anchor.height, expandedCount: anchor.expandedCount,
          location: foreignTargets.count - 1, flags: .foreign, targetKind: anchor.node.kind)
      } else {
        findings.add(undefined(name, at: place))
        addPlaceholder(at: place)
      }
    }
  }

  private mutating func follow(
    _ name: String, at place: SourceSpan, height: Int, expandedCount: Int, location: Int,
    flags: NodeRecord.Flags, targetKind: YAMLNode.Kind?
  ) {
    expandedByAliases += expandedCount
    guard expandedByAliases <= context.limits.expandedNodes else {
      stop(
        Diagnostic(
          .yamlAliasExpansion,
          "the aliases up to `*\(name)` stand for more than \(context.limits.expandedNodes) values",
          at: place, help: ["write less by aliases of what itself has aliases"]))
      return
    }
    guard frames.count + height <= context.limits.depth else {
      stop(context.tooDeep(at: place, through: name))
      return
    }
    let node = addRecord(
      NodeRecord(
        start: UInt32(truncatingIfNeeded: place.start), end: UInt32(truncatingIfNeeded: place.end),
        location: UInt32(truncatingIfNeeded: location), count: 0, form: .alias, flags: flags),
      tag: nil)
    lastEnd = UInt32(truncatingIfNeeded: place.end)
    raiseParent(to: height)
    guard noteChild() else { return }
    if targetKind == .scalar {
      let print = withText(of: node) { fingerprint(of: $0) }
      keys.append(Key(fingerprint: print, node: UInt32(truncatingIfNeeded: node)))
    } else {
      findings.add(context.keyNotScalar(at: place))
    }
  }

  /// Keeps the tree whole where an alias leads nowhere: an empty plain scalar, as a key none.
  private mutating func addPlaceholder(at place: SourceSpan) {
    let end = UInt32(truncatingIfNeeded: place.end)
    _ = addRecord(
      NodeRecord(
        start: UInt32(truncatingIfNeeded: place.start), end: end, location: end, count: 0,
        form: .plain, flags: .unresolved),
      tag: nil)
    lastEnd = end
    _ = noteChild()
  }

  private mutating func undefined(_ name: String, at place: SourceSpan) -> Diagnostic {
    var help = ["define it before its use: `&\(name)` in front of the value that it names"]
    undefinedAliases += 1
    if undefinedAliases <= Self.suggestionBounds.aliases {
      let names = (Array(anchors.names) + context.earlierAnchors.names).sorted()
      let candidates = names.prefix(Self.suggestionBounds.names)
      if let near = suggestion(for: name, among: candidates) {
        help.insert("did you mean `*\(near)`?", at: 0)
      }
    }
    return Diagnostic(
      .yamlUndefinedAlias, "nothing before this is named by an anchor `&\(name)`", at: place,
      help: help)
  }

  /// Hands over the text of a scalar, or of the scalar that an alias refers to.
  func withText<Result>(
    of node: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let record = records[node]
    if record.form == .alias {
      return record.flags.contains(.foreign)
        ? foreignTargets[Int(record.location)].withTextUTF8(body)
        : withText(of: Int(record.location), body)
    }
    let count = record.kind == .scalar ? Int(record.count) : 0
    if record.flags.contains(.textInArena) {
      return arena.withSlice(Int(record.location)..<Int(record.location) + count, body)
    }
    let start = count == 0 ? 0 : Int(record.location) - context.base
    return body(UnsafeBufferPointer(rebasing: context.bytes[start..<start + count]))
  }
}
