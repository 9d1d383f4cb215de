import Foundation

/// Random numbers that can be had again: a property test prints the seed that it ran with.
///
/// SplitMix64; `RINGTREE_SEED` in the environment repeats a run.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  public let seed: UInt64
  private var state: UInt64

  public init(seed: UInt64) {
    self.seed = seed
    self.state = seed
  }

  /// A new seed, or the one that `RINGTREE_SEED` names; it is printed for whoever must repeat a run.
  public static func announced(_ test: String = #function) -> SeededGenerator {
    let named = ProcessInfo.processInfo.environment["RINGTREE_SEED"].flatMap { UInt64($0) }
    let seed = named ?? UInt64.random(in: 1...UInt64(UInt32.max))
    print("\(test): RINGTREE_SEED=\(seed)")
    return SeededGenerator(seed: seed)
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
