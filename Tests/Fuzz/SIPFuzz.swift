import NetworkAddresses
import SIPPnP

// Any bytes as datagrams to a responder and to a simulated phone, 0xFF between two, with time going
// by. Nothing may crash or hang, leave the network, or be written that is not read as the same
// message; and in the end nothing is held.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSIP(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let datagrams = UnsafeBufferPointer(start: data, count: size)
    .split(separator: 0xff, maxSplits: 16, omittingEmptySubsequences: false).map(Array.init)
  guard let network = AddressRange("192.0.2.0/24") else { return 0 }
  let server = SocketAddress(.v4(0xc000_0201), port: 5060)
  let source = SocketAddress(.v4(0xc000_0207), port: 1053)
  let interface = PnPInterface(id: 1, address: server, networks: [network])
  var generator = Congruence(state: UInt64(size))
  var responder = PnPResponder()
  var phone = PnPPhone(
    PnPPhoneIdentity(mac: "808287010203", address: source), using: &generator)
  check(phone.start(now: .zero))

  var now = Duration.zero
  for (number, datagram) in datagrams.enumerated() {
    let isMulticast = number % 2 == 0
    check(
      responder.receive(
        datagram, from: source, isMulticast: isMulticast, on: interface, now: now,
        using: &generator
      ) { $0.phone.mac?.hasPrefix("ff") == true ? .silent : .tell(url: "tftp://192.0.2.1") },
      on: interface)
    check(phone.receive(datagram, from: server, now: now))
    now += .milliseconds(datagram.count)
    check(responder.wake(now: now), on: interface)
    check(phone.wake(now: now))
  }
  for _ in 0..<1_000 {
    guard let next = responder.nextWake else { break }
    now = max(now, next)
    check(responder.wake(now: now), on: interface)
  }
  if responder.exchangeCount != 0 { fatalError("an exchange that never ends") }
  return 0
}

private struct Congruence: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}

private func check(_ actions: [PnPAction], on interface: PnPInterface) {
  for case .send(let bytes, let destination, _) in actions {
    if destination == interface.address || destination.port == 0
      || !interface.networks.contains(where: { $0.contains(destination.host) })
    {
      fatalError("something for \(destination)")
    }
    checkStrict(bytes)
  }
}

private func check(_ actions: [PnPPhoneAction]) {
  for case .send(let bytes, _) in actions { checkStrict(bytes) }
}

private func checkStrict(_ bytes: [UInt8]) {
  var limits = SIPLimits()
  limits.datagramSize = 1 << 20
  limits.headerCount = 100_000
  limits.headerSize = 1 << 20
  guard SIPMessage(parsing: bytes, limits: limits)?.encoded == bytes else {
    fatalError("not strict: \(String(decoding: bytes, as: UTF8.self))")
  }
}
