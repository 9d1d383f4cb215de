/// The name of a header field: its case does not matter, and compact forms (RFC 3261, section 7.3.3)
/// are the same as the long ones.
public struct SIPHeaderName: Hashable, Sendable, ExpressibleByStringLiteral {
  /// As it is written: the usual spelling of names that are known, else as it came.
  public let text: String
  private let folded: String

  public init(_ text: String) {
    let lower = text.lowercased()
    if let known = Self.known[lower] {
      self = known
    } else {
      self.init(text: text, folded: lower)
    }
  }

  private init(text: String, folded: String) {
    self.text = text
    self.folded = folded
  }

  public init(stringLiteral value: String) { self.init(value) }

  public static func == (left: Self, right: Self) -> Bool { left.folded == right.folded }

  public func hash(into hasher: inout Hasher) { hasher.combine(folded) }

  public static let via: Self = "Via"
  public static let from: Self = "From"
  public static let to: Self = "To"
  public static let callID: Self = "Call-ID"
  public static let cSeq: Self = "CSeq"
  public static let contact: Self = "Contact"
  public static let event: Self = "Event"
  public static let expires: Self = "Expires"
  public static let userAgent: Self = "User-Agent"
  public static let server: Self = "Server"
  public static let accept: Self = "Accept"
  public static let allow: Self = "Allow"
  public static let allowEvents: Self = "Allow-Events"
  public static let maxForwards: Self = "Max-Forwards"
  public static let subscriptionState: Self = "Subscription-State"
  public static let contentType: Self = "Content-Type"
  public static let contentLength: Self = "Content-Length"
  public static let require: Self = "Require"
  public static let unsupported: Self = "Unsupported"

  /// By lower-case name, long or compact.
  private static let known: [String: SIPHeaderName] = {
    let names = [
      "Via", "From", "To", "Call-ID", "CSeq", "Contact", "Event", "Expires", "User-Agent", "Server",
      "Accept", "Allow", "Allow-Events", "Max-Forwards", "Subscription-State", "Content-Type",
      "Content-Length", "Require", "Unsupported",
    ]
    let compactForms = [
      "v": "Via", "f": "From", "t": "To", "i": "Call-ID", "m": "Contact", "o": "Event",
      "l": "Content-Length", "c": "Content-Type", "u": "Allow-Events", "s": "Subject",
      "k": "Supported", "e": "Content-Encoding",
    ]
    return compactForms.merging(names.map { ($0.lowercased(), $0) }) { _, name in name }
      .mapValues { SIPHeaderName(text: $0, folded: $0.lowercased()) }
  }()
}

/// The header fields of a message, in their order.
public struct SIPHeaders: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    public let name: SIPHeaderName
    public let value: String
  }

  public private(set) var fields: [Field] = []

  public init() {}

  public init(_ fields: [(SIPHeaderName, String)]) {
    self.fields = fields.map { Field(name: $0.0, value: $0.1) }
  }

  public mutating func append(_ name: SIPHeaderName, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// The first value of a name.
  public subscript(name: SIPHeaderName) -> String? {
    fields.first { $0.name == name }?.value
  }

  /// Every value of a name, in order, one a field.
  public func all(_ name: SIPHeaderName) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }

  /// Every value of a name whose fields may hold several, such as Via and Contact: commas outside
  /// of quotes and angle brackets separate them (RFC 3261, section 7.3.1).
  public func list(_ name: SIPHeaderName) -> [String] {
    all(name).flatMap { FieldValue.split($0, at: UInt8(ascii: ",")) }
      .filter { !$0.isEmpty }.map(String.init)
  }
}
