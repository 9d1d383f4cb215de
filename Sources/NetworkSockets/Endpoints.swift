internal import CSockets
internal import NetworkAddresses

extension csockets_endpoint {
  init(_ address: SocketAddress) {
    self.init()
    port = address.port
    scope = address.scope
    switch address.host {
    case .v4(let bits):
      version = 4
      lower = UInt64(bits)
    case .v6(let upper, let lower):
      version = 6
      self.upper = upper
      self.lower = lower
    }
  }

  /// Nil where there is no address.
  var address: SocketAddress? {
    switch version {
    case 4: SocketAddress(.v4(UInt32(truncatingIfNeeded: lower)), port: port)
    case 6: SocketAddress(.v6(upper, lower), port: port, scope: scope)
    default: nil
    }
  }

  /// As a socket of either version meets it: IPv4 also where it came in IPv6's clothes.
  var unmappedAddress: SocketAddress? {
    address.map { address in
      let host = address.host.unmapped
      return SocketAddress(host, port: address.port, scope: host.bitCount == 32 ? 0 : address.scope)
    }
  }
}

extension IPAddress {
  /// 4 or 6.
  var version: Int32 { bitCount == 32 ? 4 : 6 }

  /// The bits of an IPv4 address; 0 for others.
  var version4Bits: UInt32 {
    if case .v4(let bits) = self { bits } else { 0 }
  }

  /// `::ffff:192.0.2.1` for an IPv4 address, as a socket of both versions wants it.
  var mapped: IPAddress {
    if case .v4(let bits) = self { .v6(0, 0xffff_0000_0000 | UInt64(bits)) } else { self }
  }
}
