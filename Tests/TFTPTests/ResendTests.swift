import TestSupport
import Testing

@testable import TFTP

@Suite("Resends of a server's transfer")
struct ResendTests {
  /// The moments of all resends, in milliseconds, when nothing comes any more.
  private func moments(_ transfer: inout ServerTransfer) -> [Int64] {
    var moments: [Int64] = []
    while let next = transfer.nextWake {
      if transfer.wake(now: next) != .nothing {
        moments.append(
          next.components.seconds * 1000 + next.components.attoseconds / 1_000_000_000_000_000)
      }
    }
    return moments
  }

  @Test("come after 250 ms, back off, and are few before the client has answered")
  func unproven() {
    var (transfer, _) = ServerTransfer.started(1000)
    #expect(transfer.wake(now: .milliseconds(249)) == .nothing)
    #expect(moments(&transfer) == [250, 750, 1750])
    #expect(transfer.outcome == .failed(.silence))
  }

  @Test("back off up to four seconds and end after ten")
  func proven() {
    var (transfer, _) = ServerTransfer.started(10_000)
    _ = transfer.acknowledge(1, at: .zero)
    #expect(
      moments(&transfer)
        == [200, 600, 1400, 3000, 6200, 10_200, 14_200, 18_200, 22_200, 26_200])
    #expect(transfer.outcome == .failed(.silence))
  }

  @Test("of the last block are five, and then all is well without its acknowledgement")
  func lastAcknowledgementLost() {
    var (transfer, _) = ServerTransfer.started(1000)
    _ = transfer.acknowledge(1, at: .zero)
    #expect(moments(&transfer) == [200, 600, 1400, 3000, 6200])
    #expect(transfer.outcome == .finished(confirmed: false))
    #expect(transfer.statistics == TransferStatistics(octets: 512, packets: 7, resends: 5))
  }

  @Test("back off up to what the client's timeout option says")
  func timeoutOption() {
    var (transfer, _) = ServerTransfer.started(10_000, options: .init(timeout: 1))
    _ = transfer.acknowledge(0, at: .zero)
    #expect(moments(&transfer).prefix(5) == [200, 600, 1400, 2400, 3400])
    (transfer, _) = ServerTransfer.started(10_000, options: .init(timeout: 60))
    _ = transfer.acknowledge(0, at: .zero)
    #expect(moments(&transfer).suffix(2) == [102_200, 162_200])
  }

  @Test("wait for a multiple of the round trip that is measured")
  func adapts() throws {
    var (transfer, _) = ServerTransfer.started(100_000)
    var now = Duration.zero
    for block: UInt16 in 1...50 {
      now += .milliseconds(400)
      _ = transfer.acknowledge(block, at: now)
    }
    #expect(try #require(transfer.nextWake) - now >= .milliseconds(400))
    #expect(try #require(transfer.nextWake) - now < .milliseconds(450))
  }

  @Test("are not measured by (Karn's rule)")
  func karn() throws {
    var (transfer, _) = ServerTransfer.started(100_000)
    _ = transfer.acknowledge(1, at: .zero)
    #expect(transfer.wake(now: .milliseconds(200)).blocks == [2])
    // A millisecond after the resend: the answer to the first copy.
    _ = transfer.acknowledge(2, at: .milliseconds(201))
    #expect(transfer.nextWake == .milliseconds(201 + 400))
    _ = transfer.acknowledge(3, at: .milliseconds(202))
    #expect(transfer.nextWake == .milliseconds(202 + 200))
  }

  @Test("end with the time of the whole transfer")
  func totalTime() {
    var settings = TransferSettings()
    settings.totalTime = .seconds(10)
    var (transfer, _) = ServerTransfer.started(100_000_000, settings: settings)
    var now = Duration.zero
    for block: UInt16 in 1...1000 where transfer.outcome == nil {
      now += .milliseconds(100)
      if transfer.wake(now: now) == .nothing { _ = transfer.acknowledge(block, at: now) }
    }
    #expect(transfer.outcome == .failed(.tooLong))
    #expect(now == .seconds(10))
  }

  @Test("never have copies of acknowledgements double the data")
  func sorcerersApprentice() {
    var (transfer, reply) = ServerTransfer.started(512 * 100)
    var now = Duration.zero
    var packets = reply.blocks.count
    for block: UInt16 in 1...101 {
      now += .milliseconds(5)
      reply = transfer.acknowledge(block, at: now)
      packets += reply.blocks.count
      for _ in 0..<3 {
        packets += transfer.acknowledge(block, at: now + .milliseconds(4)).blocks.count
      }
    }
    #expect(transfer.outcome == .finished(confirmed: true))
    #expect(packets == 101)
  }

  @Test("to an address that has proved nothing are at most one for each request and three more")
  func amplification() {
    var random = SeededGenerator.announced()
    for _ in 0..<200 {
      let choices: [TransferOptions] = [
        .init(), .init(blockSize: 1468, windowSize: 16), .init(blockSize: 65_464, transferSize: 0),
        .init(timeout: 255, windowSize: 65_535),
      ]
      let options = choices[Int.random(in: 0..<4, using: &random)]
      let file = [UInt8](repeating: 0, count: 100_000)
      var (transfer, reply) = ServerTransfer.started(file.count, options: options)
      var requests = 1
      var packets = reply.packets(of: file)
      var now = Duration.zero
      for _ in 0..<200 {
        now += .milliseconds(Int.random(in: 0..<2000, using: &random))
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
          requests += 1
          reply = transfer.answerRequest(now: now)
        case 1:
          // A guess that does not fit.
          reply = transfer.acknowledge(UInt16.random(in: 2...65_535, using: &random), at: now)
        default:
          reply = transfer.wake(now: now)
        }
        packets += reply.packets(of: file)
      }
      #expect(packets.count <= requests + 3)
      #expect(packets.allSatisfy { $0.count <= 516 })
    }
  }
}

