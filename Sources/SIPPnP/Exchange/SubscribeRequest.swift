import NetworkAddresses

/// A request with all that an answer must repeat (RFC 3261, section 8.2.6).
struct AnswerableRequest {
  let message: SIPMessage
  let method: String
  let uri: String
  let via: Via
  let otherVias: [String]
  let from: String
  let to: String
  let callID: String
  let cSeq: String

  /// Nil if the message is no request or lacks something that an answer needs.
  init?(_ message: SIPMessage) {
    guard case .request(let method, let uri) = message.start else { return nil }
    var vias = message.headers.list(.via)
    guard !vias.isEmpty, let via = Via(vias.removeFirst()),
      let from = message.headers[.from], let to = message.headers[.to],
      let callID = message.headers[.callID], let cSeq = message.headers[.cSeq],
      !from.isEmpty, !to.isEmpty, !callID.isEmpty, !cSeq.isEmpty
    else { return nil }
    self.message = message
    self.method = method.uppercased()
    self.uri = uri
    self.via = via
    otherVias = vias
    self.from = from
    self.to = to
    self.callID = callID
    self.cSeq = cSeq
  }

  /// The To of answers: the request's, with a tag.
  func answeredTo(tag: String) -> String {
    SIPAddress(to).tag == nil ? "\(to);tag=\(tag)" : to
  }

  /// An answer with what every answer repeats.
  func answer(
    _ status: Int, _ reason: String, source: SocketAddress, toTag: String, product: String,
    _ more: [(SIPHeaderName, String)] = []
  ) -> SIPMessage {
    var headers = SIPHeaders([(.via, via.answered(from: source))])
    for via in otherVias { headers.append(.via, via) }
    headers.append(.from, from)
    headers.append(.to, answeredTo(tag: toTag))
    headers.append(.callID, callID)
    headers.append(.cSeq, cSeq)
    for (name, value) in more { headers.append(name, value) }
    headers.append(.server, product)
    return SIPMessage(.response(status: status, reason: reason), headers: headers)
  }
}

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
      .flatMap { SIPURI($0) == nil ? nil : $0 }
  }

  /// What makes two messages the same request: phones without a branch repeat the rest.
  func key(from source: SocketAddress) -> ExchangeKey {
    let from = SIPAddress(request.from)
    return ExchangeKey(
      callID: request.callID, from: from.tag ?? from.uri, cSeq: request.cSeq,
      branch: request.via.branch ?? "", source: source.host)
  }

  /// Where the NOTIFY goes: to the Contact, if the interface's networks hold it, else back to the
  /// source. A Contact elsewhere would let a stranger choose whom we send to.
  func notifyAddress(from source: SocketAddress, on interface: PnPInterface) -> SocketAddress {
    guard let target, let address = SIPURI(target)?.socketAddress, interface.reaches(address.host)
    else { return source }
    return address
  }
}

/// What makes two requests the same one.
struct ExchangeKey: Hashable, Sendable {
  let callID: String
  let from: String
  let cSeq: String
  let branch: String
  let source: IPAddress
}
