/// What a request asks to be done (RFC 9110, section 9), as far as a server of files cares.
public enum HTTPMethod: Hashable, Sendable {
  case get
  case head
  /// A method of the standards that changes or asks for what is not here: 405.
  case other
  /// A method that this server has never heard of: 501.
  case unknown

  /// The method of a token, which is case-sensitive; nil if it is no token.
  init?(_ token: ArraySlice<UInt8>) {
    guard !token.isEmpty, token.allSatisfy(\.isTokenCharacter) else { return nil }
    switch String(decoding: token.prefix(20), as: UTF8.self) {
    case "GET": self = .get
    case "HEAD": self = .head
    case "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND": self = .other
    default: self = .unknown
    }
  }
}
