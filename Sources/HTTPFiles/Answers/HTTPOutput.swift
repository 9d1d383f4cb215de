/// Writes answers one behind the other, into memory that is used again.
///
/// A server has one for each thread: it empties it, lets a connection write into it, sends what
/// stands there, and so on; then no answer needs memory of its own.
///
///     output.begin(.ok, date: date, persistence: .close)
///     output.field("Content-Type", "application/json")
///     output.end(body: json)
public struct HTTPOutput: Sendable {
  /// What the head says of the connection's future.
  public enum Persistence: Hashable, Sendable {
    /// It goes on, which with HTTP/1.1 need not be said.
    case keepAlive
    /// It goes on, with a client of HTTP/1.0.
    case keepAliveSaid
    case close
  }

  public private(set) var octets: [UInt8] = []
  public private(set) var answers: [HTTPAnswer] = []
  private var answerStart = 0
  private var status = HTTPStatus.ok
  /// The line with the date as it was last written: it changes once a second.
  private var dateLine: (date: HTTPDate, octets: [UInt8])?

  public init() {}

  /// Forgets all answers and keeps the memory.
  public mutating func removeAll() {
    octets.removeAll(keepingCapacity: true)
    answers.removeAll(keepingCapacity: true)
    answerStart = 0
  }

  /// Writes the status line, `Date`, and `Connection` where it is needed.
  public mutating func begin(_ status: HTTPStatus, date: HTTPDate, persistence: Persistence) {
    answerStart = octets.count
    self.status = status
    append("HTTP/1.1 ")
    append(status.text)
    append("\r\n")
    appendDate(date)
    switch persistence {
    case .keepAlive: break
    case .keepAliveSaid: append("Connection: keep-alive\r\n")
    case .close: append("Connection: close\r\n")
    }
  }

  /// Writes a field. The value is the program's own: it has no line ends.
  public mutating func field(_ name: StaticString, _ value: StaticString) {
    append(name)
    append(": ")
    append(value)
    append("\r\n")
  }

  /// Writes a field. Control characters of the value are left out, so that no value ever makes
  /// another field.
  public mutating func field(_ name: StaticString, _ value: String) {
    append(name)
    append(": ")
    octets.append(contentsOf: value.utf8.lazy.filter(\.isFieldCharacter))
    append("\r\n")
  }

  /// Writes fields that were prepared, each with its line end.
  mutating func fields(_ prepared: ArraySlice<UInt8>) {
    octets.append(contentsOf: prepared)
  }

  /// Ends the head of an answer without `Content-Length`: 304, or content that ends with the
  /// connection and that the caller sends itself.
  public mutating func end() {
    append("\r\n")
    finish(file: nil)
  }

  /// Writes `Content-Length` and the end of the head, and the content behind it.
  ///
  /// - Parameters:
  ///   - body: the content.
  ///   - isHead: the request was HEAD: the content is counted and not written.
  public mutating func end(body: some Collection<UInt8>, isHead: Bool = false) {
    field("Content-Length", "\(body.count)")
    append("\r\n")
    if !isHead { octets.append(contentsOf: body) }
    finish(file: nil)
  }

  /// Ends the head of an answer about a file, whose fields were written.
  mutating func end(file: HTTPAnswer.FilePart) {
    append("\r\n")
    finish(file: file)
  }

  private mutating func finish(file: HTTPAnswer.FilePart?) {
    answers.append(
      HTTPAnswer(status: status, octets: answerStart..<octets.count, file: file))
    answerStart = octets.count
  }

  private mutating func appendDate(_ date: HTTPDate) {
    if let dateLine, dateLine.date == date {
      octets.append(contentsOf: dateLine.octets)
      return
    }
    let line = Array("Date: ".utf8) + date.octets + [.carriageReturn, .lineFeed]
    dateLine = (date, line)
    octets.append(contentsOf: line)
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { octets.append(contentsOf: $0) }
  }
}

extension HTTPOutput {
  /// Writes an answer whose content is a line for people, or an error's.
  ///
  /// - Parameters:
  ///   - status: the answer's.
  ///   - text: never anything of the request, which may be somebody else's words.
  ///   - date: the present.
  ///   - persistence: what the answer says of the connection.
  ///   - isHead: the request was HEAD.
  ///   - extra: a field that the status asks for.
  public mutating func line(
    _ status: HTTPStatus, _ text: String, date: HTTPDate, persistence: Persistence,
    isHead: Bool = false, extra: (name: StaticString, value: String)? = nil
  ) {
    begin(status, date: date, persistence: persistence)
    if let extra { field(extra.name, extra.value) }
    field("Content-Type", "text/plain; charset=utf-8")
    field("X-Content-Type-Options", "nosniff")
    field("Cache-Control", "no-store")
    end(body: (text + "\n").utf8, isHead: isHead)
  }
}
