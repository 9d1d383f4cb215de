internal import HTTPFiles
internal import NetworkAddresses
internal import Rollout

/// What is to be had from the status server: a page, and the same as JSON, CSV and metrics.
struct StatusPages {
  /// Whether names of other hosts are taken for this one's: only where the page is not on the
  /// loopback. There, a foreign name is a stranger's page that the user's browser was sent here by.
  let acceptsForeignHosts: Bool

  /// Writes the answer to a request.
  func respond(
    to request: HTTPRequest, book: RolloutBook, date: HTTPDate,
    persistence: HTTPOutput.Persistence, into output: inout HTTPOutput
  ) {
    let isHead = request.method == .head
    func refuse(_ status: HTTPStatus, _ text: String) {
      output.line(status, text, date: date, persistence: persistence, isHead: isHead)
    }
    guard request.method == .get || isHead else {
      return refuse(.methodNotAllowed, "the status can be read and nothing else")
    }
    guard isOwnHost(request) else {
      return refuse(.forbidden, "the status is for this host's own address alone")
    }
    let report = LedgerReport(book.ledger, site: book.site)
    let type: String
    let body: [UInt8]
    switch String(decoding: request.path, as: UTF8.self) {
    case "/": (type, body) = ("text/html; charset=utf-8", Array(StatusDocument.page.utf8))
    case "/status.css": (type, body) = ("text/css; charset=utf-8", Array(StatusDocument.style.utf8))
    case "/status.js":
      (type, body) = ("text/javascript; charset=utf-8", Array(StatusDocument.script.utf8))
    case "/status.json": (type, body) = ("application/json", report.bytes(as: .json))
    case "/status.csv": (type, body) = ("text/csv; charset=utf-8", report.bytes(as: .csv))
    case "/metrics":
      (type, body) = (
        "text/plain; version=0.0.4; charset=utf-8", StatusMetrics.text(book.ledger, book.site)
      )
    default: return refuse(.notFound, "there is no such page here")
    }
    output.begin(.ok, date: date, persistence: persistence)
    output.field("Content-Type", type)
    output.field("Content-Security-Policy", Self.policy)
    output.field("X-Content-Type-Options", "nosniff")
    output.field("Referrer-Policy", "no-referrer")
    output.field("Cache-Control", "no-store")
    output.end(body: body, isHead: isHead)
  }

  private static let policy: StaticString =
    """
    default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    frame-ancestors 'none'
    """

  private func isOwnHost(_ request: HTTPRequest) -> Bool {
    guard !acceptsForeignHosts, let value = request.value(of: "host") else { return true }
    let host = String(decoding: value, as: UTF8.self).lowercased()
    let name = host.hasPrefix("[") ? host : String(host.prefix { $0 != ":" })
    return name == "localhost" || IPAddress(name) != nil || SocketAddress(host) != nil
      || host.hasPrefix("[") && host.hasSuffix("]")
  }
}
