public import Diagnostics
public import SiteModel

/// A configuration that a phone exported: its keys, and of what kind their values are.
public struct ConfigurationExport: Sendable {
  /// Each key once; the kinds of all its values joined.
  public let kinds: [String: ValueKind]

  /// The most keys that are learnt.
  static let maximumKeys = 100_000

  /// Reads an export; which dialect it is in shows in its first line.
  ///
  /// - Parameters:
  ///   - bytes: the file's content; no value of it is kept.
  ///   - source: the file, for findings.
  ///   - dialect: what the family's files are in, which the export must be in too.
  ///   - sources: where the file is; no finding will quote anything of it, as passwords stand in it.
  /// - Returns: nil, and the finding that says why, if nothing can be learnt of it.
  public static func read(
    _ bytes: [UInt8], source: SourceID, dialect: FileDialect = .none, in sources: inout SourceSet
  ) -> (export: ConfigurationExport?, diagnostics: [Diagnostic]) {
    sources.redact(SourceSpan(source: source, start: 0, end: bytes.count))
    var reader = ExportReader(bytes, source: source)
    let start = SourceSpan(source: source, start: 0, end: 0)
    guard dialect == .none || dialect == reader.dialect else {
      let found = reader.dialect == .voipConfig ? "<<VOIP CONFIG FILE>>" : "key = value"
      return (
        nil,
        [
          Diagnostic(
            .exportOfAnotherDialect, "the file is in the dialect `\(found)`, the family is not",
            at: start, help: ["is it the export of a phone of this family?"])
        ]
      )
    }
    reader.read()
    guard !reader.kinds.isEmpty, reader.kinds.count <= maximumKeys else {
      let message =
        reader.kinds.isEmpty
        ? "the file holds no key" : "the file holds more than \(maximumKeys) keys"
      return (
        nil,
        reader.findings + [
          Diagnostic(
            .exportWithoutKeys, message, at: start,
            help: ["export the configuration as text on the phone's own page, not encrypted"])
        ]
      )
    }
    return (ConfigurationExport(kinds: reader.kinds), reader.findings)
  }
}

/// Reads an export line by line.
private struct ExportReader {
  let dialect: FileDialect
  private let bytes: [UInt8]
  private let source: SourceID
  private let start: Int
  private(set) var kinds: [String: ValueKind] = [:]
  private var firstStrange: SourceSpan?
  private var strangeCount = 0

  init(_ bytes: [UInt8], source: SourceID) {
    self.bytes = bytes
    self.source = source
    start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let text = bytes[start...].drop { $0 == 0x0a || $0 == 0x0d || $0 == 0x20 }
    dialect = text.starts(with: VoIPConfigExport.signature) ? .voipConfig : .dotted
  }

  mutating func read() {
    var position = start
    while position < bytes.count, kinds.count <= ConfigurationExport.maximumKeys {
      let end = bytes[position...].firstIndex(of: 0x0a) ?? bytes.count
      take(bytes[position..<end].trimmed)
      position = end + 1
    }
  }

  private mutating func take(_ line: ArraySlice<UInt8>) {
    switch dialect == .voipConfig ? VoIPConfigExport.read(line) : DottedExport.read(line) {
    case .key(let key, let kind):
      kinds[key] = kinds[key].map { $0.joined(with: kind) } ?? kind
    case .nothing: break
    case .strange:
      strangeCount += 1
      firstStrange =
        firstStrange
        ?? SourceSpan(source: source, start: line.startIndex, end: line.endIndex)
    }
  }

  /// One finding for all lines that were left out: a file of the wrong kind has nothing else.
  var findings: [Diagnostic] {
    guard let firstStrange else { return [] }
    return [
      Diagnostic(
        .strangeExportLine,
        strangeCount == 1
          ? "a line without a key was left out"
          : "\(strangeCount) lines without a key were left out, the first of them here",
        at: firstStrange,
        help: [
          dialect == .voipConfig
            ? "a line with a key is written `Key :value`"
            : "a line with a key is written `key = value`"
        ])
    ]
  }
}
