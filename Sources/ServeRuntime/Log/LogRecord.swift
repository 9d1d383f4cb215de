/// How much a line of the log matters.
public enum LogLevel: String, CaseIterable, Comparable, Sendable {
  case debug, info, warning, error

  public static func < (left: LogLevel, right: LogLevel) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .debug: 0
    case .info: 1
    case .warning: 2
    case .error: 3
    }
  }
}

/// One event that matters, for a line of the log. It never holds a secret or a file's content.
public struct LogRecord: Sendable {
  /// What is said of an event.
  public struct Field: Sendable {
    public enum Value: Sendable {
      /// It may come from a stranger: it is shortened and escaped when it is written.
      case text(String)
      case number(Int)
    }

    public let name: StaticString
    public let value: Value
  }

  public let level: LogLevel
  /// Such as `tftp.sent`: the part of the program and what happened.
  public let event: StaticString
  public private(set) var fields: [Field] = []

  public init(_ level: LogLevel, _ event: StaticString) {
    self.level = level
    self.event = event
  }

  /// The same record with one more field.
  public func with(_ name: StaticString, _ text: String) -> LogRecord {
    with(Field(name: name, value: .text(text)))
  }

  /// The same record with one more field; none for nil.
  public func with(_ name: StaticString, ifAny text: String?) -> LogRecord {
    text.map { with(name, $0) } ?? self
  }

  /// The same record with one more field.
  public func with(_ name: StaticString, _ number: Int) -> LogRecord {
    with(Field(name: name, value: .number(number)))
  }

  private func with(_ field: Field) -> LogRecord {
    var record = self
    record.fields.append(field)
    return record
  }
}
