/// Decides which answer a request for a file gets, and writes its head.
///
/// In this order: without the credentials that are asked for, 401, whatever was asked; a method
/// other than GET and HEAD, 405 or 501; a path that is none, 400; a file that is not there, 404;
/// then conditions (412, 304), ranges (206, 416), and the file.
public struct FileResponder: Sendable {
  public let files: HTTPFileTable
  private let credentials: HTTPCredentials?

  public init(files: HTTPFileTable, credentials: HTTPCredentials? = nil) {
    self.files = files
    self.credentials = credentials
  }

  /// Writes the one answer to a request.
  ///
  /// - Parameters:
  ///   - request: what ``HTTPConnection`` or ``HTTPRequestParser`` read.
  ///   - date: the present, for `Date` and for reading dates.
  ///   - persistence: what the answer says of the connection.
  ///   - output: where the answer is written, behind what stands there.
  public func respond(
    to request: HTTPRequest, date: HTTPDate, persistence: HTTPOutput.Persistence,
    into output: inout HTTPOutput
  ) {
    let answer = AnswerWriter(request: request, date: date, persistence: persistence)
    if let credentials, !credentials.match(request.value(of: "authorization")) {
      return answer.error(
        .unauthorized, "a name and a password are needed", into: &output,
        extra: ("WWW-Authenticate", "Basic realm=\"ringtree\", charset=\"UTF-8\""))
    }
    switch request.method {
    case .get, .head: break
    case .other:
      return answer.error(
        .methodNotAllowed, "files can be fetched here and nothing else", into: &output,
        extra: ("Allow", "GET, HEAD"))
    case .unknown:
      return answer.error(.notImplemented, "this method is not known here", into: &output)
    }
    switch RequestedPath(request.path) {
    case .malformed:
      answer.error(.badRequest, "this path is malformed", into: &output)
    case .nothing:
      answer.notFound(into: &output)
    case .name(let name):
      guard let index = files.index(of: name) else { return answer.notFound(into: &output) }
      answer.file(files.files[index], into: &output)
    }
  }
}

/// Writes the answer to one request.
private struct AnswerWriter {
  let request: HTTPRequest
  let date: HTTPDate
  let persistence: HTTPOutput.Persistence

  func error(
    _ status: HTTPStatus, _ text: String, into output: inout HTTPOutput,
    extra: (name: StaticString, value: String)? = nil
  ) {
    output.line(
      status, text, date: date, persistence: persistence, isHead: request.method == .head,
      extra: extra)
  }

  func notFound(into output: inout HTTPOutput) {
    error(.notFound, "there is no such file here", into: &output)
  }

  func file(_ file: HTTPFile, into output: inout HTTPOutput) {
    switch Preconditions.evaluate(request, file: file, now: date) {
    case .failed:
      return error(.preconditionFailed, "the file is another version", into: &output)
    case .notModified:
      output.begin(.notModified, date: date, persistence: persistence)
      output.fields(file.validatorFields)
      return output.end(file: .init(place: file.place, range: 0..<0, isWhole: true))
    case .proceed: break
    }
    switch range(of: file) {
    case .whole: whole(file, into: &output)
    case .part(let range): part(range, of: file, into: &output)
    case .unsatisfiable:
      error(
        .rangeNotSatisfiable, "the file ends before this range", into: &output,
        extra: ("Content-Range", "bytes */\(file.size)"))
    }
  }

  /// Ranges are defined for GET alone (RFC 9110, section 14.2). A field that stands twice is as
  /// several ranges are: none.
  private func range(of file: HTTPFile) -> RangeRequest {
    guard request.method == .get else { return .whole }
    let values = request.values(of: "range")
    guard let value = values.first, values.count == 1,
      Preconditions.allowsRange(request, file: file, now: date)
    else { return .whole }
    return RangeRequest(value, size: file.size)
  }

  private func whole(_ file: HTTPFile, into output: inout HTTPOutput) {
    output.begin(.ok, date: date, persistence: persistence)
    output.fields(file.wholeFields)
    let isHead = request.method == .head
    output.end(
      file: .init(place: file.place, range: 0..<(isHead ? 0 : file.size), isWhole: !isHead))
  }

  private func part(_ range: Range<Int>, of file: HTTPFile, into output: inout HTTPOutput) {
    output.begin(.partialContent, date: date, persistence: persistence)
    output.field("Content-Length", "\(range.count)")
    output.field("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)")
    output.fields(file.partFields)
    output.end(
      file: .init(place: file.place, range: range, isWhole: range == 0..<file.size))
  }
}
