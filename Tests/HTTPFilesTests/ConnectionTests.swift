import HTTPFiles
import Testing

@Suite("Connections")
struct ConnectionTests {
  @Test(
    "A connection goes on as version and Connection say",
    arguments: [
      ("GET /empty.txt HTTP/1.1\r\nHost: a\r\n", nil, false),
      ("GET /empty.txt HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n", nil, false),
      ("GET /empty.txt HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n", "close", true),
      ("GET /empty.txt HTTP/1.0\r\n", "close", true),
      ("GET /empty.txt HTTP/1.0\r\nConnection: Keep-Alive\r\n", "keep-alive", false),
      ("GET /empty.txt HTTP/1.0\r\nConnection: keep-alive, close\r\n", "close", true),
    ])
  func persistence(request: String, field: String?, closes: Bool) {
    var server = TestServer()
    #expect(server.exchange((request + "\r\n").utf8).field("Connection") == field)
    #expect(server.isClosed == closes)
  }

  @Test("Requests in a row are answered in their order, and none behind the last")
  func pipelining() {
    var server = TestServer()
    let requests =
      get("/808287010203.cfg") + get("/none") + get("/phonebook.xml", "Connection: close")
      + get("/empty.txt")
    #expect(statuses(server.exchange(requests.utf8)) == [200, 404, 200])
    #expect(server.isClosed)
  }

  @Test("A long pipeline is answered a few requests at a time, when the network took the others")
  func longPipeline() {
    var settings = HTTPSettings()
    settings.requestsAtOnce = 4
    var server = TestServer(settings: settings)
    let request = get("/808287010203.cfg")
    _ = server.receive(String(repeating: request, count: 10).utf8)
    #expect(server.answerCount == 4)
    #expect(server.connection.next == .write(until: settings.writeTime))
    #expect(server.receive(request.utf8).isEmpty)
    #expect(server.resume().isEmpty)
    server.wrote()
    #expect(server.connection.next == .resume)
    _ = server.exchange([])
    #expect(server.answerCount == 11)
    #expect(server.mostAnswersAtOnce == 4)
    #expect(server.connection.next == .receive(until: settings.idleTime))
  }

  @Test("Who sends on without reading is cut off")
  func floodWithoutReading() {
    var settings = HTTPSettings()
    settings.bufferedInput = 10_000
    var server = TestServer(settings: settings)
    let requests = Array(String(repeating: get("/empty.txt"), count: 40).utf8)
    for _ in 0..<20 { _ = server.receive(requests) }
    server.wrote()
    #expect(server.connection.next == .close(lingering: false))
  }

  @Test("The last request that a connection may have is told so")
  func requestLimit() {
    var settings = HTTPSettings()
    settings.requestsPerConnection = 2
    var server = TestServer(settings: settings)
    let answers = server.exchange(String(repeating: get("/empty.txt"), count: 3).utf8)
    #expect(statuses(answers) == [200, 200])
    #expect(answers.components(after: "Connection: close").count == 1)
    #expect(server.connection.next == .close(lingering: true))
  }

  @Test("Content is read away, and what is behind it answered")
  func content() {
    var server = TestServer()
    let requests =
      get("/empty.txt", "Content-Length: 5", method: "POST") + "GET /"
      + get("/empty.txt", "Transfer-Encoding: chunked") + "3\r\nabc\r\n0\r\n\r\n"
      + get("/phonebook.xml")
    #expect(statuses(server.exchange(requests.utf8)) == [405, 200, 200])
    #expect(!server.isClosed)
  }

  @Test("Content over its bound ends the connection after the answer")
  func largeContent() {
    var server = TestServer()
    let length = HTTPLimits().discardedContent + 1
    let answer = server.exchange(get("/", "Content-Length: \(length)", method: "PUT").utf8)
    #expect(statuses(answer) == [405])
    #expect(answer.field("Connection") == "close")
    #expect(server.connection.next == .close(lingering: true))
  }

  @Test(
    "Chunks over the bound, or malformed, are 400",
    arguments: ["11000", "ffffffffffffffff", "x", "-1", ""])
  func badChunks(size: String) {
    var server = TestServer()
    let request = get("/empty.txt", "Transfer-Encoding: chunked") + "\(size)\r\n"
    let content = String(repeating: "a", count: 0x11000) + "\r\n0\r\n\r\n"
    #expect(statuses(server.exchange((request + content).utf8)) == [200, 400])
    #expect(server.isClosed)
  }

  @Test(
    "Chunks with other line ends than CRLF, or with endless extensions or trailers, are 400",
    arguments: [
      "3\nabc\r\n0\r\n\r\n", "3\r\nabc\n0\r\n\r\n", "3\r\nabcX\n0\r\n\r\n", "3\r\nabc\r0\r\n\r\n",
      "0\n\r\n", "0\r\n\n\r", "0\r\n\rX", "0\r\nX: y\n\r\n", "0\r\nX: y\rZ",
      "0;" + String(repeating: "a", count: 5_000),
      "0\r\nX: " + String(repeating: "a", count: 5_000),
    ])
  func badChunkLines(content: String) {
    var server = TestServer()
    let request = get("/empty.txt", "Transfer-Encoding: chunked") + content + get("/empty.txt")
    #expect(statuses(server.exchange(request.utf8)) == [200, 400])
    #expect(server.isClosed)
  }

