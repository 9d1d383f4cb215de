import NetworkAddresses
import SIPPnP
import TestSupport
import Testing

@Suite("Phones and a responder on a bad network")
struct LossyNetworkTests {
  /// Loses, delays and repeats what goes through it.
  private struct Network {
    struct Datagram {
      let at: Duration
      let bytes: [UInt8]
      /// Nil is the server.
      let phone: Int?
    }

    var generator: SeededGenerator
    var loss: Double
    private(set) var underway: [Datagram] = []

    mutating func send(_ bytes: [UInt8], toPhone phone: Int?, now: Duration) {
      for _ in 0..<(Double.random(in: 0..<1, using: &generator) < 0.2 ? 2 : 1) {
        if Double.random(in: 0..<1, using: &generator) < loss { continue }
        let delay = Duration.milliseconds(Int.random(in: 1...900, using: &generator))
        underway.append(Datagram(at: now + delay, bytes: bytes, phone: phone))
      }
    }

    mutating func arrivals(at now: Duration) -> [Datagram] {
      let arrived = underway.filter { $0.at <= now }
      underway.removeAll { $0.at <= now }
      return arrived
    }
  }

  @Test("All are told the URL, and all are known to have been told", arguments: 1...25)
  func everybody(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var network = Network(generator: generator, loss: 0.3)
    var responder = PnPResponder()
    let interface = PnPInterface(
      id: 0, address: Conversation.server,
      networks: [AddressRange("192.0.2.0/24")].compactMap { $0 })
    var settings = PnPPhoneSettings()
    settings.rounds = 10
    var phones = (0..<20).map { number in
      PnPPhone(
        PnPPhoneIdentity(
          mac: "8082870000\(number + 10)",
          address: SocketAddress(.v4(0xc000_020a + UInt32(number)), port: 5060)),
        settings: settings, using: &generator)
    }
    var urls: [Int: [String]] = [:]
    var failures: [PnPPhoneFailure] = []
    var acknowledged: Set<String?> = []
    var now = Duration.zero

    func perform(_ actions: [PnPPhoneAction], of number: Int) {
      for action in actions {
        switch action {
        case .send(let bytes, _): network.send(bytes, toPhone: nil, now: now)
        case .told(let url): urls[number, default: []].append(url)
        case .failed(let failure): failures.append(failure)
        }
      }
    }
    func perform(_ actions: [PnPAction]) {
      for action in actions {
        switch action {
        case .send(let bytes, let destination, _):
          let number = phones.firstIndex { $0.identity.address == destination }
          if let number { network.send(bytes, toPhone: number, now: now) }
        case .event(.acknowledged(let subscriber)): acknowledged.insert(subscriber.phone.mac)
        case .event: break
        }
      }
    }

    for number in phones.indices { perform(phones[number].start(now: now), of: number) }
    while now < .seconds(600) {
      let next = phones.compactMap(\.nextWake) + network.underway.map(\.at)
      guard let moment = (next + [responder.nextWake].compactMap { $0 }).min() else { break }
      now = max(now, moment)
      perform(responder.wake(now: now))
      for number in phones.indices { perform(phones[number].wake(now: now), of: number) }
      for datagram in network.arrivals(at: now) {
        if let number = datagram.phone {
          let actions = phones[number].receive(datagram.bytes, from: interface.address, now: now)
          perform(actions, of: number)
          continue
        }
        let sender = phones.first {
          String(decoding: datagram.bytes, as: UTF8.self).contains("\($0.identity.mac)@")
        }
        perform(
          responder.receive(
            datagram.bytes, from: sender?.identity.address ?? Conversation.phone,
            isMulticast: true, on: interface, now: now, using: &generator
          ) { .tell(url: "tftp://192.0.2.1/\($0.phone.mac ?? "")") })
      }
    }
    #expect(failures.isEmpty)
    for number in phones.indices {
      #expect(urls[number] == ["tftp://192.0.2.1/\(phones[number].identity.mac)"])
    }
    #expect(acknowledged == Set(phones.map(\.identity.mac)))
    #expect(responder.exchangeCount == 0)
  }
}
