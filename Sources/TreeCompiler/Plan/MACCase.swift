/// How phones' file names spell their MAC addresses.
public enum MACCase: String, CaseIterable, Sendable {
  case lower
  case upper
  /// Each phone's file under both names, for servers that tell them apart.
  case both
}
