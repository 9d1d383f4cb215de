/// The addresses that share a prefix, as CIDR writes them: `192.0.2.0/24`.
public struct AddressRange: Hashable, Sendable {
  /// The first address: bits after the prefix are zero.
  public let base: IPAddress
  /// How many bits all addresses share: 0 to 32 or 128.
  public let prefixLength: Int

  /// The range of an address and a prefix length; nil if the address has fewer bits than that.
  public init?(_ address: IPAddress, prefixLength: Int) {
    guard 0...address.bitCount ~= prefixLength else { return nil }
    self.prefixLength = prefixLength
    base = address.masked(to: prefixLength)
  }

  public func contains(_ address: IPAddress) -> Bool {
    address.bitCount == base.bitCount && address.masked(to: prefixLength) == base
  }
}

extension AddressRange: LosslessStringConvertible {
  /// Reads `192.0.2.0/24`, `2001:db8::/32`, or one address. Bits after the prefix may be set.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = parts.first, let address = IPAddress(host) else { return nil }
    guard parts.count == 2 else {
      self.init(address, prefixLength: address.bitCount)
      return
    }
    let digits = parts[1]
    guard 1...3 ~= digits.utf8.count, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int(digits)
    else { return nil }
    self.init(address, prefixLength: length)
  }

  public var description: String { "\(base)/\(prefixLength)" }
}

extension IPAddress {
  /// The address with all bits after a prefix set to zero.
  fileprivate func masked(to length: Int) -> IPAddress {
    // A shift by the whole width or more gives zero in Swift, as it should here.
    switch self {
    case .v4(let bits):
      return .v4(bits & (UInt32.max << (32 - length)))
    case .v6(let upper, let lower):
      let upperLength = min(length, 64)
      return .v6(
        upper & (UInt64.max << (64 - upperLength)),
        lower & (UInt64.max << (64 - (length - upperLength))))
    }
  }
}