  @Test("Who waits for 100 gets the final answer, and a new connection")
  func expectContinue() {
    var server = TestServer()
    let request = get("/", "Content-Length: 5", "Expect: 100-continue", method: "PUT")
    let answer = server.exchange(request.utf8)
    #expect(statuses(answer) == [405])
    #expect(answer.field("Connection") == "close")
    #expect(statuses(exchange(get("/empty.txt", "Expect: 100-Continue"))) == [200])
    #expect(exchange(get("/empty.txt", "Expect: 100-continue")).field("Connection") == nil)
  }

  @Test("HTTP/1.0 knows no waiting for 100")
  func expectContinueOfHTTP10() {
    let fields = "Connection: keep-alive\r\nContent-Length: 5\r\nExpect: 100-continue\r\n"
    let answer = exchange("GET /empty.txt HTTP/1.0\r\n\(fields)\r\nhello")
    #expect(answer.field("Connection") == "keep-alive")
  }

  @Test("An idle connection is closed without a word")
  func idle() {
    let settings = HTTPSettings()
    var server = TestServer(now: .seconds(100))
    #expect(server.connection.next == .receive(until: .seconds(100) + settings.idleTime))
    _ = server.exchange(get("/empty.txt").utf8, now: .seconds(110))
    #expect(server.connection.next == .receive(until: .seconds(110) + settings.idleTime))
    #expect(server.wake(now: .seconds(110)) == "")
    #expect(!server.isClosed)
    #expect(server.wake(now: .seconds(110) + settings.idleTime) == "")
    #expect(server.connection.next == .close(lingering: false))
  }

  @Test("A request that comes too slowly gets 408, however steadily it comes")
  func slowRequest() {
    let settings = HTTPSettings()
    var server = TestServer()
    var now = Duration.seconds(5)
    for octet in get("/empty.txt").utf8.prefix(8) {
      #expect(server.receive([octet], now: now).isEmpty)
      #expect(server.connection.next == .receive(until: .seconds(5) + settings.headTime))
      now += .seconds(1)
    }
    let answer = server.wake(now: .seconds(5) + settings.headTime)
    #expect(statuses(answer) == [408])
    #expect(answer.field("Connection") == "close")
    server.wrote()
    #expect(server.connection.next == .close(lingering: true))
  }

  @Test("Content that comes too slowly ends the connection")
  func slowContent() {
    let settings = HTTPSettings()
    var server = TestServer()
    _ = server.exchange(get("/empty.txt", "Content-Length: 5").utf8)
    _ = server.exchange("a".utf8, now: .seconds(3))
    #expect(server.connection.next == .receive(until: settings.contentTime))
    #expect(server.wake(now: settings.contentTime) == "")
    #expect(server.isClosed)
  }

  @Test("A client that takes nothing is given up, and one that takes something is not")
  func slowReader() {
    let settings = HTTPSettings()
    var server = TestServer()
    _ = server.receive(get("/808287010203.cfg").utf8)
    server.wrote(now: .zero)
    _ = server.receive(get("/808287010203.cfg").utf8, now: .seconds(1))
    #expect(server.connection.next == .write(until: .seconds(1) + settings.writeTime))
    #expect(server.wake(now: .seconds(1)) == "")
    #expect(server.connection.next == .write(until: .seconds(1) + settings.writeTime))
    _ = server.wake(now: .seconds(1) + settings.writeTime)
    #expect(server.connection.next == .close(lingering: false))
  }

  @Test("A connection lasts no longer than it may in all")
  func total() {
    let settings = HTTPSettings()
    var server = TestServer()
    let last = settings.totalTime - .seconds(1)
    _ = server.exchange(get("/empty.txt").utf8, now: last)
    #expect(server.connection.next == .receive(until: settings.totalTime))
    _ = server.receive(get("/empty.txt").utf8, now: last)
    #expect(server.connection.next == .write(until: settings.totalTime))
    _ = server.wake(now: settings.totalTime)
    #expect(server.isClosed)
  }

  @Test("A request that comes as the connection's time is over is its last")
  func requestAtTheEnd() {
    let settings = HTTPSettings()
    var server = TestServer()
    let answer = server.exchange(get("/empty.txt").utf8, now: settings.totalTime)
    #expect(statuses(answer) == [200])
    #expect(answer.field("Connection") == "close")
    #expect(server.connection.next == .close(lingering: true))
  }

  @Test("A client that ends its side still gets its answers")
  func halfClosed() {
    var settings = HTTPSettings()
    settings.requestsAtOnce = 1
    var server = TestServer(settings: settings)
    _ = server.receive((get("/empty.txt") + get("/empty.txt")).utf8)
    server.endOfInput()
    server.wrote()
    #expect(server.connection.next == .resume)
    #expect(statuses(String(decoding: server.resume(), as: UTF8.self)) == [200])
    server.wrote()
    #expect(server.connection.next == .resume)
    #expect(server.resume().isEmpty)
    #expect(server.connection.next == .close(lingering: false))
  }

  @Test("A request that nobody answers is 500")
  func noAnswer() {
    var connection = HTTPConnection(now: .zero)
    var output = HTTPOutput()
    Array(get("/").utf8).withUnsafeBytes { octets in
      connection.receive(octets, now: .zero, date: TestServer.date, into: &output) { _, _, _ in }
    }
    #expect(output.answers.map(\.status) == [.internalError])
  }
}
