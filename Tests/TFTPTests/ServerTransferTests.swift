import NetworkAddresses
import Testing

@testable import TFTP

@Suite("A server's transfer")
struct ServerTransferTests {
  @Test("sends a block, awaits its acknowledgement, and ends with a short block")
  func lockStep() {
    var (transfer, first) = ServerTransfer.started(1000)
    #expect(first == .data(DataRun(firstBlock: 1, count: 1, blockSize: 512, fileSize: 1000)))
    #expect(Array(first.packets(of: Array(repeating: 7, count: 1000))[0][..<5]) == [0, 3, 0, 1, 7])
    let second = transfer.acknowledge(1, at: .milliseconds(1))
    #expect(second.packets(of: Array(repeating: 7, count: 1000))[0].count == 4 + 488)
    #expect(transfer.outcome == nil)
    #expect(transfer.acknowledge(2, at: .milliseconds(2)) == .nothing)
    #expect(transfer.outcome == .finished(confirmed: true))
    #expect(transfer.nextWake == nil)
    #expect(transfer.statistics == TransferStatistics(octets: 1000, packets: 2, resends: 0))
  }

  @Test(
    "ends with an empty block where the file fills the one before",
    arguments: [
      (0, [0]), (1, [1]), (511, [511]), (512, [512, 0]), (513, [512, 1]), (1024, [512, 512, 0]),
    ])
  func sizes(fileSize: Int, payloads: [Int]) {
    var (transfer, reply) = ServerTransfer.started(fileSize)
    var sent: [Int] = []
    while case .data(let run) = reply {
      sent += run.map(\.octets.count)
      reply = transfer.acknowledge(UInt16(sent.count), at: .milliseconds(sent.count))
    }
    #expect(sent == payloads)
    #expect(transfer.outcome == .finished(confirmed: true))
  }

