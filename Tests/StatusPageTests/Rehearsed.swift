import NetworkAddresses
import OutputTree
import Rollout

/// A small rollout, step by step, for everything that shows one.
struct Rehearsed {
  static let start: Int64 = 1_764_579_600_000
  static let file = ContentHash(of: Array("file".utf8))
  static let common = ContentHash(of: Array("common".utf8))
  static let document = ["Reception", "Ana García", "Conference room 2, second floor", nil]

  private(set) var ledger: Ledger
  let phones: [RolloutPhone]
  private(set) var now = start

  /// Some phones of two families: those of A2X have a common file, the doors have none.
  init(phones count: Int = 12) {
    phones = (0..<count).map { number in
      let isDoor = number % 6 == 5
      return RolloutPhone(
        mac: Self.mac(number), family: isDoor ? "Door" : "A2X", model: isDoor ? "S563" : "A20",
        label: number < Self.document.count ? Self.document[number] : "Desk \(number)",
        commonHash: isDoor ? nil : Self.common, ownHash: Self.file)
    }
    ledger = Ledger(phones)
  }

  static func mac(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "808287" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  static func address(_ number: Int) -> IPAddress { .v4(0xc000_0200 + UInt32(number) + 10) }

  mutating func happen(_ kind: RolloutEvent.Kind, to number: Int) {
    now += 40
    ledger.apply(
      RolloutEvent(time: now, mac: Self.mac(number), address: Self.address(number), kind))
  }

  mutating func ask(_ numbers: some Sequence<Int>) {
    for number in numbers {
      happen(.seen, to: number)
      happen(.told(url: "tftp://192.0.2.1"), to: number)
    }
  }

  mutating func acknowledge(_ numbers: some Sequence<Int>) {
    for number in numbers { happen(.acknowledged, to: number) }
  }

  mutating func fetchCommon(_ numbers: some Sequence<Int>) {
    let file = RolloutFile(name: "a000000000020.cfg", role: .common(family: "A2X"))
    for number in numbers where phones[number].commonHash != nil {
      now += 40
      ledger.apply(
        RolloutEvent(
          time: now, mac: nil, address: Self.address(number),
          .fetched(file, .tftp, hash: Self.common)))
    }
  }

  mutating func fetchOwn(_ numbers: some Sequence<Int>, by part: RolloutProtocol = .tftp) {
    for number in numbers {
      let file = RolloutFile(name: "\(Self.mac(number)).cfg", role: .own)
      happen(.fetching(file, part), to: number)
      happen(.fetched(file, part, hash: Self.file), to: number)
    }
  }

  mutating func fail(_ number: Int, _ part: RolloutProtocol, _ reason: String) {
    happen(.failed(part, nil, reason: reason), to: number)
  }

  mutating func hear(unknown mac: String?, _ said: RolloutEvent.UnknownPhone, from place: UInt32) {
    now += 40
    ledger.apply(
      RolloutEvent(time: now, mac: mac, address: .v4(0xc633_6400 + place), .unknown(said)))
  }

  mutating func replacePhones(_ phones: [RolloutPhone]) { ledger.replacePhones(phones) }

  /// From all grey to all green, by way of a failure and a stranger.
  static func steps() -> [Rehearsed] {
    var rollout = Rehearsed()
    var steps = [rollout]
    rollout.ask(0..<8)
    rollout.acknowledge(0..<6)
    rollout.hear(
      unknown: "808287ffffff",
      .init(vendor: "ATCOM", model: "ATCOM", version: "2.1.9", userAgent: "ATCOM A21"), from: 9)
    steps.append(rollout)
    rollout.fetchCommon(0..<6)
    rollout.fetchOwn(0..<3)
    rollout.fail(3, .tftp, "the phone fell silent after block 2")
    steps.append(rollout)
    rollout.ask(8..<12)
    rollout.acknowledge(6..<12)
    rollout.fetchCommon(6..<12)
    rollout.fetchOwn(3..<12, by: .http)
    steps.append(rollout)
    return steps
  }
}
