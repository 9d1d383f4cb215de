import Diagnostics
import SiteModel

/// What is wrong with a rendered file, in terms of its lines.
struct RenderedFault: Hashable {
  let code: DiagnosticCode
  /// The key, or nothing for a line that has none.
  let key: String
  /// The line at fault, from 1.
  let line: Int
  /// The line that it disagrees with.
  let otherLine: Int?
  let help: String

  var message: String {
    switch code {
    case .repeatedKey: "the key `\(key)` is written twice"
    case .unknownRenderedKey: "the firmware does not know the key `\(key)`"
    default: "line \(line) of the file is none of the family's dialect"
    }
  }
}

/// Checks rendered files against their family's dialect and key catalogue.
///
/// Each sequence of keys is looked at once; a worker has its own memory of those that were right.
struct RenderedFileCheck {
  private var knownSequences: Set<UInt64> = []

  mutating func faults(_ bytes: UnsafeRawBufferPointer, of family: Family) -> [RenderedFault] {
    let dialect: KeyDialect
    switch family.dialect {
    case .dotted: dialect = .dotted
    case .voipConfig: dialect = .voipConfig
    case .none: return []
    }
    var hasher = Hasher()
    hasher.combine(family.name)
    let fingerprint =
      KeySequence.fingerprint(bytes, dialect)
      ^ UInt64(truncatingIfNeeded: hasher.finalize())
    if knownSequences.contains(fingerprint) { return [] }
    let faults = Self.look(bytes, dialect, family.keyCatalogue)
    if faults.isEmpty, knownSequences.count < 1 << 20 { knownSequences.insert(fingerprint) }
    return faults
  }

  private static func look(
    _ bytes: UnsafeRawBufferPointer, _ dialect: KeyDialect, _ catalogue: KeyCatalogue?
  ) -> [RenderedFault] {
    struct Name: Hashable {
      let text: String
      let section: Int
    }
    var lines: [Name: Int] = [:]
    var faults: [RenderedFault] = []
    KeySequence.scan(bytes, dialect) { key in
      let text = String(
        decoding: UnsafeRawBufferPointer(rebasing: bytes[key.range]), as: UTF8.self)
      let name = Name(text: text, section: key.section)
      if let earlier = lines[name] {
        faults.append(
          RenderedFault(
            code: .repeatedKey, key: text, line: key.line, otherLine: earlier,
            help: "take one of them out of the template, or the key out of `raw`"))
      } else {
        lines[name] = key.line
      }
      if let catalogue, !catalogue.knows(text) {
        let near = catalogue.nearest(to: text) { suggestion(for: $0, among: $1) }
        faults.append(
          RenderedFault(
            code: .unknownRenderedKey, key: text, line: key.line, otherLine: nil,
            help: near.map { "did you mean `\($0)`?" }
              ?? "the family's keys.yaml lists the keys that its firmware knows"))
      }
    } malformed: { line in
      faults.append(
        RenderedFault(
          code: .malformedLine, key: "", line: line, otherLine: nil,
          help: dialect == .dotted
            ? "write `key = value`, or begin the line with `#`" : "write `Key :value`"))
    }
    return faults
  }
}
