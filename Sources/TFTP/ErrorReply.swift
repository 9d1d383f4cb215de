/// An ERROR packet that we send (RFC 1350, section 5).
///
/// The texts are fixed: they say nothing of the tree, the host or the program.
public struct ErrorReply: Error, Hashable, Sendable {
  /// The code of RFC 1350's appendix, or of RFC 2347.
  public let code: UInt16
  /// A short text in ASCII.
  public let text: String

  private init(_ code: UInt16, _ text: String) {
    self.code = code
    self.text = text
  }

  public static let fileNotFound = ErrorReply(1, "File not found")
  /// The name leads out of the tree.
  public static let accessViolation = ErrorReply(2, "Access violation")
  public static let readOnly = ErrorReply(2, "Write requests are refused")
  /// The receiver has no room for more.
  public static let diskFull = ErrorReply(3, "File too large")
  public static let illegalOperation = ErrorReply(4, "Illegal TFTP operation")
  public static let malformedRequest = ErrorReply(4, "Malformed request")
  public static let unknownMode = ErrorReply(4, "Mode must be octet or netascii")
  public static let unknownTransferID = ErrorReply(5, "Unknown transfer ID")
  public static let optionNegotiation = ErrorReply(8, "Options refused")
  /// For a server that holds as many transfers as it may.
  public static let busy = ErrorReply(0, "Server busy, try again later")

  /// The packet's octets.
  public var packet: [UInt8] {
    var octets = OctetWriter(.error)
    octets.append(code)
    octets.append(text)
    return octets.octets
  }
}
