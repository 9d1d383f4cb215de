import CSVTables
public import Diagnostics
import YAMLNodes

/// A site of which everything is decoded but its phones and accounts.
public struct LoadedSite: Sendable {
  public let frame: SiteFrame
  public let models: ModelDirectory
  public let phones: [ItemSource]
  public let accounts: [ItemSource]
  /// The parts of the site's files that may concern every phone.
  public let frameText: [SourceSpan]
  public let report: DecodingReport
  private let context: DecodingContext

  init(
    frame: SiteFrame, models: ModelDirectory, phones: [ItemSource], accounts: [ItemSource],
    frameText: [SourceSpan], report: DecodingReport, context: DecodingContext
  ) {
    self.frame = frame
    self.models = models
    self.phones = phones
    self.accounts = accounts
    self.frameText = frameText
    self.report = report
    self.context = context
  }

  /// Decodes a run of the phones of a source; it may be called from several threads.
  public func decodePhones(_ source: ItemSource, _ range: Range<Int>) -> DecodedItems<Phone> {
    source.phones(range, by: PhoneReader(context: context, models: models))
  }

  /// Decodes a run of the accounts of a source; it may be called from several threads.
  public func decodeAccounts(
    _ source: ItemSource, _ range: Range<Int>
  ) -> DecodedItems<Account> {
    source.accounts(range, by: AccountReader(context: context))
  }
}

/// Reads a site file and all that it includes.
public struct SiteLoader {
  let reading: FileReading
  let catalogue: FamilyCatalogue
  let context: DecodingContext
  /// Whether long lists are left to be parsed in pieces.
  let inPieces: Bool

  private var frameText: [SourceSpan] = []
  private var phones: [ItemSource] = []
  private var accounts: [ItemSource] = []
  private var report = DecodingReport()

  private static let deepestInclude = 16
  private static let mostFiles = 1000
  /// The files that were read, so that each counts once however often it is included.
  private var readPaths: Set<String> = []
  private var isComplete = true

  public init(
    reading: FileReading, catalogue: FamilyCatalogue, secrets: SecretStore, inPieces: Bool
  ) {
    self.reading = reading
    self.catalogue = catalogue
    context = DecodingContext(secrets: secrets)
    self.inPieces = inPieces
  }

  /// Loads a site by the path of its main file; nil if that cannot be read.
  public mutating func load(
    _ path: String, into sources: inout SourceSet
  ) -> (site: LoadedSite?, diagnostics: [Diagnostic]) {
    switch reading.read(path) {
    case .failure(let fault):
      let diagnostic = Diagnostic(
        .unreadableFile, "cannot read \(path): \(fault.reason)",
        help: ["name a site file, or a folder of them"])
      return (nil, [diagnostic])
    case .success(let bytes):
      var frame = file(path, bytes, stack: [], into: &sources)
      frame.isComplete = isComplete
      checkName(of: &frame)
      let models = ModelDirectory(catalogue: catalogue, frame: frame, report: &report)
      let site = LoadedSite(
        frame: frame, models: models, phones: phones, accounts: accounts, frameText: frameText,
        report: report, context: context)
      return (site, report.diagnostics)
    }
  }

  /// A file's name names its site only if it can be a folder's name.
  private mutating func checkName(of frame: inout SiteFrame) {
    guard !SiteFrame.isName(frame.name) else { return }
    report.report(
      .unusableName, "the file's name `\(excerpt(frame.name))` cannot name a site",
      at: frame.span,
      help: "write `site: NAME` at the top, of up to 64 letters, digits, `.`, `_` and `-`")
  }

  /// Reads one file: what it includes first, since that is weaker.
  private mutating func file(
    _ path: String, _ bytes: [UInt8], stack: [String], into sources: inout SourceSet
  ) -> SiteFrame {
    readPaths.insert(FilePath.normalized(path))
    let source = sources.add(SourceFile(name: path, bytes: bytes))
    let text = SiteText.read(bytes, source: source, inPieces: inPieces)
    report.diagnostics += text.diagnostics
    isComplete = isComplete && text.isComplete
    frameText += text.frameRanges.map {
      SourceSpan(source: source, start: $0.lowerBound, end: $0.upperBound)
    }
    let start = SourceSpan(source: source, start: 0, end: 0)
    var frame = SiteFrame(name: FilePath.stem(of: path), span: start)
    let stack = stack + [FilePath.normalized(path)]
    for entry in text.entries where entry.key == "include" {
      if case .node(let node) = entry.value {
        include(node, of: path, stack: stack, below: &frame, into: &sources)
      }
    }
    var own = SiteFrame(name: frame.name, span: start)
    let reader = FrameReader(context: context, catalogue: catalogue)
    for entry in text.entries {
      switch (entry.key, entry.value) {
      case ("include", _): continue
      case ("phones", let value):
        readPhones(value, of: path, into: &sources)
      case ("accounts", let value):
        readAccounts(value, of: path, into: &sources)
      case (let key, .node(let node)):
        reader.take(
          key, at: entry.keySpan, node, isMain: stack.count == 1, file: path, into: &own,
          report: &report)
      case (_, .unparsed): continue
      }
    }
    frame.merge(stronger: own)
    return frame
  }

