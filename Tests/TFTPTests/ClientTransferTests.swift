import NetworkAddresses
import Testing

@testable import TFTP

@Suite("A client's transfer")
struct ClientTransferTests {
  private let full = [UInt8](repeating: 1, count: 512)

  @Test("asks, takes block after block, and acknowledges each")
  func lockStep() {
    var transfer = ClientTransfer(
      ReadRequest(name: "file"), server: Address.server, now: .zero)
    let request = transfer.wake(now: .zero).packet
    #expect(request?.octets == Octets.request(1, "file|octet|"))
    #expect(request?.destination == Address.server)
    let first = transfer.receive(Octets.data(1, full), at: .zero)
    #expect(first.content == 4..<516)
    #expect(first.packet?.octets == Octets.acknowledgement(1))
    #expect(first.packet?.destination == Address.transfer)
    let last = transfer.receive(Octets.data(2, [9]), at: .zero)
    #expect(last.content == 4..<5 && last.acknowledgement == 2)
    #expect(transfer.outcome == .finished(confirmed: true))
    #expect(transfer.received == 513)
  }

  @Test("acknowledges a copy again without taking it, even after the end")
  func copies() {
    var transfer = ClientTransfer.started()
    _ = transfer.receive(Octets.data(1, full), at: .zero)
    let again = transfer.receive(Octets.data(1, full), at: .zero)
    #expect(again.content == nil && again.acknowledgement == 1)
    _ = transfer.receive(Octets.data(2, []), at: .zero)
    #expect(transfer.receive(Octets.data(1, full), at: .zero) == .nothing)
    #expect(transfer.receive(Octets.data(2, []), at: .zero).acknowledgement == 2)
  }

  @Test("sends the request again, then gives up")
  func silence() {
    var transfer = ClientTransfer.started()
    var requests = 1
    while let next = transfer.nextWake {
      if transfer.wake(now: next).packet != nil { requests += 1 }
    }
    #expect(requests == 9 && transfer.resends == 8)
    #expect(transfer.outcome == .failed(.silence))
  }

  @Test("sends its last acknowledgement again when nothing follows")
  func resend() throws {
    var transfer = ClientTransfer.started()
    _ = transfer.receive(Octets.data(1, full), at: .milliseconds(10))
    let next = try #require(transfer.nextWake)
    #expect(next == .milliseconds(260))
    #expect(transfer.wake(now: next).acknowledgement == 1)
  }

  @Test("answers others with error 5 and goes on")
  func unknownTransferID() {
    var transfer = ClientTransfer.started()
    let other = transfer.receive(Octets.data(1, full), from: Address.stranger, at: .zero)
    #expect(other.error == .unknownTransferID && other.packet?.destination == Address.stranger)
    _ = transfer.receive(Octets.data(1, full), at: .zero)
    let port = SocketAddress(Address.transfer.host, port: 40_001)
    #expect(transfer.receive(Octets.data(2, []), from: port, at: .zero).error == .unknownTransferID)
    #expect(transfer.receive(Octets.data(2, []), at: .zero).acknowledgement == 2)
  }

  @Test("takes the options that are granted, and does without those that are not")
  func options() {
    let asked = TransferOptions(blockSize: 1024, transferSize: 0, windowSize: 4)
    var transfer = ClientTransfer.started(options: asked)
    let step = transfer.receive(Octets.request(6, "BLKSIZE|600|tsize|601|"), at: .zero)
    #expect(step.acknowledgement == 0)
    #expect(transfer.options == TransferOptions(blockSize: 600, transferSize: 601))
    #expect(
      transfer.receive(Octets.request(6, "blksize|600|tsize|601|"), at: .zero).acknowledgement == 0)
    let block = [UInt8](repeating: 0, count: 600)
    #expect(transfer.receive(Octets.data(1, block), at: .zero).acknowledgement == 1)
    var plain = ClientTransfer.started(options: asked)
    #expect(plain.receive(Octets.data(1, full), at: .zero).acknowledgement == 1)
  }

  @Test(
    "refuses options that it did not ask for",
    arguments: ["blksize|1025|", "timeout|1|", "windowsize|5|", "multicast|x|", "blksize|x|", ""])
  func refusedOptions(options: String) {
    var transfer = ClientTransfer.started(
      options: .init(blockSize: 1024, transferSize: 0, windowSize: 4))
    let step = transfer.receive(Octets.request(6, options), at: .zero)
    #expect(step.error == .optionNegotiation)
    #expect(transfer.outcome == .failed(.optionsRefused))
  }

  @Test("acknowledges whole windows, and tells a gap once")
  func windows() {
    var transfer = ClientTransfer.started(options: .init(windowSize: 3))
    _ = transfer.receive(Octets.request(6, "windowsize|3|"), at: .zero)
    func data(_ number: UInt16) -> UInt16? {
      transfer.receive(Octets.data(number, full), at: .zero).acknowledgement
    }
    #expect([1, 2, 3].map(data) == [nil, nil, 3])
    #expect([5, 6, 4, 5, 6].map(data) == [3, nil, nil, nil, 6])
    // The whole window again, as after a lost acknowledgement.
    #expect([4, 5, 6].map(data) == [nil, nil, 6])
  }

  @Test("refuses blocks that are too long, and files that are too large")
  func tooLarge() {
    var transfer = ClientTransfer.started()
    #expect(transfer.receive(Octets.data(1, full + [1]), at: .zero).error == .illegalOperation)
    var settings = ClientSettings()
    settings.maximumSize = 1000
    transfer = ClientTransfer.started(settings: settings)
    _ = transfer.receive(Octets.data(1, full), at: .zero)
    #expect(transfer.receive(Octets.data(2, full), at: .zero).error == .diskFull)
    #expect(transfer.outcome == .failed(.tooLarge))
  }

  @Test("ends with the server's error")
  func serverError() {
    var transfer = ClientTransfer.started()
    #expect(transfer.receive(Octets.error(1, "none"), at: .zero) == .nothing)
    #expect(transfer.outcome == .failed(.endedByPeer(code: 1, text: "none")))
  }
}
