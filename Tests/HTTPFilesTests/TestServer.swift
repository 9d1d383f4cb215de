import HTTPFiles

/// A small tree behind a connection, and what a client gets from it.
struct TestServer {
  /// The octets of the files, by their places.
  static let contents = [
    "common file", "0123456789abcdefghij", "", "firmware", "<a/>",
  ].map { Array($0.utf8) }

  static let files = HTTPFileTable([
    file("a000000000020.cfg", place: 0, matchesAnyCase: true),
    file("808287010203.cfg", place: 1, matchesAnyCase: true, modified: modified),
    file("empty.txt", place: 2),
    file("firmware/a20 x.rom", place: 3),
    file("phonebook.xml", place: 4),
  ])

  /// 2026-11-30 12:00:00 UTC, when `808287010203.cfg` got its octets.
  static let modified = HTTPDate(secondsSince1970: 1_796_040_000)
  /// The present: an hour later.
  static let date = HTTPDate(secondsSince1970: 1_796_043_600)

  private static func file(
    _ name: String, place: Int, matchesAnyCase: Bool = false, modified: HTTPDate? = nil
  ) -> HTTPFile {
    HTTPFile(
      name: name, matchesAnyCase: matchesAnyCase, place: place, size: contents[place].count,
      version: "v\(place)", lastModified: modified)
  }

  private(set) var connection: HTTPConnection
  private let responder: FileResponder
  private var output = HTTPOutput()
  /// How many answers were written.
  private(set) var answerCount = 0
  /// The most answers that one call wrote.
  private(set) var mostAnswersAtOnce = 0

  init(
    settings: HTTPSettings = HTTPSettings(), credentials: HTTPCredentials? = nil,
    now: Duration = .zero
  ) {
    connection = HTTPConnection(settings: settings, now: now)
    responder = FileResponder(files: Self.files, credentials: credentials)
  }

  /// Hands octets over and returns what was sent for them at once.
  mutating func receive(_ octets: some Collection<UInt8>, now: Duration = .zero) -> [UInt8] {
    output.removeAll()
    let responder = responder
    Array(octets).withUnsafeBytes { octets in
      connection.receive(octets, now: now, date: Self.date, into: &output) {
        responder.respond(to: $0, date: Self.date, persistence: $1, into: &$2)
      }
    }
    return sent()
  }

  /// Has requests answered that came earlier.
  mutating func resume(now: Duration = .zero) -> [UInt8] {
    output.removeAll()
    let responder = responder
    connection.resume(now: now, date: Self.date, into: &output) {
      responder.respond(to: $0, date: Self.date, persistence: $1, into: &$2)
    }
    return sent()
  }

  /// Says what time it is, and returns what was sent for it.
  mutating func wake(now: Duration) -> String {
    output.removeAll()
    connection.wake(now: now, date: Self.date, into: &output)
    return String(decoding: sent(), as: UTF8.self)
  }

  /// Notes that all was written.
  mutating func wrote(now: Duration = .zero) {
    connection.wrote(all: true, now: now)
  }

  mutating func endOfInput() {
    connection.endOfInput()
  }

  /// All that a client gets that sends these octets and reads to the end, or until nothing comes.
  mutating func exchange(_ octets: some Collection<UInt8>, now: Duration = .zero) -> String {
    var text = receive(octets, now: now)
    wrote(now: now)
    while connection.next == .resume {
      text += resume(now: now)
      wrote(now: now)
    }
    return String(decoding: text, as: UTF8.self)
  }

  var isClosed: Bool {
    if case .close = connection.next { return true }
    return false
  }

  /// What the last call wrote: heads and the files' parts.
  private mutating func sent() -> [UInt8] {
    answerCount += output.answers.count
    mostAnswersAtOnce = max(mostAnswersAtOnce, output.answers.count)
    return output.answers.flatMap { answer in
      let part = answer.file.map { Self.contents[$0.place][$0.range] } ?? []
      return Array(output.octets[answer.octets]) + Array(part)
    }
  }
}

/// What a new connection answers to octets: all of it.
func exchange(_ request: String, credentials: HTTPCredentials? = nil) -> String {
  var server = TestServer(credentials: credentials)
  return server.exchange(request.utf8)
}

/// The status of the first answer to a request; 0 if there is none.
func status(_ request: String) -> Int { statuses(exchange(request)).first ?? 0 }

/// The answers' statuses in what a client got. No file of the tests has a status line in it.
func statuses(_ text: String) -> [Int] {
  text.components(after: "HTTP/1.1 ").compactMap { Int($0.prefix(3)) }
}

/// A GET for a path with fields, each without its line end.
func get(_ path: String, _ fields: String..., method: String = "GET") -> String {
  "\(method) \(path) HTTP/1.1\r\nHost: a\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
}

extension String {
  /// What stands behind each occurrence of a text.
  func components(after text: String) -> [Substring] {
    ranges(of: text).map { self[$0.upperBound...] }
  }

  /// The value of the first field of a name in an answer; nil if it has none.
  func field(_ name: String) -> String? {
    let head = firstRange(of: "\r\n\r\n").map { self[..<$0.lowerBound] } ?? self[...]
    for line in head.split(separator: "\r\n") where line.hasPrefix(name + ": ") {
      return String(line.dropFirst(name.count + 2))
    }
    return nil
  }

  /// What stands behind the first head.
  var body: String { firstRange(of: "\r\n\r\n").map { String(self[$0.upperBound...]) } ?? "" }
}
