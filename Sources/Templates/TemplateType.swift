/// What a value in a template can be.
public indirect enum TemplateType: Hashable, Sendable {
  case text
  /// A whole number of 64 bits.
  case number
  case boolean
  case list(TemplateType)
  /// Text keys to values of one type; the order of the entries is kept.
  case map(TemplateType)
  case record(RecordType)
  /// A record's field that may be missing. Nowhere else does ``optional`` mean anything.
  case optional(TemplateType)
}

/// The fields of a record, in the order in which a record value holds them.
public struct RecordType: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    public let name: String
    public let type: TemplateType
    /// A sentence for whoever writes templates; may be empty.
    public let documentation: String

    public init(_ name: String, _ type: TemplateType, documentation: String = "") {
      self.name = name
      self.type = type
      self.documentation = documentation
    }
  }

  /// What the record is, in the singular: `account`. Diagnostics say "account has no …".
  public let name: String
  public let fields: [Field]
  private let indices: [String: Int]

  /// A record type; of two fields with one name the first counts.
  public init(name: String, fields: [Field]) {
    self.name = name
    self.fields = fields
    indices = Dictionary(
      fields.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Where a record value holds the field; nil if there is no such field.
  public func index(of name: String) -> Int? {
    indices[name]
  }

  public subscript(name: String) -> Field? {
    indices[name].map { fields[$0] }
  }

  public static func == (left: RecordType, right: RecordType) -> Bool {
    left.name == right.name && left.fields == right.fields
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(fields)
  }
}
