import Diagnostics
import SiteModel
import YAMLNodes

/// Holds a formatted text against the original: nothing is written that means something else.
struct SameMeaning {
  let source: SourceID
  let limits: YAMLLimits

  /// Whether a text has the nodes of a document; only the order of its top-level entries and the
  /// notation of the phones' addresses may differ.
  func holds(between document: YAMLDocument, and text: [UInt8]) -> Bool {
    let parsed = YAMLParser.parse(text, source: source, limits: limits)
    guard let other = parsed.document, !parsed.diagnostics.hasErrors else { return false }
    guard let left = document.root, let right = other.root else {
      return document.root == nil && other.root == nil
    }
    guard left.kind == .mapping, right.kind == .mapping else { return same(left, right) }
    return left.tag == right.tag
      && zip(sorted(left), sorted(right)).allSatisfy { left, right in
        same(left.key, right.key)
          && (left.key.text(equals: "phones")
            ? samePhones(left.value, right.value) : same(left.value, right.value))
      } && left.entries.writtenCount == right.entries.writtenCount
  }

  private func sorted(_ node: YAMLNode) -> [YAMLEntries.Element] {
    node.entries.map { $0 }.sorted { $0.key.text < $1.key.text }
  }

  private func samePhones(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    guard left.kind == .sequence, right.kind == .sequence else { return same(left, right) }
    return left.tag == right.tag && left.items.count == right.items.count
      && zip(left.items, right.items).allSatisfy { left, right in
        guard left.kind == .mapping, right.kind == .mapping else { return same(left, right) }
        return sameEntries(left, right) { key, left, right in
          key.text(equals: "mac") && sameAddress(left, right) || same(left, right)
        }
      }
  }

  private func sameAddress(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    guard left.kind == .scalar, right.kind == .scalar, left.tag == right.tag,
      let one = MACAddress(left.text), let two = MACAddress(right.text)
    else { return false }
    return one == two
  }

  private func sameEntries(
    _ left: YAMLNode, _ right: YAMLNode, _ values: (YAMLNode, YAMLNode, YAMLNode) -> Bool
  ) -> Bool {
    let (one, two) = (Array(left.entries), Array(right.entries))
    return left.tag == right.tag && one.count == two.count
      && zip(one, two).allSatisfy { same($0.key, $1.key) && values($0.key, $0.value, $1.value) }
  }

  private func same(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    guard left.kind == right.kind, left.tag == right.tag else { return false }
    switch left.kind {
    case .scalar:
      return left.text(equals: right) && (left.style == .plain) == (right.style == .plain)
    case .sequence:
      return left.items.count == right.items.count
        && zip(left.items, right.items).allSatisfy(same)
    case .mapping:
      return sameEntries(left, right) { _, left, right in same(left, right) }
    }
  }

  /// Whether two texts have the same comments, in whatever order.
  func hasSameComments(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard let one = comments(left), let two = comments(right) else { return false }
    return one == two
  }

  private func comments(_ text: [UInt8]) -> [String]? {
    guard let tokens = YAMLTokens.scan(text) else { return nil }
    var layout = TokenLayout(text: text, replacements: [:])
    layout.add(tokens)
    return layout.lines.compactMap(\.comment).map { String(decoding: $0.text, as: UTF8.self) }
      .sorted()
  }
}
