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

  /// Nil if the message is no request, lacks something that an answer needs, or says one method in
  /// its first line and another in its CSeq.
  init?(_ message: SIPMessage) {
    guard case .request(let method, let uri) = message.start else { return nil }
    var vias = message.headers.list(.via)
    guard !vias.isEmpty, let via = Via(vias.removeFirst()),
      let from = message.headers[.from], let to = message.headers[.to],
      let callID = message.headers[.callID], let cSeq = message.headers[.cSeq],
      !from.isEmpty, !to.isEmpty, !callID.isEmpty,
      Self.isCSeq(cSeq, of: method)
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

  private static func isCSeq(_ text: String, of method: String) -> Bool {
    let words = text.split { $0 == " " || $0 == "\t" }
    return words.count == 2 && words[0].utf8.allSatisfy { 0x30...0x39 ~= $0 }
      && UInt32(words[0]) != nil && words[1].uppercased() == method.uppercased()
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
