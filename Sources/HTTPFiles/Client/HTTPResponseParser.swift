/// Reads one response from octets that come in pieces of any size (RFC 9112).
///
///     let (count, progress) = parser.receive(octets)
///     if case .complete = progress { use(parser.head, parser.content) }
public struct HTTPResponseParser: Sendable {
  public enum Progress: Hashable, Sendable {
    case incomplete
    case complete
    case failed(HTTPResponseError)
  }

  private enum Phase {
    case statusLine
    case fields
    case length(left: Int)
    case chunks(ChunkedContent)
    case untilClose
    case ended(Progress)
  }

  private let isHead: Bool
  private let limits: HTTPLimits
  private let maximumContent: Int
  private var phase = Phase.statusLine
  private var line: [UInt8] = []
  private var headSize = 0
  /// Responses that only inform, such as `100 Continue`.
  private var interimCount = 0
  /// Whether it was the connection's end that completed the response.
  private var endsWithConnection = false
  /// The head of the response; nil until its status line has come.
  public private(set) var head: HTTPResponseHead?
  public private(set) var content: [UInt8] = []

  /// A parser of one response.
  ///
  /// - Parameters:
  ///   - isHead: whether it answers HEAD, and so has no content.
  ///   - limits: the bounds of its head.
  ///   - maximumContent: in octets.
  public init(
    isHead: Bool = false, limits: HTTPLimits = HTTPLimits(), maximumContent: Int = 64 << 20
  ) {
    self.isHead = isHead
    self.limits = limits
    self.maximumContent = maximumContent
  }

  /// Whether the connection can be used again once the response is complete.
  public var keepsAlive: Bool {
    guard let head, case .ended(.complete) = phase, !endsWithConnection else { return false }
    return switch head.version {
    case .http11: !head.hasConnectionOption("close")
    case .http10: head.hasConnectionOption("keep-alive") && !head.hasConnectionOption("close")
    }
  }

  /// Takes octets as they came.
  ///
  /// - Returns: how many belong to this response, and how it stands.
  public mutating func receive(
    _ octets: UnsafeRawBufferPointer
  ) -> (count: Int, progress: Progress) {
    var position = 0
    while true {
      switch phase {
      case .ended(let progress):
        return (position, progress)
      case .statusLine, .fields:
        guard position < octets.count else { return (position, .incomplete) }
        takeHead(octets[position])
        position += 1
      case .length, .chunks, .untilClose:
        guard position < octets.count else { return (position, .incomplete) }
        position += takeContent(UnsafeRawBufferPointer(rebasing: octets[position...]))
      }
    }
  }

  /// Notes that the server will send nothing more.
  public mutating func endOfInput() -> Progress {
    switch phase {
    case .untilClose:
      endsWithConnection = true
      phase = .ended(.complete)
    case .ended: break
    case .statusLine, .fields, .length, .chunks: phase = .ended(.failed(.cutShort))
    }
    guard case .ended(let progress) = phase else { return .incomplete }
    return progress
  }
}

extension HTTPResponseParser {
  private mutating func fail(_ error: HTTPResponseError) {
    phase = .ended(.failed(error))
  }

  private mutating func takeHead(_ octet: UInt8) {
    headSize += 1
    guard headSize <= limits.requestLine + limits.fieldSection else { return fail(.headTooLarge) }
    guard octet == .lineFeed else {
      line.append(octet)
      return
    }
    if line.last == .carriageReturn { line.removeLast() }
    let complete = line[...]
    line = []
    if case .statusLine = phase { takeStatusLine(complete) } else { takeField(complete) }
  }

  private mutating func takeStatusLine(_ line: ArraySlice<UInt8>) {
    guard let head = HTTPResponseHead(line), head.status != 101 else { return fail(.malformed) }
    self.head = head
    phase = .fields
  }

  private mutating func takeField(_ line: ArraySlice<UInt8>) {
    guard let fieldCount = head?.fields.count else { return fail(.malformed) }
    if line.isEmpty { return endHead() }
    guard fieldCount < limits.fieldCount else { return fail(.headTooLarge) }
    guard let field = FieldLine(line, start: 0) else { return fail(.malformed) }
    head?.fields.append(
      HTTPResponseHead.Field(
        name: String(decoding: line[field.name], as: UTF8.self),
        value: String(decoding: line[field.value], as: UTF8.self)))
  }

  private mutating func endHead() {
    guard let head else { return fail(.malformed) }
    if head.status < 200 {
      interimCount += 1
      guard interimCount <= 8 else { return fail(.malformed) }
      self.head = nil
      phase = .statusLine
      return
    }
    if isHead || hasNoContent(head.status) {
      phase = .ended(.complete)
    } else if let coding = head.value(of: "transfer-encoding") {
      phase = coding.lowercased() == "chunked" ? .chunks(ChunkedContent()) : .untilClose
    } else if head.value(of: "content-length") != nil {
      takeLength(head)
    } else {
      phase = .untilClose
    }
  }

  private mutating func takeLength(_ head: HTTPResponseHead) {
    let values = Set(
      head.fields.filter { Array($0.name.utf8)[...].isWord("content-length") }.map(\.value))
    guard values.count == 1, let value = values.first, let length = Array(value.utf8)[...].decimal
    else { return fail(.malformed) }
    guard length <= maximumContent else { return fail(.contentTooLarge) }
    phase = length == 0 ? .ended(.complete) : .length(left: length)
  }

  private func hasNoContent(_ status: Int) -> Bool { status == 204 || status == 304 }

  /// Takes content from the front of a buffer; returns how many octets it took.
  private mutating func takeContent(_ octets: UnsafeRawBufferPointer) -> Int {
    switch phase {
    case .length(let left):
      let count = min(left, octets.count)
      content.append(contentsOf: octets.prefix(count))
      phase = count == left ? .ended(.complete) : .length(left: left - count)
      return count
    case .untilClose:
      content.append(contentsOf: octets)
      if content.count > maximumContent { fail(.contentTooLarge) }
      return octets.count
    case .chunks(var chunks):
      let (count, progress) = chunks.take(octets) { content.append(contentsOf: $0) }
      phase = .chunks(chunks)
      if content.count > maximumContent {
        fail(.contentTooLarge)
      } else if progress == .finished {
        phase = .ended(.complete)
      } else if progress == .malformed {
        fail(.malformed)
      }
      return count
    case .statusLine, .fields, .ended:
      return 0
    }
  }
}
