public import Diagnostics

/// A phone's mention of an account.
public struct AccountReference: Sendable {
  public let id: String
  public let span: SourceSpan
}

/// A phone of the site.
public struct Phone: Sendable {
  /// All zero if it was not said, or malformed: then that was reported.
  public let mac: MACAddress
  /// Where its MAC address is said.
  public let macSpan: SourceSpan
  /// The model's name, as the site spells it; empty if it was not said: then that was reported.
  public let model: String
  /// Line 1, line 2, …
  public let accounts: [AccountReference]
  /// In ascending order of position.
  public let keys: [FunctionKey]
  public let layer: Layer
}
