import NetworkAddresses
import OutputTree
import Rollout
import TestSupport

/// What the tests speak of: two phones of a family with a common file, one of a family without.
enum Sample {
  static let newFile = ContentHash(of: Array("new".utf8))
  static let oldFile = ContentHash(of: Array("old".utf8))
  static let common = ContentHash(of: Array("common".utf8))

  static let desk = phone("808287010203", label: "Desk", ownHash: newFile)
  static let hall = phone("808287010204", label: nil, ownHash: newFile)
  static let door = RolloutPhone(
    mac: "0c1105000001", family: "Door", model: "S563", label: "Gate", commonHash: nil,
    ownHash: newFile)

  static func phone(
    _ mac: String, label: String? = nil, ownHash: ContentHash? = newFile,
    commonHash: ContentHash? = common
  ) -> RolloutPhone {
    RolloutPhone(
      mac: mac, family: "A2X", model: "A20", label: label, commonHash: commonHash,
      ownHash: ownHash)
  }

  static let address = IPAddress.v4(0x0a00_0001)

  /// An event of the phone on the desk, unless another is named.
  static func event(
    _ kind: RolloutEvent.Kind, at time: Int64 = 1, mac: String? = desk.mac,
    from source: IPAddress = address
  ) -> RolloutEvent {
    RolloutEvent(time: time, mac: mac, address: source, kind)
  }

  static func ownFile(
    _ hash: ContentHash = newFile, by part: RolloutProtocol = .tftp
  ) -> RolloutEvent.Kind {
    .fetched(RolloutFile(name: "808287010203.cfg", role: .own), part, hash: hash)
  }

  static func commonFile(_ hash: ContentHash = common) -> RolloutEvent.Kind {
    .fetched(
      RolloutFile(name: "a000000000020.cfg", role: .common(family: "A2X")), .tftp, hash: hash)
  }

  static func failed(_ part: RolloutProtocol, _ reason: String = "silent") -> RolloutEvent.Kind {
    .failed(part, nil, reason: reason)
  }

  static let told = RolloutEvent.Kind.told(url: "tftp://10.0.0.9")
  static let stranger = RolloutEvent.Kind.unknown(
    RolloutEvent.UnknownPhone(vendor: "ATCOM", model: "ATCOM", version: "2.1", userAgent: nil))

  /// One of each kind, with what makes trouble in texts.
  static let kinds: [RolloutEvent.Kind] = [
    .seen, .told(url: "tftp://10.0.0.1/\"x\""), .acknowledged,
    .fetching(RolloutFile(name: "808287010203.cfg", role: .own), .https),
    ownFile(), commonFile(), failed(.http, "it \\ went\naway"),
    .failed(.tftp, RolloutFile(name: "a b.cfg", role: .other), reason: "…"),
    .unknown(.init(vendor: "ATCOM", model: nil, version: "1", userAgent: "é\u{1}")),
  ]

  /// Events of a rollout at random, in the order of their times.
  static func events(
    _ count: Int, from start: Int64 = 0, phones: [RolloutPhone],
    using generator: inout SeededGenerator
  ) -> [RolloutEvent] {
    (1...count).map { number in
      let kind = kinds.randomElement(using: &generator) ?? .seen
      let place = UInt32.random(in: 1...4, using: &generator)
      let mac = phones.randomElement(using: &generator)?.mac
      return RolloutEvent(
        time: start + Int64(number),
        mac: Bool.random(using: &generator) ? mac : nil, address: .v4(place), kind)
    }
  }
}

extension Ledger {
  /// The state of a phone, for comparing.
  func state(_ phone: RolloutPhone) -> RolloutState? { phones[phone.mac]?.state }

  /// All that it says, as programs get it.
  var said: String { String(decoding: LedgerReport(self, site: nil).json, as: UTF8.self) }
}
