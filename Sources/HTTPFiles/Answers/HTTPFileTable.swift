/// The files that are served, by name: there is nothing else that a path could lead to.
///
/// It never changes; a new tree is a new table. Looking a name up takes no memory and as long as the
/// name is, whatever names strangers send.
public struct HTTPFileTable: Sendable {
  public let files: [HTTPFile]
  /// Indices in `files`, or -1; twice as many places as files at least, so that searches are short.
  private let slots: [Int32]

  /// A table of files. Of two with the same name the first is found.
  public init(_ files: [HTTPFile]) {
    self.files = files
    var slotCount = 8
    while slotCount < files.count * 2 { slotCount *= 2 }
    var slots = [Int32](repeating: -1, count: slotCount)
    for (index, file) in files.enumerated() {
      var slot = Self.hash(file.name.utf8) & (slotCount - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slotCount - 1) }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
    self.slots = slots
  }

  /// The index of the file with a name: with just this name, or else with this name in another case
  /// where the file allows that. Nil if there is none.
  public func index(of name: some Collection<UInt8>) -> Int? {
    var slot = Self.hash(name) & (slots.count - 1)
    var inAnotherCase: Int?
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      let file = files[index]
      switch Self.compare(file.name, name) {
      case .same: return index
      case .sameInAnotherCase where file.matchesAnyCase && inAnotherCase == nil:
        inAnotherCase = index
      case .sameInAnotherCase, .different: break
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return inAnotherCase
  }

  private enum Comparison { case same, sameInAnotherCase, different }

  private static func compare(_ name: String, _ other: some Collection<UInt8>) -> Comparison {
    guard name.utf8.count == other.count else { return .different }
    var isSame = true
    for (octet, otherOctet) in zip(name.utf8, other) where octet != otherOctet {
      if octet.lowercased != otherOctet.lowercased { return .different }
      isSame = false
    }
    return isSame ? .same : .sameInAnotherCase
  }

  /// FNV-1a of the name in small letters.
  private static func hash(_ name: some Collection<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for octet in name {
      hash = (hash ^ UInt64(octet.lowercased)) &* 0x100_0000_01b3
    }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32)) & Int.max
  }
}