  @Test("grants options within its bounds and sends data once they are acknowledged")
  func options() {
    let asked = TransferOptions(blockSize: 8192, timeout: 3, transferSize: 0, windowSize: 100)
    var (transfer, reply) = ServerTransfer.started(100_000, options: asked)
    let granted = TransferOptions(
      blockSize: 1468, timeout: 3, transferSize: 100_000, windowSize: 16)
    #expect(reply == .optionAcknowledgement(granted))
    #expect(
      granted.acknowledgementPacket
        == Octets.request(
          6, "blksize|1468|timeout|3|tsize|100000|windowsize|16|"))
    #expect(transfer.acknowledge(1, at: .milliseconds(1)) == .nothing)
    #expect(transfer.acknowledge(0, at: .milliseconds(1)).blocks == Array(1...16))
  }

  @Test("measures the file in octets that travel whole, over IPv6 too")
  func pathMTU() {
    let asked = TransferOptions(blockSize: 65_464)
    let transfer = ServerTransfer(
      ReadRequest(name: "file", options: asked), from: .init(.v6(1, 1), port: 1), fileSize: 1,
      now: .zero)
    #expect(transfer.options.blockSize == 1448)
  }

  @Test("rolls the block number over to 0 and tells stale acknowledgements by their distance")
  func rollOver() {
    var (transfer, reply) = ServerTransfer.started(70_000 * 8, options: .init(blockSize: 8))
    reply = transfer.acknowledge(0, at: .zero)
    for block in 1...65_536 {
      #expect(reply.blocks == [UInt16(truncatingIfNeeded: block)])
      reply = transfer.acknowledge(UInt16(truncatingIfNeeded: block), at: .zero)
    }
    #expect(reply.blocks == [1])
    for stale: UInt16 in [65_535, 65_534, 0, 2, 32_768] {
      #expect(transfer.acknowledge(stale, at: .seconds(0.1)) == .nothing)
    }
    #expect(transfer.acknowledge(1, at: .seconds(0.1)).blocks == [2])
    #expect(transfer.statistics.octets == 65_537 * 8)
  }

  @Test("gives error 5 to others and goes on")
  func unknownTransferID() {
    var (transfer, _) = ServerTransfer.started(1000)
    let ack = Octets.acknowledgement(1)
    for source in [Address.stranger, SocketAddress(Address.client.host, port: 50_001)] {
      #expect(transfer.receive(ack, from: source, at: .zero) == .error(.unknownTransferID))
    }
    let error = Octets.error(0, "die")
    #expect(transfer.receive(error, from: Address.stranger, at: .zero) == .nothing)
    #expect(transfer.receive([0], from: Address.stranger, at: .zero) == .nothing)
    #expect(transfer.acknowledge(1, at: .zero).blocks == [2])
  }

  @Test("ends at once when the client says an error")
  func clientError() {
    var (transfer, _) = ServerTransfer.started(1000)
    #expect(transfer.receive(Octets.error(3, "full\u{1b}[2J"), at: .zero) == .nothing)
    #expect(transfer.outcome == .failed(.endedByPeer(code: 3, text: "full?[2J")))
    #expect(transfer.acknowledge(1, at: .zero) == .nothing)
    #expect(transfer.wake(now: .seconds(9)) == .nothing)
  }

  @Test(
    "answers what belongs to no read request with error 4, and ends",
    arguments: [
      Octets.data(1, []), Octets.request(6, ""), Octets.request(9, "x"),
      Octets.request(2, "a|octet|"),
    ])
  func illegal(octets: [UInt8]) {
    var (transfer, _) = ServerTransfer.started(1000)
    #expect(transfer.receive(octets, at: .zero) == .error(.illegalOperation))
    #expect(transfer.outcome == .failed(.protocolViolation))
  }

  @Test(
    "lets damaged packets pass, and takes a padded acknowledgement",
    arguments: [[], [0], [0, 4], [0, 4, 0]])
  func damaged(octets: [UInt8]) {
    var (transfer, _) = ServerTransfer.started(1000)
    #expect(transfer.receive(octets, at: .zero) == .nothing)
    #expect(transfer.outcome == nil)
    #expect(transfer.receive(Octets.acknowledgement(1) + [0, 0], at: .zero).blocks == [2])
  }

  @Test("is the same for a repeated request, whose copies double nothing")
  func repeatedRequest() {
    var (transfer, _) = ServerTransfer.started(1000)
    #expect(transfer.isRepeated(by: transfer.request, now: .milliseconds(1)))
    #expect(transfer.answerRequest(now: .milliseconds(1)) == .nothing)
    #expect(transfer.answerRequest(now: .milliseconds(220)).blocks == [1])
    #expect(transfer.acknowledge(1, at: .milliseconds(221)).blocks == [2])
    #expect(transfer.answerRequest(now: .seconds(2)) == .nothing)
    #expect(!transfer.isRepeated(by: transfer.request, now: .seconds(2)))
    #expect(!transfer.isRepeated(by: ReadRequest(name: "other"), now: .milliseconds(222)))
  }

  @Test("repeats the OACK for a repeated request")
  func repeatedRequestWithOptions() {
    let options = TransferOptions(transferSize: 0)
    var (transfer, first) = ServerTransfer.started(1000, options: options)
    #expect(first == .optionAcknowledgement(.init(transferSize: 1000)))
    #expect(transfer.answerRequest(now: .seconds(0.25)) == first)
  }

  @Test("is as good as finished when its client asks for another file instead of the last ACK")
  func supersededAtEnd() {
    var (transfer, _) = ServerTransfer.started(1000)
    _ = transfer.acknowledge(1, at: .zero)
    transfer.supersede()
    #expect(transfer.outcome == .finished(confirmed: false))
    var (unanswered, _) = ServerTransfer.started(1000)
    unanswered.supersede()
    #expect(unanswered.outcome == .failed(.superseded))
  }
}
