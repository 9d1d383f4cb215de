/// The status of an answer (RFC 9110, section 15; 429 and 431: RFC 6585).
public enum HTTPStatus: Int, Hashable, Sendable, CaseIterable {
  case ok = 200
  case partialContent = 206
  case notModified = 304
  case badRequest = 400
  case unauthorized = 401
  case forbidden = 403
  case notFound = 404
  case methodNotAllowed = 405
  case requestTimeout = 408
  case preconditionFailed = 412
  case uriTooLong = 414
  case rangeNotSatisfiable = 416
  case expectationFailed = 417
  case tooManyRequests = 429
  case fieldsTooLarge = 431
  case internalError = 500
  case notImplemented = 501
  case unavailable = 503
  case versionNotSupported = 505

  /// The number and the phrase, as in the status line.
  public var text: StaticString {
    switch self {
    case .ok: "200 OK"
    case .partialContent: "206 Partial Content"
    case .notModified: "304 Not Modified"
    case .badRequest: "400 Bad Request"
    case .unauthorized: "401 Unauthorized"
    case .forbidden: "403 Forbidden"
    case .notFound: "404 Not Found"
    case .methodNotAllowed: "405 Method Not Allowed"
    case .requestTimeout: "408 Request Timeout"
    case .preconditionFailed: "412 Precondition Failed"
    case .uriTooLong: "414 URI Too Long"
    case .rangeNotSatisfiable: "416 Range Not Satisfiable"
    case .expectationFailed: "417 Expectation Failed"
    case .tooManyRequests: "429 Too Many Requests"
    case .fieldsTooLarge: "431 Request Header Fields Too Large"
    case .internalError: "500 Internal Server Error"
    case .notImplemented: "501 Not Implemented"
    case .unavailable: "503 Service Unavailable"
    case .versionNotSupported: "505 HTTP Version Not Supported"
    }
  }
}
