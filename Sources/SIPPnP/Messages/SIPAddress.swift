/// What stands in From, To and Contact: a URI, perhaps with a name before it, and parameters.
public struct SIPAddress: Hashable, Sendable {
  /// Without angle brackets, as it was written.
  public let uri: String
  /// Of the header field, such as `tag`; not those of the URI.
  public let parameters: FieldValue

  public init(_ text: String) {
    // Without brackets, parameters belong to the field (RFC 3261, section 20.10).
    let parts = FieldValue(text)
    parameters = parts
    let octets = parts.value.utf8
    if let open = octets.lastIndex(of: UInt8(ascii: "<")) {
      let rest = octets[octets.index(after: open)...].prefix { $0 != UInt8(ascii: ">") }
      uri = String(FieldValue.trimmed(Substring(rest)))
    } else {
      uri = parts.value
    }
  }

  /// The dialog's tag; nil where the field has none or an empty one.
  public var tag: String? {
    parameters["tag"].flatMap { $0.isEmpty ? nil : $0 }
  }
}
