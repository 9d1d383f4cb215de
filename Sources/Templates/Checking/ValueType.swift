/// What the checker knows of a value: the schema's types, and those that only expressions have.
indirect enum ValueType: Hashable, Sendable {
  case text
  case number
  case boolean
  case list(ValueType)
  case map(ValueType)
  case record(RecordType)
  case optional(ValueType)
  /// What Jinja makes only once: the result of `map`, `select`, `reverse`, `range` and so on.
  case stream(ValueType)
  /// The entries of a map, for a loop with two names.
  case pairs(ValueType)
  /// What an empty list holds.
  case nothing
  /// The result of `and` and `or` between different types: good for a condition only.
  case truth
  /// Reported already: fits everywhere.
  case failed

  init(_ type: TemplateType) {
    switch type {
    case .text: self = .text
    case .number: self = .number
    case .boolean: self = .boolean
    case .list(let element): self = .list(ValueType(element))
    case .map(let value): self = .map(ValueType(value))
    case .record(let record): self = .record(record)
    case .optional(let wrapped): self = .optional(ValueType(wrapped))
    }
  }

  /// With an article, as a diagnostic names it.
  var described: String {
    switch self {
    case .text: "text"
    case .number: "a number"
    case .boolean: "a boolean"
    case .list(.nothing): "an empty list"
    case .list(let element): "a list of \(element.plural)"
    case .map(.nothing): "an empty mapping"
    case .map(let value): "a map of \(value.plural)"
    case .record(let record): "a record (\(record.name))"
    case .optional(let wrapped): "\(wrapped.described) that may be missing"
    case .stream(let element): "a sequence of \(element.plural)"
    case .pairs: "a map's entries"
    case .nothing: "an element of an empty list"
    case .truth: "a condition"
    case .failed: "a value"
    }
  }

  private var plural: String {
    switch self {
    case .text: "texts"
    case .number: "numbers"
    case .boolean: "booleans"
    case .list: "lists"
    case .map: "maps"
    case .record(let record): "\(record.name) records"
    case .optional(let wrapped): wrapped.plural
    case .stream, .pairs: "sequences"
    case .nothing, .truth, .failed: "values"
    }
  }

  /// The type that both have, an empty list taking the other's elements; nil if they differ.
  func unified(with other: ValueType) -> ValueType? {
    switch (self, other) {
    case (.failed, _), (_, .failed): .failed
    case (.nothing, let type), (let type, .nothing): type
    case (.list(let left), .list(let right)): left.unified(with: right).map { .list($0) }
    case (.map(let left), .map(let right)): left.unified(with: right).map { .map($0) }
    default: self == other ? self : nil
    }
  }

  /// What a list or sequence holds.
  var element: ValueType? {
    switch self {
    case .list(let element), .stream(let element): element
    default: nil
    }
  }

  /// Whether `==` and `in` compare such values as Python does.
  var isComparable: Bool {
    switch self {
    case .text, .number, .boolean, .nothing, .failed: true
    case .list(let element): element.isComparable
    default: false
    }
  }

  var isScalar: Bool { self == .text || self == .number || self == .failed || self == .nothing }
}
