import HTTPFiles
import NetworkAddresses

// Any bytes as a client's requests, a server's responses and a URL. Requests are answered the same
// whether they come whole or octet by octet; what is sent is read by the client's side as just as
// many responses; a part of a file lies in the file; and whoever falls silent is let go.
//
// The bounds are small, so that short inputs reach them.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTP(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let octets = UnsafeRawBufferPointer(start: data, count: size)
  let whole = answers(to: [octets])
  let single = answers(to: octets.indices.map { UnsafeRawBufferPointer(rebasing: octets[$0...$0]) })
  if whole.text != single.text { fatalError("\(whole.text) but \(single.text)") }
  checkResponses(in: whole)
  checkSilence(after: octets)
  checkAsResponse(octets)
  checkAsURL(String(decoding: octets, as: UTF8.self))
  return 0
}

private var settings: HTTPSettings {
  var settings = HTTPSettings()
  settings.limits.requestLine = 48
  settings.limits.fieldSection = 160
  settings.limits.fieldCount = 5
  settings.limits.discardedContent = 24
  settings.limits.emptyLines = 2
  settings.requestsAtOnce = 2
  settings.requestsPerConnection = 20
  return settings
}

private let responder = FileResponder(files: TestServer.files)

/// What a client got: all octets, and for each answer whether it is one to HEAD.
private struct Conversation {
  var octets: [UInt8] = []
  var areToHead: [Bool] = []

  var text: String { String(decoding: octets, as: UTF8.self) }
}

private func answers(to pieces: [UnsafeRawBufferPointer]) -> Conversation {
  var connection = HTTPConnection(settings: settings, now: .zero)
  var output = HTTPOutput()
  var conversation = Conversation()
  for piece in pieces {
    let wasClosed = isClosed(connection)
    var methods: [HTTPMethod] = []
    connection.receive(piece, now: .zero, date: TestServer.date, into: &output) {
      methods.append($0.method)
      responder.respond(to: $0, date: TestServer.date, persistence: $1, into: &$2)
    }
    take(&output, methods, into: &conversation)
    if wasClosed, !methods.isEmpty { fatalError("an answer behind the last") }
    connection.wrote(all: true, now: .zero)
    while connection.next == .resume {
      methods = []
      connection.resume(now: .zero, date: TestServer.date, into: &output) {
        methods.append($0.method)
        responder.respond(to: $0, date: TestServer.date, persistence: $1, into: &$2)
      }
      take(&output, methods, into: &conversation)
      connection.wrote(all: true, now: .zero)
    }
  }
  return conversation
}

private func isClosed(_ connection: HTTPConnection) -> Bool {
  if case .close = connection.next { true } else { false }
}

/// Takes what one call wrote: an answer for each request, and perhaps one more that refuses.
private func take(
  _ output: inout HTTPOutput, _ methods: [HTTPMethod], into conversation: inout Conversation
) {
  if !(methods.count...(methods.count + 1) ~= output.answers.count) { fatalError("answers amiss") }
  var position = 0
  for (number, answer) in output.answers.enumerated() {
    if answer.octets.lowerBound != position { fatalError("a gap at \(position)") }
    position = answer.octets.upperBound
    conversation.octets += output.octets[answer.octets]
    conversation.areToHead.append(number < methods.count && methods[number] == .head)
    guard let file = answer.file else { continue }
    let content = TestServer.contents[file.place]
    if file.range.lowerBound < 0 || file.range.upperBound > content.count {
      fatalError("\(file.range) of \(content.count)")
    }
    conversation.octets += content[file.range]
  }
  if position != output.octets.count { fatalError("octets of no answer") }
  output.removeAll()
}

/// The client's side must find the end of each response where the server has put it.
private func checkResponses(in conversation: Conversation) {
  var position = 0
  conversation.octets.withUnsafeBytes { octets in
    for isHead in conversation.areToHead {
      var parser = HTTPResponseParser(isHead: isHead)
      let (count, progress) = parser.receive(UnsafeRawBufferPointer(rebasing: octets[position...]))
      if progress != .complete { fatalError("\(progress) in \(conversation.text)") }
      position += count
    }
  }
  if position != conversation.octets.count { fatalError("\(position) of \(conversation.text)") }
}

/// Whatever was sent and then nothing more, or never read: in the end the connection is closed.
private func checkSilence(after octets: UnsafeRawBufferPointer) {
  for reads in [true, false] {
    var connection = HTTPConnection(settings: settings, now: .zero)
    var output = HTTPOutput()
    let respond: HTTPConnection.Responder = {
      responder.respond(to: $0, date: TestServer.date, persistence: $1, into: &$2)
    }
    connection.receive(octets, now: .zero, date: TestServer.date, into: &output, respond: respond)
    var now = Duration.zero
    steps: for step in 0... {
      if step > octets.count + 10 { fatalError("never closed") }
      switch connection.next {
      case .close: break steps
      case .resume:
        connection.resume(now: now, date: TestServer.date, into: &output, respond: respond)
      case .write where reads:
        connection.wrote(all: true, now: now)
      case .write(let until), .receive(let until):
        now = max(now, until)
        connection.wake(now: now, date: TestServer.date, into: &output)
      }
    }
    if now > settings.totalTime { fatalError("closed after \(now)") }
  }
}

/// A response is read the same whole and octet by octet.
private func checkAsResponse(_ octets: UnsafeRawBufferPointer) {
  var whole = HTTPResponseParser(maximumContent: 100)
  var single = whole
  let (count, progress) = whole.receive(octets)
  var singleProgress = HTTPResponseParser.Progress.incomplete
  for index in octets.indices {
    let octet = UnsafeRawBufferPointer(rebasing: octets[index...index])
    singleProgress = single.receive(octet).progress
  }
  if count > octets.count || progress != singleProgress || whole.head != single.head {
    fatalError("\(progress) but \(singleProgress)")
  }
  if whole.endOfInput() != single.endOfInput() { fatalError("ended otherwise") }
  guard case .complete = progress else { return }
  if whole.content != single.content || whole.content.count > 100 { fatalError("content") }
}

/// A URL is read as it was written, and a log shows no password of it.
private func checkAsURL(_ text: String) {
  guard let url = ProvisioningURL(text) else { return }
  if ProvisioningURL(url.text) != url { fatalError(url.text) }
  if let information = url.userInformation, !information.password.isEmpty {
    if !url.description.contains(":•••@") { fatalError(url.text) }
  }
}
