/// The server's side of one connection: requests in, answers out, and when to give up.
///
/// A value without a socket and a clock. It is handed what arrived and when, writes the answers into
/// an ``HTTPOutput``, and says in ``next`` what to do then:
///
///     connection.receive(octets, now: now, date: date, into: &output, respond: respond)
///     // write output.octets[answer.octets], then the file's part, for each of output.answers
///     connection.wrote(all: true, now: now)
///     switch connection.next { … }
///
/// Each call writes behind what stands in the output already, and the caller empties it. `respond`
/// writes exactly one answer to each request, with the persistence that it is given, such as by
/// ``FileResponder/respond(to:date:persistence:into:)``. Moments are durations since any fixed one.
public struct HTTPConnection: Sendable {
  /// What the caller does next.
  public enum Step: Hashable, Sendable {
    /// Wait for octets, and call ``wake(now:date:into:)`` at that moment if none came.
    case receive(until: Duration)
    /// Write what is left of the output, and read nothing meanwhile; ``wake(now:date:into:)`` at
    /// that moment if nothing could be written.
    case write(until: Duration)
    /// Call ``resume(now:date:into:respond:)``: more requests are here already.
    case resume
    /// Close. To linger is to end the writing side, and to read and throw away what still comes for
    /// a second or two: else the system may reset the connection, and with it the last answer.
    case close(lingering: Bool)
  }

  /// Writes one answer to a request.
  public typealias Responder = (HTTPRequest, HTTPOutput.Persistence, inout HTTPOutput) -> Void

  private enum Ending { case none, afterAnswers(lingering: Bool) }

  private let settings: HTTPSettings
  private var parser: HTTPRequestParser
  private let openedAt: Duration
  /// When what is waited for began: quiet, a request's head or its content; or when the client last
  /// took something of the output.
  private var since: Duration
  private var isWriting = false
  private var mayHaveRequest = false
  private var inputEnded = false
  private var ending = Ending.none
  /// How many requests were answered.
  public private(set) var requestCount = 0

  /// A connection that was just accepted.
  public init(settings: HTTPSettings = HTTPSettings(), now: Duration) {
    self.settings = settings
    self.parser = HTTPRequestParser(limits: settings.limits)
    self.openedAt = now
    self.since = now
  }

  public var next: Step {
    if isWriting { return .write(until: min(since + settings.writeTime, end)) }
    if case .afterAnswers(let lingering) = ending { return .close(lingering: lingering) }
    if mayHaveRequest { return .resume }
    if inputEnded { return .close(lingering: false) }
    return .receive(until: min(since + waitingTime, end))
  }

  /// Takes octets as they came, and answers the requests in them.
  public mutating func receive(
    _ octets: UnsafeRawBufferPointer, now: Duration, date: HTTPDate,
    into output: inout HTTPOutput, respond: Responder
  ) {
    guard case .none = ending else { return }
    if parser.state == .betweenRequests && !isWriting { since = now }
    parser.append(octets)
    mayHaveRequest = true
    if parser.bufferedCount > settings.bufferedInput + octets.count {
      ending = .afterAnswers(lingering: false)
    }
    if !isWriting { resume(now: now, date: date, into: &output, respond: respond) }
  }

  /// Answers requests that came earlier, up to ``HTTPSettings/requestsAtOnce``.
  public mutating func resume(
    now: Duration, date: HTTPDate, into output: inout HTTPOutput, respond: Responder
  ) {
    guard mayHaveRequest, !isWriting else { return }
    let before = parser.state
    var answered = 0
    while case .none = ending {
      guard answered < settings.requestsAtOnce else { break }
      switch parser.next() {
      case .request(let request):
        answered += 1
        answer(request, now: now, date: date, into: &output, respond: respond)
      case .incomplete:
        mayHaveRequest = false
      case .rejected(let rejection):
        answered += 1
        reject(rejection.status, date: date, into: &output)
      }
      if !mayHaveRequest { break }
    }
    if answered > 0 { isWriting = true }
    // What is waited for has its own time from now on, but not anew with each octet.
    if answered > 0 || parser.state != before { since = now }
  }

  /// Notes that the network took some or all of the output.
  public mutating func wrote(all: Bool, now: Duration) {
    guard isWriting else { return }
    since = now
    if all { isWriting = false }
  }

  /// Notes that the client will send nothing more. What it asked for is still answered.
  public mutating func endOfInput() {
    inputEnded = true
  }

  /// Notes what time it is. A request that has taken too long to come gets 408; whatever else is
  /// over its time ends the connection.
  public mutating func wake(now: Duration, date: HTTPDate, into output: inout HTTPOutput) {
    switch next {
    case .receive(let until) where now >= until:
      if parser.state == .inHead {
        reject(.requestTimeout, date: date, into: &output)
        isWriting = true
        since = now
      } else {
        ending = .afterAnswers(lingering: false)
      }
    case .write(let until) where now >= until:
      isWriting = false
      ending = .afterAnswers(lingering: false)
    case .receive, .write, .resume, .close:
      break
    }
  }
}

extension HTTPConnection {
  private var end: Duration { openedAt + settings.totalTime }

  private var waitingTime: Duration {
    switch parser.state {
    case .betweenRequests, .ended: settings.idleTime
    case .inHead: settings.headTime
    case .inContent: settings.contentTime
    }
  }

  private mutating func answer(
    _ request: HTTPRequest, now: Duration, date: HTTPDate, into output: inout HTTPOutput,
    respond: Responder
  ) {
    requestCount += 1
    let isLast = requestCount >= settings.requestsPerConnection || now >= end
    let keepsAlive = request.keepsAlive && !isLast
    let persistence: HTTPOutput.Persistence =
      !keepsAlive ? .close : request.version == .http10 ? .keepAliveSaid : .keepAlive
    let count = output.answers.count
    respond(request, persistence, &output)
    if output.answers.count == count {
      output.line(
        .internalError, "the server has no answer", date: date, persistence: persistence,
        isHead: request.method == .head)
    }
    if !keepsAlive {
      ending = .afterAnswers(lingering: request.leavesContentUnread || isLast)
    }
  }

  /// Writes an answer after which nothing more is read.
  private mutating func reject(
    _ status: HTTPStatus, date: HTTPDate, into output: inout HTTPOutput
  ) {
    let text =
      switch status {
      case .requestTimeout: "the request took too long to come"
      case .uriTooLong: "the request line is too long"
      case .fieldsTooLarge: "the header section is too large"
      case .notImplemented: "this transfer coding is not known here"
      case .versionNotSupported: "this version of HTTP is not spoken here"
      case .expectationFailed: "this expectation cannot be met"
      default: "the request is malformed"
      }
    output.line(status, text, date: date, persistence: .close)
    ending = .afterAnswers(lingering: true)
  }
}
