public import NetworkAddresses

/// A phone that is not in the site, and asked for its server.
public struct UnknownRecord: Hashable, Sendable {
  /// Nil if it did not say it: then it is known by its address.
  public let mac: String?
  public internal(set) var address: IPAddress
  public internal(set) var said: RolloutEvent.UnknownPhone
  /// Milliseconds since 1970-01-01 00:00 UTC.
  public internal(set) var first: Int64
  public internal(set) var last: Int64
  /// How often it asked.
  public internal(set) var times: Int
  /// The ledger's ``Ledger/revision`` when this record changed last.
  public internal(set) var revision: UInt64 = 0

  /// By what a ledger knows it.
  public var key: String { mac ?? "\(address)" }

  /// What to paste below `phones:` of the site; nil for a phone that did not say its MAC address.
  /// The model is left to people: PnP says the brand, not the model (facts: PnP).
  public var snippet: String? {
    guard let mac else { return nil }
    return """
        - mac: \(Self.spelled(mac))
          model:   # see the label below the phone

      """
  }

  /// `80:82:87:01:02:03`
  static func spelled(_ mac: String) -> String {
    var text = ""
    for (offset, digit) in mac.enumerated() {
      if offset > 0, offset.isMultiple(of: 2) { text.append(":") }
      text.append(digit)
    }
    return text
  }
}
