import NetworkAddresses

/// A SUBSCRIBE for `ua-profile` (RFC 6080), the only event that is served here.
struct SubscribeRequest {
  let request: AnswerableRequest
  /// As the phone wrote it.
  let event: String
  /// In seconds; nil if the phone asked for nothing that is a number.
  let expires: Int?
  /// The Contact's URI: where requests inside the dialog go.
  let target: String?

  static let eventName = "ua-profile"

  init?(_ request: AnswerableRequest) {
    guard request.method == "SUBSCRIBE", let event = request.message.headers[.event],
      FieldValue(event).value.lowercased() == Self.eventName
    else { return nil }
    self.request = request
    self.event = event
    expires = request.message.headers[.expires].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    target = request.message.headers.list(.contact).first.map { SIPAddress($0).uri }
      .flatMap { SIPURI($0) == nil || !Self.isWritable($0) ? nil : $0 }
  }

  /// Whether a URI can stand in a request line.
  private static func isWritable(_ uri: String) -> Bool {
    uri.utf8.allSatisfy { 0x21...0x7e ~= $0 && !"<>\"".utf8.contains($0) }
  }

  /// What makes two messages the same request. Not the branch: phones leave it out, or make a new
  /// one when they repeat themselves.
  func key(from source: SocketAddress) -> ExchangeKey {
    let from = SIPAddress(request.from)
    return ExchangeKey(
      callID: request.callID, from: from.tag ?? from.uri, cSeq: request.cSeq, source: source.host)
  }

  /// Where the NOTIFY goes: to the Contact, if the interface's networks hold it, else back to the
  /// source. A Contact elsewhere would let a stranger choose whom we send to.
  func notifyAddress(from source: SocketAddress, on interface: PnPInterface) -> SocketAddress {
    guard let target, let address = SIPURI(target)?.socketAddress, interface.reaches(address)
    else { return source }
    return address
  }
}

/// What makes two requests the same one.
struct ExchangeKey: Hashable, Sendable {
  let callID: String
  let from: String
  let cSeq: String
  let source: IPAddress
}
