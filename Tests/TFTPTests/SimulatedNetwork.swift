import NetworkAddresses

@testable import TFTP

/// A server's and a client's transfer with a network between them that loses, delays, reorders and
/// repeats, as a seed has it.
struct SimulatedNetwork<Random: RandomNumberGenerator> {
  struct Faults {
    /// The shares of datagrams that are lost and that come twice: 0 to 1.
    var loss = 0.0
    var repetition = 0.0
    /// How long datagrams are on their way, in microseconds; where these differ they overtake.
    var delays = 100...100
  }

  /// What came of it.
  struct Result {
    var content: [UInt8] = []
    var client: TransferOutcome?
    var server: TransferOutcome?
    /// DATA packets that the server sent.
    var dataPackets = 0
    var blocks = 0
    var duration = Duration.zero
  }

  private enum Recipient { case port69, transfer, client }

  private struct Datagram {
    var arrival: Duration
    var recipient: Recipient
    var octets: [UInt8]
  }

  private let faults: Faults
  private let file: [UInt8]
  private var random: Random
  private var client: ClientTransfer
  private var server: ServerTransfer?
  private var now = Duration.zero
  private var underway: [Datagram] = []
  private var result = Result()

  init(file: [UInt8], request: ReadRequest, faults: Faults, random: Random) {
    self.file = file
    self.faults = faults
    self.random = random
    client = ClientTransfer(request, server: Address.server, now: .zero)
  }

  /// Lets both run until both have ended; gives up after so many events.
  mutating func run(events: Int = 2_000_000) -> Result {
    for _ in 0..<events {
      take(client.wake(now: now), from: [])
      if var transfer = server {
        send(transfer.wake(now: now))
        server = transfer
      }
      let arrival = underway.indices.min { underway[$0].arrival < underway[$1].arrival }
      let moments = [client.nextWake, server?.nextWake, arrival.map { underway[$0].arrival }]
      guard let next = moments.compactMap({ $0 }).min() else { break }
      now = max(now, next)
      if let arrival, underway[arrival].arrival <= now { deliver(underway.remove(at: arrival)) }
    }
    result.client = client.outcome
    result.server = server?.outcome
    result.blocks = file.count / (server?.options.blockSize ?? 512) + 1
    result.duration = now
    return result
  }

  private mutating func deliver(_ datagram: Datagram) {
    switch datagram.recipient {
    case .port69:
      guard case .read(let request) = RequestPortAnswer(parsing: datagram.octets) else { return }
      var transfer = ServerTransfer(
        request, from: Address.client, fileSize: file.count, now: now)
      // A client that the server has given up may ask anew.
      if let server, server.outcome == nil || server.outcome == .finished(confirmed: true) {
        transfer = server
      }
      send(transfer.answerRequest(now: now))
      server = transfer
    case .transfer:
      guard var transfer = server else { return }
      send(transfer.receive(datagram.octets, at: now))
      server = transfer
    case .client:
      take(client.receive(datagram.octets, at: now), from: datagram.octets)
    }
  }

  private mutating func send(_ reply: ServerTransfer.Reply) {
    result.dataPackets += reply.blocks.count
    for packet in reply.packets(of: file) { send(packet, to: .client) }
  }

  private mutating func take(_ step: ClientTransfer.Step, from octets: [UInt8]) {
    if let content = step.content { result.content += octets[content] }
    guard let packet = step.packet else { return }
    send(packet.octets, to: packet.destination == Address.server ? .port69 : .transfer)
  }

  private mutating func send(_ octets: [UInt8], to recipient: Recipient) {
    let copies = Double.random(in: 0..<1, using: &random) < faults.repetition ? 2 : 1
    for _ in 0..<copies where Double.random(in: 0..<1, using: &random) >= faults.loss {
      let delay = Duration.microseconds(Int.random(in: faults.delays, using: &random))
      underway.append(Datagram(arrival: now + delay, recipient: recipient, octets: octets))
    }
  }
}
