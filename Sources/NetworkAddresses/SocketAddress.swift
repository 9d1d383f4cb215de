/// An address and a port, of UDP or TCP.
public struct SocketAddress: Hashable, Sendable {
  public var host: IPAddress
  public var port: UInt16
  /// The interface that a link-local IPv6 address belongs to, by its index; else 0.
  public var scope: UInt32

  public init(_ host: IPAddress, port: UInt16, scope: UInt32 = 0) {
    self.host = host
    self.port = port
    self.scope = scope
  }
}

extension SocketAddress: LosslessStringConvertible {
  /// Reads `192.0.2.1:5060` or `[2001:db8::1]:5060`.
  public init?(_ text: String) {
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
    let digits = text[text.utf8.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = UInt16(digits)
    else { return nil }
    let host = text[..<colon]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    guard let address = IPAddress(isBracketed ? host.dropFirst().dropLast() : host) else {
      return nil
    }
    // An IPv6 address without brackets would leave open where the port begins.
    guard (address.bitCount == 128) == isBracketed else { return nil }
    self.init(address, port: port)
  }

  public var description: String {
    switch host {
    case .v4: "\(host):\(port)"
    case .v6: "[\(host)]:\(port)"
    }
  }
}
