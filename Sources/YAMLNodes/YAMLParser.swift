public import Diagnostics

/// What a parse gave.
public struct YAMLParseResult: Sendable {
  /// The tree. Nil after an error of syntax or a limit overrun; other errors (a key twice, an
  /// unknown alias) leave a tree, so that what is wrong in it can be found in the same run.
  public let document: YAMLDocument?
  /// In the order of the file.
  public let diagnostics: [Diagnostic]
  /// The anchors that were defined here, without those that were passed in.
  public let anchors: AnchorTable

  /// Whether later pieces of the file might refer to something in this one.
  public var definesAnchors: Bool { !anchors.isEmpty }
}

/// Reads YAML 1.1 and 1.2 as libyaml understands it, without giving scalars types.
public enum YAMLParser {
  /// Parses a file, or a part of it as if it were a file of its own.
  ///
  /// - Parameters:
  ///   - bytes: The whole file. The document keeps it; it is not copied.
  ///   - source: The file's name in spans.
  ///   - range: The part to parse, which begins at a line's first byte; nil for all. Offsets in
  ///     spans count from the file's first byte all the same.
  ///   - anchors: What earlier pieces of the file defined.
  ///   - limits: How much to take in.
  /// - Returns: The tree, everything that is wrong with the text, and the anchors in it.
  public static func parse(
    _ bytes: [UInt8], source: SourceID, range: Range<Int>? = nil,
    anchors: AnchorTable = AnchorTable(), limits: YAMLLimits = YAMLLimits()
  ) -> YAMLParseResult {
    let whole = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    let hasMark = whole.lowerBound == 0 && bytes[whole].starts(with: [0xEF, 0xBB, 0xBF])
    let part = hasMark ? 3..<whole.upperBound : whole
    return bytes.withSlice(part) { slice in
      let context = ParseContext(
        bytes: slice, base: part.lowerBound, source: source, limits: limits,
        earlierAnchors: anchors)
      return parse(context, keeping: bytes)
    }
  }

  private static func parse(_ context: ParseContext, keeping bytes: [UInt8]) -> YAMLParseResult {
    let sizeLimit = min(context.limits.fileSize, Int(UInt32.max) - 1)
    guard bytes.count <= sizeLimit else {
      let place = SourceSpan(source: context.source, start: sizeLimit, end: sizeLimit)
      return failed([context.fileTooLarge(bytes.count, at: place)])
    }
    if context.base == 0, let fault = context.preamble.wrongEncoding() { return failed([fault]) }
    let isASCII: Bool
    switch EncodingCheck.of(context.bytes, base: context.base, source: context.source) {
    case .fault(let fault): return failed([fault])
    case .ascii: isASCII = true
    case .unicode: isASCII = false
    }
    if let fault = context.preamble.directiveFault() { return failed([fault]) }
    var builder = TreeBuilder(context, isASCII: isASCII)
    let isComplete = builder.build()
    guard isComplete, !builder.mustStop else { return failed(builder.findings.sorted()) }
    return finished(builder, keeping: bytes)
  }

  private static func failed(_ findings: [Diagnostic]) -> YAMLParseResult {
    YAMLParseResult(document: nil, diagnostics: findings, anchors: AnchorTable())
  }

  private static func finished(
    _ builder: consuming TreeBuilder, keeping bytes: [UInt8]
  ) -> YAMLParseResult {
    let document = YAMLDocument(
      source: builder.context.source, bytes: bytes, records: builder.records,
      arena: builder.arena, tags: builder.tags, tagNames: builder.tagNames,
      foreignTargets: builder.foreignTargets)
    var anchors = AnchorTable()
    for (name, own) in builder.anchors.definitions {
      anchors.anchors[name] = AnchorTable.Anchor(
        node: document.node(at: own.node), height: own.height, expandedCount: own.expandedCount)
    }
    return YAMLParseResult(
      document: document, diagnostics: builder.findings.sorted(), anchors: anchors)
  }
}
