public import Diagnostics
import YAMLNodes

/// Where phones or accounts stand: in a YAML file, parsed or not yet, or in a table.
enum ItemContent: Sendable {
  case unparsed(UnparsedItems)
  /// The items of a list.
  case items([YAMLNode])
  /// The entries of a mapping.
  case entries([(key: YAMLNode, value: YAMLNode)])
  case table(TableRows)
}

/// A run of phones or accounts of one file.
public struct ItemSource: Sendable {
  let content: ItemContent

  /// How many there are.
  public var count: Int {
    switch content {
    case .unparsed(let items): items.ranges.count
    case .items(let nodes): nodes.count
    case .entries(let entries): entries.count
    case .table(let rows): rows.count
    }
  }

  /// The bytes of an item, if they alone say what it is (beside the rest of the site).
  public func withText<Result>(
    of index: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    guard case .unparsed(let items) = content else { return nil }
    return items.bytes.withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[items.ranges[index]]))
    }
  }

  /// The item that a place is in; nil if items have no text of their own, or it is in none.
  public func index(of span: SourceSpan) -> Int? {
    guard case .unparsed(let items) = content, items.source == span.source else { return nil }
    var low = 0
    var high = items.ranges.count
    while low < high {
      let middle = (low + high) / 2
      if items.ranges[middle].upperBound <= span.start { low = middle + 1 } else { high = middle }
    }
    return low < items.ranges.count && items.ranges[low].contains(span.start) ? low : nil
  }

  /// Whether ``withText(of:_:)`` has an answer.
  public var hasText: Bool {
    if case .unparsed = content { true } else { false }
  }

  /// Runs of neighbours that are worth decoding as one piece of work.
  public func batches() -> [Range<Int>] {
    guard case .unparsed(let items) = content else {
      return stride(from: 0, to: count, by: 256).map { $0..<min($0 + 256, count) }
    }
    var batches: [Range<Int>] = []
    var start = 0
    let enough = 1 << 15
    for index in items.ranges.indices
    where items.ranges[index].upperBound - items.ranges[start].lowerBound >= enough {
      batches.append(start..<index + 1)
      start = index + 1
    }
    if start < items.ranges.count { batches.append(start..<items.ranges.count) }
    return batches
  }
}

/// What decoding a run of items gave.
public struct DecodedItems<Item: Sendable>: Sendable {
  public internal(set) var items: [Item] = []
  public internal(set) var report = DecodingReport()
  /// False if the run does not parse by itself: the file must be read as a whole.
  public internal(set) var isSound = true
}

extension ItemSource {
  /// Decodes a run of phones.
  func phones(_ range: Range<Int>, by reader: PhoneReader) -> DecodedItems<Phone> {
    var decoded = DecodedItems<Phone>()
    decoded.items.reserveCapacity(range.count)
    forEachNode(in: range, of: .sequence, decoded: &decoded) { _, node, decoded in
      if let phone = reader.phone(node, report: &decoded.report) { decoded.items.append(phone) }
    }
    return decoded
  }

  /// Decodes a run of accounts.
  func accounts(_ range: Range<Int>, by reader: AccountReader) -> DecodedItems<Account> {
    var decoded = DecodedItems<Account>()
    decoded.items.reserveCapacity(range.count)
    let origin = accountOrigin
    forEachNode(in: range, of: .mapping, decoded: &decoded) { key, node, decoded in
      guard let key else { return }
      decoded.items.append(
        reader.account(
          id: key.text, at: key.span, node, from: origin, report: &decoded.report))
    }
    return decoded
  }

  private var accountOrigin: AccountOrigin {
    switch content {
    case .unparsed: .piece
    case .items, .entries: .mapping
    case .table: .table
    }
  }

  /// Hands over each item; of a mapping with its key.
  private func forEachNode<Item>(
    in range: Range<Int>, of kind: YAMLOutline.Kind, decoded: inout DecodedItems<Item>,
    _ body: (YAMLNode?, YAMLNode, inout DecodedItems<Item>) -> Void
  ) {
    switch content {
    case .items(let nodes):
      for node in nodes[range] { body(nil, node, &decoded) }
    case .entries(let entries):
      for (key, value) in entries[range] { body(key, value, &decoded) }
    case .table(let rows):
      for index in range {
        if let item = rows.item(index, report: &decoded.report) {
          body(item.key, item.value, &decoded)
        }
      }
    case .unparsed(let items):
      guard let root = items.parse(range), items.kind == kind else {
        decoded.isSound = false
        return
      }
      if kind == .sequence {
        for node in root.items { body(nil, node, &decoded) }
      } else {
        for (key, value) in root.entries { body(key, value, &decoded) }
      }
    }
  }
}

extension UnparsedItems {
  /// The list or mapping of these items alone; nil if they do not parse by themselves.
  fileprivate func parse(_ range: Range<Int>) -> YAMLNode? {
    guard let first = range.first, let last = range.last else { return nil }
    let text = ranges[first].lowerBound..<ranges[last].upperBound
    // The items lie one level deeper in the whole file.
    var limits = YAMLLimits()
    limits.depth -= 1
    let parsed = YAMLParser.parse(
      bytes, source: source, range: text, anchors: anchors, limits: limits)
    guard parsed.diagnostics.isEmpty, !parsed.definesAnchors, let root = parsed.document?.root,
      root.tag == nil
    else { return nil }
    switch kind {
    case .sequence: return root.kind == .sequence && root.items.count == range.count ? root : nil
    case .mapping:
      return root.kind == .mapping && root.entries.writtenCount == range.count ? root : nil
    }
  }
}