  private mutating func include(
    _ node: YAMLNode, of path: String, stack: [String], below frame: inout SiteFrame,
    into sources: inout SourceSet
  ) {
    let nodes = node.kind == .scalar ? [node] : node.listItems(of: "`include`", report: &report)
    for item in nodes {
      guard
        let name = ScalarReader(context: context)
          .plainText(item, "include", "a file's path", report: &report)
      else { continue }
      let target = FilePath.resolve(name, besideFile: path)
      if stack.contains(FilePath.normalized(target)) {
        report.report(
          .unusableInclude, "`\(excerpt(name))` includes itself in the end", at: item.span,
          help: "take it out of `include` here or there")
        continue
      }
      if readPaths.contains(FilePath.normalized(target)) { continue }
      guard stack.count < Self.deepestInclude, readPaths.count < Self.mostFiles else {
        isComplete = false
        report.report(
          .unusableInclude, "too many files include each other", at: item.span,
          help: "includes may be \(Self.deepestInclude) deep, and \(Self.mostFiles) in number")
        continue
      }
      switch reading.read(target) {
      case .success(let bytes):
        var included = file(target, bytes, stack: stack, into: &sources)
        included.name = frame.name
        frame.merge(stronger: included)
      case .failure(let fault):
        isComplete = false
        report.report(
          .unusableInclude, "cannot read \(excerpt(target)): \(fault.reason)", at: item.span,
          help: "paths in `include` are relative to the file that they stand in")
      }
    }
  }

  private mutating func readPhones(
    _ value: TopLevelValue, of path: String, into sources: inout SourceSet
  ) {
    switch value {
    case .unparsed(let items):
      phones.append(ItemSource(content: .unparsed(items)))
    case .node(let node):
      if node.tag == TableRows.tag {
        if let table = readTable(node, of: path, columns: .phones, into: &sources) {
          phones.append(table)
        }
      } else if let items = node.items(of: "`phones`", report: &report) {
        phones.append(ItemSource(content: .items(Array(items))))
      }
    }
  }

  private mutating func readAccounts(
    _ value: TopLevelValue, of path: String, into sources: inout SourceSet
  ) {
    switch value {
    case .unparsed(let items):
      accounts.append(ItemSource(content: .unparsed(items)))
    case .node(let node):
      if node.tag == TableRows.tag {
        if let table = readTable(node, of: path, columns: .accounts, into: &sources) {
          accounts.append(table)
        } else {
          isComplete = false
        }
      } else if let entries = node.entries(of: "`accounts`", report: &report) {
        accounts.append(ItemSource(content: .entries(Array(entries))))
      } else {
        isComplete = false
      }
    }
  }

  private mutating func readTable(
    _ node: YAMLNode, of path: String, columns: TableColumns, into sources: inout SourceSet
  ) -> ItemSource? {
    let target = FilePath.resolve(node.text, besideFile: path)
    guard node.kind == .scalar, !node.text.isEmpty else {
      report.report(
        .wrongShape, "`!csv` wants a file's path", at: node.span,
        help: "write `\(columns.what): !csv \(columns.what).csv`")
      return nil
    }
    switch reading.read(target) {
    case .failure(let fault):
      report.report(
        .unreadableFile, "cannot read \(excerpt(target)): \(fault.reason)", at: node.span,
        help: "the path after `!csv` is relative to the file that it stands in")
      return nil
    case .success(let bytes):
      let source = sources.add(SourceFile(name: target, bytes: bytes))
      frameText.append(SourceSpan(source: source, start: 0, end: bytes.count))
      let parsed = CSVTable.parse(bytes, source: source)
      report.diagnostics += parsed.diagnostics
      let rows = parsed.table.flatMap {
        TableRows($0, source: source, columns: columns, report: &report)
      }
      guard let rows, parsed.diagnostics.isEmpty || rows.secretColumns.isEmpty else {
        // Which field stands in which column is not known, so any may be a password.
        let hasHeader = parsed.table.map { TableRows.hasHeader($0, columns) } ?? true
        let start = hasHeader ? bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count : 0
        sources.redact(SourceSpan(source: source, start: start, end: bytes.count))
        return rows.map { ItemSource(content: .table($0)) }
      }
      for span in rows.secretSpans { sources.redact(span) }
      return ItemSource(content: .table(rows))
    }
  }
}
