import NetworkAddresses

/// Writes what one exchange sends.
struct PnPWriter {
  let subscribe: SubscribeRequest
  let interface: PnPInterface
  let settings: PnPSettings
  /// Where the NOTIFY goes.
  let destination: SocketAddress
  /// Of our side of the dialog.
  let tag: String
  /// Of the NOTIFY.
  let branch: String

  private var contact: String { "<sip:\(interface.address)>" }

  /// The 200 to the SUBSCRIBE, with an `Expires` no longer than asked (RFC 6665, section 4.2.1).
  func answer(to source: SocketAddress) -> SIPMessage {
    let expires = min(subscribe.expires ?? 0, settings.longestExpires)
    return subscribe.request.answer(
      200, "OK", source: source, toTag: tag, product: settings.product,
      [(.contact, contact), (.expires, "\(expires)")])
  }

  /// The NOTIFY inside the dialog that the SUBSCRIBE began: its From and To swapped, everything
  /// else our own; the body is the URL alone, without a line end.
  func notify(url: String) -> SIPMessage {
    let request = subscribe.request
    let target = subscribe.target ?? "sip:\(destination)"
    let headers = SIPHeaders([
      (.via, "SIP/2.0/UDP \(interface.address);branch=\(branch);rport"),
      (.maxForwards, "70"),
      (.from, request.answeredTo(tag: tag)),
      (.to, request.from),
      (.callID, request.callID),
      (.cSeq, "1 NOTIFY"),
      (.contact, contact),
      (.event, subscribe.event),
      (.subscriptionState, "terminated;reason=timeout"),
      (.userAgent, settings.product),
      (.contentType, "application/url"),
    ])
    return SIPMessage(
      .request(method: "NOTIFY", uri: target), headers: headers, body: Array(url.utf8))
  }
}
