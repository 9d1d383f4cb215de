public import NetworkAddresses

/// The topmost Via of a request: where its answers go (RFC 3261, section 18.2.2, and RFC 3581).
public struct Via: Hashable, Sendable {
  /// As it was written.
  public let text: String
  /// Who sent the request, as it says itself: a name or an address.
  public let sentByHost: String
  /// Nil if none is said: then it is 5060.
  public let sentByPort: UInt16?
  public let parameters: FieldValue

  /// Reads `SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bK1`; nil for what has no sent-by.
  public init?(_ text: String) {
    let parts = FieldValue(text)
    // Spaces may stand round the slashes and the colon: the sent-by is what follows the transport.
    guard let slash = parts.value.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let words = parts.value[slash...].dropFirst().split { $0 == " " || $0 == "\t" }
    let sentBy = words.dropFirst().joined()
    // One sender of the field ends its port with a full stop.
    guard let uri = SIPURI("sip:" + sentBy) ?? SIPURI("sip:" + sentBy.dropLast()), uri.user == nil
    else { return nil }
    self.text = text
    sentByHost = uri.host
    sentByPort = uri.port
    parameters = parts
  }

  /// The transaction's branch; nil where there is none or an empty one.
  public var branch: String? {
    parameters["branch"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The client asks for the source port (RFC 3581, section 3).
  public var asksForPort: Bool { parameters["rport"] != nil }

  /// The Via as an answer carries it: `received` where the source is not what sent-by says or
  /// `rport` was asked for, and `rport` filled in (RFC 3581, section 4).
  public func answered(from source: SocketAddress) -> String {
    let host = source.host.unmapped
    guard asksForPort || IPAddress(sentByHost) != host else { return text }
    var result = parameters.value
    for parameter in parameters.parameters where !["rport", "received"].contains(parameter.name) {
      result += ";\(parameter.text)"
    }
    result += ";received=\(host)"
    if asksForPort { result += ";rport=\(source.port)" }
    return result
  }

  /// Where an answer goes: to the source port if `rport` was asked for, else to the port of
  /// sent-by, always at the source's address: a `maddr` is not heeded, since it could name anybody.
  public func answerAddress(for source: SocketAddress) -> SocketAddress {
    guard !asksForPort else { return source }
    var address = source
    address.port = sentByPort ?? 5060
    return address
  }
}
