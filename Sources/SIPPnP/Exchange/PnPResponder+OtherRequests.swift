import NetworkAddresses

extension PnPResponder {
  /// What a request gets that was sent to us alone and is no SUBSCRIBE for `ua-profile`.
  func answerOther(
    _ request: AnswerableRequest, from source: SocketAddress, on interface: PnPInterface
  ) -> [PnPAction] {
    let allow = (SIPHeaderName.allow, "SUBSCRIBE, OPTIONS")
    let events = (SIPHeaderName.allowEvents, SubscribeRequest.eventName)
    let required = request.message.headers.list(.require)
    let answer: (status: Int, reason: String, headers: [(SIPHeaderName, String)])
    switch request.method {
    // Never answered (RFC 3261, section 17.1.1.3).
    case "ACK": return []
    // It can only be for a transaction that is over (RFC 3261, section 9.2).
    case "CANCEL": answer = (481, "Call/Transaction Does Not Exist", [])
    // RFC 3261, section 8.2.2.3.
    case "OPTIONS" where !required.isEmpty, "SUBSCRIBE" where !required.isEmpty:
      answer = (420, "Bad Extension", [(.unsupported, required.joined(separator: ", "))])
    case "OPTIONS": answer = (200, "OK", [allow, (.accept, "application/url"), events])
    case "SUBSCRIBE": answer = (489, "Bad Event", [events])
    default: answer = (405, "Method Not Allowed", [allow])
    }
    let message = request.answer(
      answer.status, answer.reason, source: source, toTag: Self.tag(answering: request),
      product: settings.product, answer.headers)
    let address = request.via.answerAddress(for: source)
    return [.send(message.encoded, to: address, interface: interface.id)]
  }

  /// The same tag for the same request, without remembering it (RFC 3261, section 8.2.7): FNV-1a.
  private static func tag(answering request: AnswerableRequest) -> String {
    let text = request.callID + request.cSeq + request.from
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 36)
  }
}
