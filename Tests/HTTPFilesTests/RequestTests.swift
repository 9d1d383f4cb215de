import HTTPFiles
import TestSupport
import Testing

@Suite("Requests")
struct RequestTests {
  @Test(
    "What is well-formed is answered",
    arguments: [
      "GET /empty.txt HTTP/1.1\r\nHost: a\r\n\r\n",
      // Lines that end in LF alone, and empty lines in front (RFC 9112, section 2.2).
      "GET /empty.txt HTTP/1.1\nHost: a\n\n",
      "\r\n\n\r\n\r\nGET /empty.txt HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /empty.txt HTTP/1.0\r\n\r\n",
      "GET /empty.txt HTTP/1.9\r\nHost: a\r\n\r\n",
      "GET http://a:8080/empty.txt HTTP/1.1\r\nHost: other\r\n\r\n",
      "GET HTTPS://a/empty.txt?x=1 HTTP/1.1\r\nHost: other\r\n\r\n",
      "GET /empty.txt?mac=80:82:87:01:02:03&x=%zz HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
      "GET /empty.txt HTTP/1.1\r\nHost:\r\nX:\t blank \t\r\n\r\n",
      "GET /empty.txt HTTP/1.1\r\nhOST: a\r\nX: caf\u{e9}\r\n\r\n",
      "GET /empty.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
    ])
  func wellFormed(request: String) {
    #expect(status(request) == 200)
  }

  @Test(
    "What is malformed is 400, and the connection ends",
    arguments: [
      "GET /\r\n\r\n",
      "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
      "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
      " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / http/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/11\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1x\r\nHost: a\r\n\r\n",
      "GET /#top HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /a\u{7f} HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET empty.txt HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET ftp://a/empty.txt HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET http:///empty.txt HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET http://user@a/empty.txt HTTP/1.1\r\nHost: a\r\n\r\n",
      // Host: missing, twice, impossible.
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
      // Fields: a carriage return or NUL within, folding, blanks before the colon, no name.
      "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
      "GET / HTTP/1.1\rHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n",
      "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
      "\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
  func malformed(request: String) {
    var server = TestServer()
    #expect(statuses(server.exchange(request.utf8)) == [400])
    #expect(server.isClosed)
  }

  @Test(
    "A request that two readers could end at two places is 400, and nothing behind it is read",
    arguments: [
      "Content-Length: 4\r\nContent-Length: 5",
      "Content-Length: 4, 5",
      "Content-Length: +4",
      "Content-Length: -1",
      "Content-Length: 0x4",
      "Content-Length:",
      "Content-Length: 99999999999999999999",
      "Content-Length: 4\r\nTransfer-Encoding: chunked",
      "Transfer-Encoding: chunked\r\nContent-Length: 4",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
      "Transfer-Encoding: chunked, identity",
      "Transfer-Encoding: identity",
      "Transfer-Encoding: xchunked",
      "Transfer-Encoding : chunked",
      "Transfer-Encoding:\u{b}chunked",
    ])
  func smuggling(fields: String) {
    var server = TestServer()
    let smuggled = "GET /empty.txt HTTP/1.1\r\nHost: a\r\n\r\n"
    let request = "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n0\r\n\r\n\(smuggled)"
    #expect(statuses(server.exchange(request.utf8)) == [400])
    #expect(server.isClosed)
    #expect(server.exchange(smuggled.utf8) == "")
  }

  @Test("A transfer coding from a client of HTTP/1.0 is 400")
  func chunkedFromHTTP10() {
    #expect(status("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == 400)
  }

  @Test(
    "What is understood and not offered is said so",
    arguments: [
      ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
      ("GET / HTTP/0.9\r\n\r\n", 505),
      ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
      ("GET / HTTP/1.1\r\nHost: a\r\nExpect: a-miracle\r\n\r\n", 417),
    ])
  func notOffered(request: String, expected: Int) {
    #expect(status(request) == expected)
  }

  @Test("A request line over its bound is 414, as soon as it is over")
  func longRequestLine() {
    let limit = HTTPLimits().requestLine
    let fits = "GET /" + String(repeating: "a", count: limit - 14) + " HTTP/1.1\r\n"
    #expect(fits.utf8.count == limit + 2)
    #expect(status(fits + "Host: a\r\n\r\n") == 404)
    #expect(status("GET /a" + fits.dropFirst(5) + "Host: a\r\n\r\n") == 414)
    #expect(status("GET /" + String(repeating: "a", count: limit)) == 414)
  }

  @Test("A header section over its bounds is 431, as soon as it is over")
  func largeFields() {
    let limits = HTTPLimits()
    func fields(_ count: Int) -> String {
      (1..<count).map { "X-\($0): a\r\n" }.joined()
    }
    let start = "GET /empty.txt HTTP/1.1\r\nHost: a\r\n"
    #expect(status(start + fields(limits.fieldCount) + "\r\n") == 200)
    #expect(status(start + fields(limits.fieldCount + 1)) == 431)
    #expect(status(start + "X: " + String(repeating: "a", count: limits.fieldSection)) == 431)
    let line = "X: " + String(repeating: "a", count: 995) + "\r\n"
    #expect(status(start + String(repeating: line, count: 15) + "\r\n") == 200)
    #expect(status(start + String(repeating: line, count: 17) + "\r\n") == 431)
  }

  @Test("Pieces of any size are answered as the whole is")
  func pieces() {
    let conversation =
      get("/808287010203.cfg") + "\r\n" + get("/empty.txt", "Content-Length: 3") + "abc"
      + "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "5;a=b\r\nhello\r\n00\r\nX: y\r\n\r\n" + get("/808287010203.cfg", "Range: bytes=2-3")
      + "HEAD /phonebook.xml HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + get("/%00")
      + get("/a", "Bad Name: x")
    let whole = exchange(conversation)
    #expect(statuses(whole) == [200, 200, 405, 206, 200, 400, 400])
    #expect(pieces(conversation) { 1 } == whole)
    var generator = SeededGenerator.announced()
    for _ in 0..<100 {
      #expect(pieces(conversation) { Int.random(in: 1...60, using: &generator) } == whole)
    }
  }

  private func pieces(_ text: String, of size: () -> Int) -> String {
    var server = TestServer()
    var rest = Array(text.utf8)[...]
    var answers = ""
    while !rest.isEmpty {
      let piece = rest.prefix(size())
      answers += server.exchange(piece)
      rest = rest.dropFirst(piece.count)
    }
    return answers
  }

  @Test("Hostile octets are answered or refused, and never crash")
  func hostileOctets() {
    var generator = SeededGenerator.announced()
    let words = [
      "GET ", "HEAD ", "/", " HTTP/1.1", " HTTP/1.0", "\r\n", "\n", "\r", "Host: a", ": ", "..",
      "%2f", "%", "Content-Length: ", "Transfer-Encoding: chunked", "5", "0", "bytes=", "-", ",",
      "Range: ", "If-None-Match: ", "W/\"", "\0", "\u{80}", "empty.txt", "Connection: close",
    ]
    for _ in 0..<3_000 {
      var server = TestServer()
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        let word = words.randomElement(using: &generator) ?? ""
        let answer = server.exchange(word.utf8)
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 "))
      }
    }
  }
}
