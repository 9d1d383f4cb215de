public import Diagnostics
public import SiteModel

/// What one firmware knows that another did not, and the other way round.
public struct KeyDifference: Sendable {
  /// Patterns of keys that are new.
  public let added: [String]
  /// Patterns of keys that are gone.
  public let dropped: [String]
  public let addedCount: Int
  public let droppedCount: Int

  /// The most keys that a catalogue may stand for.
  static let maximumKeys = 1_000_000

  /// Compares a catalogue with an export; nil if the catalogue stands for more than a million keys.
  public init?(from old: KeyCatalogue, to new: ConfigurationExport) {
    guard let oldKeys = old.keys(upTo: Self.maximumKeys) else { return nil }
    let known = Set(oldKeys.map(Self.withoutZeros))
    let exported = Set(new.kinds.keys.map(Self.withoutZeros))
    let added = new.kinds.filter { !known.contains(Self.withoutZeros($0.key)) }
    let dropped = known.subtracting(exported)
    self.added = LearntKeys(added).entries.map(\.pattern)
    self.dropped =
      LearntKeys(Dictionary(uniqueKeysWithValues: dropped.map { ($0, .text) }))
      .entries.map(\.pattern)
    addedCount = added.count
    droppedCount = dropped.count
  }

  /// A key without the zeros in front of its numbers, which make no difference to a catalogue.
  private static func withoutZeros(_ key: String) -> String {
    let zero = UInt8(ascii: "0")
    var octets: [UInt8] = []
    octets.reserveCapacity(key.utf8.count)
    var startsNumber = true
    for octet in key.utf8 {
      let isDigit = zero...UInt8(ascii: "9") ~= octet
      if isDigit, !startsNumber, octets.last == zero, Self.isLoneZero(octets) {
        octets.removeLast()
      }
      octets.append(octet)
      startsNumber = !isDigit
    }
    return String(decoding: octets, as: UTF8.self)
  }

  /// Whether the text ends in a number that is just zero.
  private static func isLoneZero(_ octets: [UInt8]) -> Bool {
    guard let before = octets.dropLast().last else { return true }
    return !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= before)
  }

  public var isEmpty: Bool { added.isEmpty && dropped.isEmpty }

  /// A line for each pattern: `+ ` before those that are new, `- ` before those that are gone.
  public var text: String {
    (dropped.map { "- \($0)\n" } + added.map { "+ \($0)\n" }).joined()
  }
}

extension Diagnostic {
  /// The finding where ``KeyDifference/init(from:to:)`` gives nothing.
  public static func tooLargeToCompare(_ source: SourceID) -> Diagnostic {
    Diagnostic(
      .catalogueTooLarge,
      "the catalogue stands for more than \(KeyDifference.maximumKeys) keys",
      at: SourceSpan(source: source, start: 0, end: 0),
      help: ["make it anew with `ringtree learn`, without `--diff`"])
  }
}
