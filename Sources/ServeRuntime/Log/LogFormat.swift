internal import Diagnostics

/// How the lines of the log are written.
public enum LogFormat: String, CaseIterable, Sendable {
  /// `2026-12-01T08:30:00.120Z info tftp.sent file=808287010203.cfg client=192.0.2.7:1024`
  case text
  /// A JSON object a line.
  case json

  /// The most bytes of one field that are written; the rest becomes `…`.
  static let fieldLimit = 300

  /// The line of a record, with its line feed; the time is that since the beginning of 1970.
  func line(_ record: LogRecord, at time: Duration) -> String {
    switch self {
    case .text: textLine(record, Timestamp(sinceEpoch: time))
    case .json: jsonLine(record, Timestamp(sinceEpoch: time))
    }
  }

  private func textLine(_ record: LogRecord, _ time: Timestamp) -> String {
    var line = "\(time) \(record.level.rawValue) \(record.event)"
    for field in record.fields {
      switch field.value {
      case .number(let number): line += " \(field.name)=\(number)"
      case .text(let text): line += " \(field.name)=\(Self.word(Self.shortened(text)))"
      }
    }
    return line + "\n"
  }

  private func jsonLine(_ record: LogRecord, _ time: Timestamp) -> String {
    var json = JSONText()
    json.object { json in
      json.member("time", "\(time)")
      json.member("level", record.level.rawValue)
      json.member("event", "\(record.event)")
      for field in record.fields {
        switch field.value {
        case .number(let number): json.member("\(field.name)", number)
        case .text(let text): json.member("\(field.name)", Self.shortened(text))
        }
      }
    }
    json.endLine()
    return json.text
  }

  /// A text as it is where it can be told from its neighbours, else in quotes with JSON's escapes.
  private static func word(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=")
        && byte != UInt8(ascii: "\\")
    }
    if isPlain, !text.isEmpty { return text }
    var json = JSONText()
    json.value(text)
    return json.text
  }

  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > fieldLimit else { return text }
    return String(decoding: text.utf8.prefix(fieldLimit), as: UTF8.self) + "…"
  }
}
