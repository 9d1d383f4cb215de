/// The keys of a firmware, folded into patterns, with the kinds of their values: what stands in a
/// family's `keys.yaml`.
public struct LearntKeys: Sendable {
  public struct Entry: Hashable, Sendable {
    /// A key, or keys with ranges of numbers: `account.{1-6}.enable`.
    public let pattern: String
    public let kind: ValueKind
  }

  /// In ascending order of the patterns' bytes, so that the same keys give the same file.
  public let entries: [Entry]
  /// How many keys the patterns know.
  public let keyCount: Int

  public init(_ export: ConfigurationExport) {
    self.init(export.kinds)
  }

  /// Folds keys that differ only in numbers; the kind of each pattern is that of all its shape's
  /// values together.
  init(_ kinds: [String: ValueKind]) {
    var groups: [String: (keys: NumberedKeys, kind: ValueKind)] = [:]
    var entries: [Entry] = []
    for (key, kind) in kinds {
      guard let numbered = NumberedKey(key) else {
        entries.append(Entry(pattern: key, kind: kind))
        continue
      }
      if var group = groups.removeValue(forKey: numbered.shape) {
        group.keys.insert(numbered)
        group.kind = group.kind.joined(with: kind)
        groups[numbered.shape] = group
      } else {
        groups[numbered.shape] = (NumberedKeys(numbered), kind)
      }
    }
    for group in groups.values {
      entries += group.keys.patterns.map { Entry(pattern: $0, kind: group.kind) }
    }
    self.entries = entries.sorted { $0.pattern.utf8.lexicographicallyPrecedes($1.pattern.utf8) }
    keyCount = kinds.count
  }

  /// The text of `keys.yaml`.
  public func yaml(family: String) -> String {
    var text = """
      # The keys that the firmware of \(family) phones knows, as one phone exported them. Made by
      # `ringtree learn`; no value of the phone is in it. Behind each key stands what kind of value
      # it had: \(ValueKind.allCases.map(\.rawValue).joined(separator: ", ")).
      keys:

      """
    for entry in entries {
      text += "  \(Self.quoted(entry.pattern)): \(entry.kind.rawValue)\n"
    }
    return text
  }

  private static func quoted(_ pattern: String) -> String {
    let isPlain =
      pattern.first.map { $0.isLetter || $0 == "_" } == true
      && pattern.utf8.allSatisfy { octet in
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
    if isPlain { return pattern }
    return "\"" + pattern.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