@Suite("Windows of a server's transfer")
struct WindowTests {
  private func started(blocks: Int) -> ServerTransfer {
    var (transfer, _) = ServerTransfer.started(
      blocks * 512 - 1, options: .init(windowSize: 4))
    _ = transfer.acknowledge(0, at: .milliseconds(10))
    return transfer
  }

  @Test("are sent whole, and the last as far as the file goes")
  func whole() {
    var transfer = started(blocks: 10)
    #expect(transfer.acknowledge(4, at: .milliseconds(20)).blocks == [5, 6, 7, 8])
    #expect(transfer.acknowledge(8, at: .milliseconds(30)).blocks == [9, 10])
    #expect(transfer.acknowledge(10, at: .milliseconds(40)) == .nothing)
    #expect(transfer.outcome == .finished(confirmed: true))
    #expect(transfer.statistics.packets == 11)
  }

  @Test("begin anew behind a block in their middle that is acknowledged")
  func goBack() {
    var transfer = started(blocks: 10)
    #expect(transfer.acknowledge(2, at: .milliseconds(20)).blocks == [3, 4, 5, 6])
    #expect(transfer.statistics.resends == 2)
  }

  @Test("begin anew when their first block is missing, once")
  func firstBlockLost() {
    var transfer = started(blocks: 20)
    _ = transfer.acknowledge(4, at: .milliseconds(20))
    #expect(transfer.acknowledge(4, at: .milliseconds(30)).blocks == [5, 6, 7, 8])
    #expect(transfer.acknowledge(4, at: .milliseconds(31)) == .nothing)
    #expect(transfer.acknowledge(4, at: .milliseconds(50)) == .nothing)
  }

  @Test("are not doubled by copies of an acknowledgement")
  func copies() {
    var transfer = started(blocks: 41)
    var packets = 4
    for block in stride(from: UInt16(4), through: 40, by: 4) {
      let now = Duration.milliseconds(Int(block) * 10)
      packets += transfer.acknowledge(block, at: now).blocks.count
      packets += transfer.acknowledge(block, at: now + .milliseconds(1)).blocks.count
    }
    #expect(packets == 41)
  }

  @Test("are sent again whole when their end was lost")
  func lastBlocksLost() {
    var transfer = started(blocks: 10)
    _ = transfer.acknowledge(4, at: .milliseconds(20))
    #expect(transfer.wake(now: .milliseconds(220)).blocks == [5, 6, 7, 8])
    #expect(transfer.acknowledge(7, at: .milliseconds(230)).blocks == [8, 9, 10])
  }
}
