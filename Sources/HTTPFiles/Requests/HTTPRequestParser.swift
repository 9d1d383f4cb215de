/// Reads requests from octets that come in pieces of any size (RFC 9112).
///
///     parser.append(octets)
///     while case .request(let request) = parser.next() { … }
///
/// It is strict where two readers might see two different messages, and else as lenient as RFC 9112
/// wants: empty lines before a request, and lines in the header section that end in LF alone. It
/// never holds more than what was appended and not yet taken by ``next()``.
public struct HTTPRequestParser: Sendable {
  /// What comes next.
  public enum Event: Sendable {
    case request(HTTPRequest)
    /// More octets are needed; or nothing more is read, after a request or rejection that ends the
    /// connection.
    case incomplete
    /// Answer it and close.
    case rejected(HTTPRejection)
  }

  /// What the parser is in the middle of.
  public enum State: Hashable, Sendable {
    case betweenRequests
    case inHead
    case inContent
    /// Nothing more is read from this connection.
    case ended
  }

  private enum Phase {
    case requestLine(emptyLines: Int)
    case fields(RequestLine, RequestFraming)
    case length(left: Int)
    case chunks(ChunkedContent, left: Int)
    case ended
  }

  private let limits: HTTPLimits
  private var phase = Phase.requestLine(emptyLines: 0)
  /// What came and was not taken, from `start` on; the octets before are done with.
  private var octets: [UInt8] = []
  private var start = 0
  /// Where the line begins that is not complete yet, and how far there is no line feed.
  private var lineStart = 0
  private var scanned = 0
  private var fieldsStart = 0
  private var fields: [FieldLine] = []

  public init(limits: HTTPLimits = HTTPLimits()) {
    self.limits = limits
  }

  public var state: State {
    switch phase {
    case .requestLine(let emptyLines):
      octets.count > start || emptyLines > 0 ? .inHead : .betweenRequests
    case .fields: .inHead
    case .length, .chunks: .inContent
    case .ended: .ended
    }
  }

  /// How many octets are held.
  public var bufferedCount: Int { octets.count - start }

  /// Takes octets as they came.
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if case .ended = phase { return }
    discardTaken()
    octets.append(contentsOf: bytes)
  }

  /// The next request, if it is complete.
  public mutating func next() -> Event {
    while true {
      switch phase {
      case .requestLine(let emptyLines):
        guard let line = takeLine() else {
          return isOver(limits.requestLine, from: start) ? reject(.requestLineTooLong) : .incomplete
        }
        if let rejection = readRequestLine(line, emptyLines: emptyLines) {
          return reject(rejection)
        }
      case .fields(let line, var framing):
        guard let fieldLine = takeLine() else {
          return isOver(limits.fieldSection, from: fieldsStart)
            ? reject(.fieldsTooLarge) : .incomplete
        }
        guard lineStart - fieldsStart <= limits.fieldSection else {
          return reject(.fieldsTooLarge)
        }
        if fieldLine.isEmpty { return finish(line, framing) }
        if let rejection = readField(fieldLine, into: &framing) { return reject(rejection) }
        phase = .fields(line, framing)
      case .length(let left):
        guard skip(length: left) else { return .incomplete }
      case .chunks(let content, let left):
        switch skip(content, left: left) {
        case .unfinished: return .incomplete
        case .malformed: return reject(.malformed)
        case .finished: break
        }
      case .ended:
        return .incomplete
      }
    }
  }
}

extension HTTPRequestParser {
  private mutating func readRequestLine(_ range: Range<Int>, emptyLines: Int) -> HTTPRejection? {
    if range.isEmpty {
      guard emptyLines < limits.emptyLines else { return .malformed }
      begin(emptyLines: emptyLines + 1)
      return nil
    }
    guard range.count <= limits.requestLine else { return .requestLineTooLong }
    switch RequestLine.parse(octets[range], start: start) {
    case .success(let line):
      fieldsStart = lineStart
      // Not sooner, while the request before may still be in use and would have them copied.
      fields.removeAll(keepingCapacity: true)
      phase = .fields(line, RequestFraming())
      return nil
    case .failure(let error):
      return error.rejection
    }
  }

