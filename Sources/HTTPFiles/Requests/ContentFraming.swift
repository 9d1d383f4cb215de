/// How a message says where its content ends (RFC 9112, section 6).
enum ContentFraming: Hashable, Sendable {
  case none
  case length(Int)
  case chunked
}

/// What the fields of a request say about how to read on behind it.
struct RequestFraming {
  private var contentLength: Int?
  private var isChunked = false
  private var hostCount = 0
  private var closes = false
  private var asksToKeepAlive = false
  private(set) var expectsContinue = false

  /// Takes what one field says.
  mutating func take(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>
  ) -> HTTPRejection? {
    switch name.count {
    case 4 where name.isWord("host"):
      hostCount += 1
      if hostCount > 1 || !HostField.isValid(value) { return .malformed }
    case 6 where name.isWord("expect"):
      guard value.isWord("100-continue") else { return .unknownExpectation }
      expectsContinue = true
    case 10 where name.isWord("connection"):
      for option in value.split(separator: UInt8(ascii: ",")) {
        if option.trimmed.isWord("close") { closes = true }
        if option.trimmed.isWord("keep-alive") { asksToKeepAlive = true }
      }
    case 14 where name.isWord("content-length"):
      return takeLength(value)
    case 17 where name.isWord("transfer-encoding"):
      return takeCoding(value)
    default: break
    }
    return nil
  }

  private mutating func takeLength(_ value: ArraySlice<UInt8>) -> HTTPRejection? {
    guard let length = value.decimal, contentLength == nil || contentLength == length else {
      return .malformed
    }
    contentLength = length
    return nil
  }

  private mutating func takeCoding(_ value: ArraySlice<UInt8>) -> HTTPRejection? {
    guard !isChunked else { return .malformed }
    if value.isWord("chunked") {
      isChunked = true
      return nil
    }
    let last = value.split(separator: UInt8(ascii: ",")).last?.trimmed
    // Without `chunked` at its end nobody knows where a request ends.
    return last?.isWord("chunked") == true ? .unknownTransferCoding : .malformed
  }

  /// Why the fields cannot stand together; nil if they can.
  ///
  /// Both a length and a coding, or a coding from a client of HTTP/1.0, is how requests are
  /// smuggled past whoever reads them the other way (RFC 9112, sections 6.1 and 11.2).
  func contradiction(version: HTTPVersion) -> HTTPRejection? {
    if isChunked && (contentLength != nil || version == .http10) { return .malformed }
    return version == .http11 && hostCount == 0 ? .malformed : nil
  }

  var content: ContentFraming {
    if isChunked { return .chunked }
    guard let contentLength, contentLength > 0 else { return .none }
    return .length(contentLength)
  }

  /// RFC 9112, section 9.3.
  func keepsAlive(version: HTTPVersion) -> Bool {
    switch version {
    case .http11: !closes
    case .http10: asksToKeepAlive && !closes
    }
  }
}
