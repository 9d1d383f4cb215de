/// Random numbers that a seed decides (SplitMix64), so that a rehearsal can be repeated.
struct LossyDice: RandomNumberGenerator, Sendable {
  private var state: UInt64
  private let loss: Double

  init(seed: UInt64, loss: Double) {
    state = seed
    self.loss = loss
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// Whether the next datagram gets lost.
  mutating func loses() -> Bool {
    loss > 0 && Double.random(in: 0..<1, using: &self) < loss
  }
}
