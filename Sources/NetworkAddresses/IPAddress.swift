/// An address of the Internet Protocol, version 4 or 6.
public enum IPAddress: Hashable, Sendable {
  /// In host order: `127.0.0.1` is `0x7f000001`.
  case v4(UInt32)
  /// The upper and the lower 64 bits, in host order.
  case v6(UInt64, UInt64)

  /// `127.0.0.1`
  public static let loopback = IPAddress.v4(0x7f00_0001)
  /// `0.0.0.0`
  public static let any = IPAddress.v4(0)
  /// `224.0.1.75`, `sip.mcast.net`: where phones ask for their server (facts: PnP).
  public static let sipMulticast = IPAddress.v4(0xe000_014b)

  /// How many bits the address has: 32 or 128.
  public var bitCount: Int {
    switch self {
    case .v4: 32
    case .v6: 128
    }
  }

  /// `224.0.0.0/4` or `ff00::/8`.
  public var isMulticast: Bool {
    switch self {
    case .v4(let bits): bits >> 28 == 0xe
    case .v6(let upper, _): upper >> 56 == 0xff
    }
  }

  /// `127.0.0.0/8` or `::1`.
  public var isLoopback: Bool {
    switch self {
    case .v4(let bits): bits >> 24 == 127
    case .v6(let upper, let lower): upper == 0 && lower == 1
    }
  }

  /// `0.0.0.0` or `::`.
  public var isUnspecified: Bool {
    switch self {
    case .v4(let bits): bits == 0
    case .v6(let upper, let lower): upper == 0 && lower == 0
    }
  }

  /// The IPv4 address that an IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) stands for; others as
  /// they are.
  public var unmapped: IPAddress {
    if case .v6(0, let lower) = self, lower >> 32 == 0xffff {
      return .v4(UInt32(truncatingIfNeeded: lower))
    }
    return self
  }
}

extension IPAddress: Comparable {
  /// IPv4 before IPv6, then by number.
  public static func < (left: IPAddress, right: IPAddress) -> Bool {
    switch (left, right) {
    case (.v4(let left), .v4(let right)): left < right
    case (.v6(let upper, let lower), .v6(let otherUpper, let otherLower)):
      (upper, lower) < (otherUpper, otherLower)
    case (.v4, .v6): true
    case (.v6, .v4): false
    }
  }
}
