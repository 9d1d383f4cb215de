public import Diagnostics

/// How an account's identifier was written: whoever read it has compared it with some others.
enum AccountOrigin: Sendable {
  /// A key of a mapping that was parsed as a whole: the parse has found keys that come twice.
  case mapping
  /// A key of a piece of a mapping: the parse has found keys that come twice in the piece.
  case piece
  /// A field of a table.
  case table
}

/// A SIP account; what is nil is taken from the phone's settings or from another field.
public struct Account: Sendable {
  /// The name under which phones refer to it.
  public let id: String
  /// Where the site says it.
  public let span: SourceSpan
  public internal(set) var name: String
  public internal(set) var password: String
  /// The user part of its address of record; the account's id where nothing is said.
  public internal(set) var user: String?
  /// The user name of digest authentication; `user` where nothing is said.
  public internal(set) var authUser: String?
  /// What others see as the caller; `name` where nothing is said.
  public internal(set) var displayName: String?
  /// What the phone shows beside the line; `name` where nothing is said.
  public internal(set) var label: String?
  public internal(set) var isEnabled = true
  public internal(set) var server: String?
  public internal(set) var port: Int?
  public internal(set) var transport: String?
  public internal(set) var outboundProxy: String?
  public internal(set) var outboundPort: Int?
  public internal(set) var backupServer: String?
  public internal(set) var backupPort: Int?
  public internal(set) var expires: Int?
  public internal(set) var srtp: String?
  public internal(set) var voiceMail: String?
  let origin: AccountOrigin
  /// Whether it may have said a server, but not rightly.
  var hasServerFault = false
}
