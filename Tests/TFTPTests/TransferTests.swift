import TestSupport
import Testing

@testable import TFTP

@Suite("A client and a server")
struct TransferTests {
  private static let options = [
    TransferOptions(), .init(blockSize: 8), .init(blockSize: 1468), .init(timeout: 1),
    .init(transferSize: 0), .init(windowSize: 2), .init(windowSize: 16),
    .init(blockSize: 64, timeout: 2, transferSize: 0, windowSize: 5),
    .init(blockSize: 65_464, transferSize: 0, windowSize: 65_535),
  ]

  private func transfer(
    _ file: [UInt8], _ options: TransferOptions,
    _ faults: SimulatedNetwork<SeededGenerator>.Faults, _ random: SeededGenerator
  ) -> SimulatedNetwork<SeededGenerator>.Result {
    var network = SimulatedNetwork(
      file: file, request: ReadRequest(name: "file", options: options), faults: faults,
      random: random)
    return network.run()
  }

  private func file(_ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  }

  @Test("agree on files of all sizes with all options, and send no block twice", arguments: options)
  func sound(options: TransferOptions) {
    let sizes = [0, 1, 7, 8, 9, 511, 512, 513, 1024, 1468, 2936, 8192, 20_000]
    for size in sizes {
      let result = transfer(file(size), options, .init(), SeededGenerator(seed: 1))
      #expect(result.content == file(size))
      #expect(result.client == .finished(confirmed: true))
      #expect(result.server == .finished(confirmed: true))
      #expect(result.dataPackets == result.blocks)
    }
  }

  @Test("agree on a file of more than 65,535 blocks", arguments: [nil, 7])
  func rollOver(windowSize: Int?) {
    let large = file(66_000 * 8 + 3)
    let result = transfer(
      large, .init(blockSize: 8, windowSize: windowSize), .init(), SeededGenerator(seed: 1))
    #expect(result.content == large)
    #expect(result.server == .finished(confirmed: true))
    #expect(result.dataPackets == 66_001)
  }

  @Test("agree over a network that loses, delays, reorders and repeats", arguments: options)
  func faulty(options: TransferOptions) {
    var random = SeededGenerator.announced()
    for _ in 0..<40 {
      let faults = SimulatedNetwork<SeededGenerator>.Faults(
        loss: Double.random(in: 0...0.1, using: &random),
        repetition: Double.random(in: 0...0.3, using: &random),
        delays: 100...Int.random(in: 100...50_000, using: &random))
      let size = Int.random(in: 0...10_000, using: &random)
      let result = transfer(file(size), options, faults, random)
      #expect(result.content == file(size))
      #expect(result.client == .finished(confirmed: true))
      // Whoever had one block and lost the answer to it never proved that there is anybody.
      let mayBeSilent = result.blocks == 1 && options.isEmpty
      switch result.server {
      case .finished: break
      case .failed(.silence) where mayBeSilent: break
      default: Issue.record("the server ended as \(String(describing: result.server))")
      }
      _ = random.next()
    }
  }

  @Test("send each block once however many datagrams come twice, in lock step")
  func repetition() {
    let random = SeededGenerator.announced()
    let result = transfer(
      file(100_000), .init(), .init(repetition: 1, delays: 100...30_000), random)
    #expect(result.content == file(100_000))
    #expect(result.dataPackets == result.blocks)
  }

  @Test("do not come to send everything twice when datagrams come twice, with windows")
  func repetitionWithWindows() {
    let random = SeededGenerator.announced()
    let result = transfer(
      file(500_000), .init(windowSize: 8), .init(repetition: 0.5), random)
    #expect(result.content == file(500_000))
    #expect(result.dataPackets == result.blocks)
  }
}