  private mutating func readField(
    _ range: Range<Int>, into framing: inout RequestFraming
  ) -> HTTPRejection? {
    guard fields.count < limits.fieldCount else { return .fieldsTooLarge }
    guard let field = FieldLine(octets[range], start: start) else { return .malformed }
    fields.append(field)
    return framing.take(
      octets[(start + field.name.lowerBound)..<(start + field.name.upperBound)],
      octets[(start + field.value.lowerBound)..<(start + field.value.upperBound)])
  }

  /// The request whose header section is complete; what follows is its content or the next one.
  private mutating func finish(_ line: RequestLine, _ framing: RequestFraming) -> Event {
    if let contradiction = framing.contradiction(version: line.version) {
      return reject(contradiction)
    }
    let content = framing.content
    let isDrained = willDrain(content, expectsContinue: framing.expectsContinue, line.version)
    let keepsAlive = isDrained && framing.keepsAlive(version: line.version)
    let request = HTTPRequest(
      octets: octets, start: start, line: line, fields: fields, keepsAlive: keepsAlive,
      leavesContentUnread: content != .none)
    begin(emptyLines: 0)
    switch content {
    case _ where !keepsAlive: phase = .ended
    case .none: break
    case .length(let length): phase = .length(left: length)
    case .chunked: phase = .chunks(ChunkedContent(), left: limits.discardedContent)
    }
    return .request(request)
  }

  /// Whether content will be read away. A client that waits for `100 Continue` gets the final answer
  /// instead, and may send its content or not: then only a new connection is sure to be in step
  /// (RFC 9110, section 10.1.1). HTTP/1.0 knows no such waiting.
  private func willDrain(
    _ content: ContentFraming, expectsContinue: Bool, _ version: HTTPVersion
  ) -> Bool {
    switch content {
    case .none: return true
    case .length(let length) where length > limits.discardedContent: return false
    case .length, .chunked: return !(expectsContinue && version == .http11)
    }
  }

  private mutating func reject(_ rejection: HTTPRejection) -> Event {
    phase = .ended
    octets = []
    fields = []
    start = 0
    return .rejected(rejection)
  }

  /// Sets up for a request that begins behind the last line.
  private mutating func begin(emptyLines: Int) {
    start = lineStart
    phase = .requestLine(emptyLines: emptyLines)
  }

  /// Reads content away; false if more is to come.
  private mutating func skip(length: Int) -> Bool {
    let count = min(length, octets.count - start)
    moved(by: count)
    guard count == length else {
      phase = .length(left: length - count)
      return false
    }
    phase = .requestLine(emptyLines: 0)
    return true
  }

  private mutating func skip(
    _ content: ChunkedContent, left: Int
  ) -> ChunkedContent.Progress {
    var content = content
    var skipped = 0
    let (count, progress) = octets.withUnsafeBytes { octets in
      content.take(UnsafeRawBufferPointer(rebasing: octets[start...])) { skipped += $0.count }
    }
    guard progress != .malformed, skipped <= left else { return .malformed }
    moved(by: count)
    phase =
      progress == .finished
      ? .requestLine(emptyLines: 0) : .chunks(content, left: left - skipped)
    return progress
  }

  private mutating func moved(by count: Int) {
    start += count
    lineStart = start
    scanned = start
  }

  /// The range of the next line without its end; nil if it is not complete.
  private mutating func takeLine() -> Range<Int>? {
    let lineFeed = octets.withUnsafeBufferPointer { octets in
      octets[scanned...].firstIndex(of: .lineFeed)
    }
    guard let lineFeed else {
      scanned = octets.count
      return nil
    }
    let hasReturn = lineFeed > lineStart && octets[lineFeed - 1] == .carriageReturn
    defer {
      lineStart = lineFeed + 1
      scanned = lineStart
    }
    return lineStart..<(hasReturn ? lineFeed - 1 : lineFeed)
  }

  /// Whether a line that is not complete is over a bound already.
  private func isOver(_ limit: Int, from start: Int) -> Bool { octets.count - start > limit + 2 }

  /// Frees what is done with.
  private mutating func discardTaken() {
    guard start > 0 else { return }
    if start == octets.count {
      // An idle connection need not hold what a large request once took.
      octets.removeAll(keepingCapacity: octets.capacity <= 4096)
    } else {
      octets.removeSubrange(..<start)
    }
    lineStart -= start
    scanned -= start
    fieldsStart -= start
    start = 0
  }
}
