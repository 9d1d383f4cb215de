/// Why a request was not understood. Its answer is the last on its connection, since it is unknown
/// where the next request would begin.
public enum HTTPRejection: Hashable, Sendable, CaseIterable {
  /// Not after the grammar of RFC 9112, or in a way that two readers could read differently.
  case malformed
  case requestLineTooLong
  /// The header section has too many fields or too many octets.
  case fieldsTooLarge
  /// A transfer coding other than `chunked`.
  case unknownTransferCoding
  case unsupportedVersion
  /// An expectation other than `100-continue`.
  case unknownExpectation

  public var status: HTTPStatus {
    switch self {
    case .malformed: .badRequest
    case .requestLineTooLong: .uriTooLong
    case .fieldsTooLarge: .fieldsTooLarge
    case .unknownTransferCoding: .notImplemented
    case .unsupportedVersion: .versionNotSupported
    case .unknownExpectation: .expectationFailed
    }
  }
}
