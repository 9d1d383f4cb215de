import HTTPFiles
import TestSupport
import Testing

@Suite("The client's side")
struct ClientTests {
  /// What a parser makes of a response that comes in pieces of a size; the content as text.
  private func parse(
    _ response: String, isHead: Bool = false, pieces: Int = .max, maximumContent: Int = 1000,
    thenCloses: Bool = true
  ) -> (progress: HTTPResponseParser.Progress, status: Int?, content: String, left: Int) {
    var parser = HTTPResponseParser(isHead: isHead, maximumContent: maximumContent)
    var rest = Array(response.utf8)[...]
    var progress = HTTPResponseParser.Progress.incomplete
    while !rest.isEmpty, progress == .incomplete {
      let piece = Array(rest.prefix(pieces))
      let (count, next) = piece.withUnsafeBytes { parser.receive($0) }
      progress = next
      rest = rest.dropFirst(count)
    }
    if progress == .incomplete, thenCloses { progress = parser.endOfInput() }
    return (
      progress, parser.head?.status, String(decoding: parser.content, as: UTF8.self), rest.count
    )
  }

  @Test(
    "Content ends where the response says",
    arguments: [
      ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloX", "hello", 1),
      ("HTTP/1.1 200\r\ncontent-length: 0\r\n\r\nX", "", 1),
      (
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3;a=\"b\"\r\nhel\r\n2\r\nlo\r\n0\r\nT: v\r\n\r\nX",
        "hello", 1
      ),
      ("HTTP/1.0 200 OK\r\n\r\nhello", "hello", 0),
      ("HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", "hi", 0),
      ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "hi", 0),
      ("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nX", "", 1),
      ("HTTP/1.1 204 No Content\r\n\r\nX", "", 1),
    ])
  func content(response: String, content: String, left: Int) {
    for pieces in [1, 3, Int.max] {
      let parsed = parse(response, pieces: pieces)
      #expect(parsed.progress == .complete)
      #expect(parsed.content == content)
      #expect(parsed.left == left)
    }
  }

  @Test("The answer to HEAD has no content")
  func head() {
    let parsed = parse("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1", isHead: true)
    #expect(parsed.progress == .complete)
    #expect(parsed.left == 8)
  }

  @Test(
    "What is no response, or over its bounds, fails",
    arguments: [
      ("SSH-2.0-OpenSSH_9.2\r\n", HTTPResponseError.malformed),
      ("HTTP/2 200 OK\r\n\r\n", .malformed), ("HTTP/1.1 2x0 OK\r\n\r\n", .malformed),
      ("HTTP/1.1 2000 OK\r\n\r\n", .malformed), ("HTTP/1.1 101 Switch\r\n\r\n", .malformed),
      ("HTTP/1.1 200 OK\r\nA : b\r\n\r\n", .malformed),
      ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", .malformed),
      ("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", .malformed),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz", .malformed),
      (String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 9), .malformed),
      ("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", .contentTooLarge),
      ("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "a", count: 1001), .contentTooLarge),
      (
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"
          + String(repeating: "a", count: 1001) + "\r\n", .contentTooLarge
      ),
      ("HTTP/1.1 200 OK\r\nA: " + String(repeating: "a", count: 30_000), .headTooLarge),
      ("HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: 65), .headTooLarge),
      ("", .cutShort), ("HTTP/1.1 200 OK\r\n", .cutShort),
      ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", .cutShort),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", .cutShort),
    ] as [(String, HTTPResponseError)])
  func failures(response: String, error: HTTPResponseError) {
    for pieces in [1, Int.max] {
      #expect(parse(response, pieces: pieces).progress == .failed(error))
    }
  }

  @Test("Client and server understand each other, for a whole file and a part, in any pieces")
  func conversation() throws {
    var generator = SeededGenerator.announced()
    var request = ClientRequest(path: "/808287010203.cfg", authority: "192.0.2.1:8080")
    request.keepsAlive = true
    request.credentials = HTTPCredentials(user: "joe", password: "s3cret")
    request.fields = [("Range", "bytes=5-")]
    for _ in 0..<50 {
      var server = TestServer(credentials: request.credentials)
      var parser = HTTPResponseParser()
      var rest = Array(server.exchange(request.octets).utf8)[...]
      while !rest.isEmpty {
        let piece = Array(rest.prefix(Int.random(in: 1...50, using: &generator)))
        _ = piece.withUnsafeBytes { parser.receive($0) }
        rest = rest.dropFirst(piece.count)
      }
      #expect(parser.head?.status == 206)
      #expect(parser.head?.value(of: "etag") == "\"v1\"")
      #expect(parser.content == Array("56789abcdefghij".utf8))
      #expect(parser.keepsAlive)
    }
  }

  @Test(
    "A connection is used again where the response says so, and did not end with it",
    arguments: [
      ("1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true),
      ("1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", true),
      ("1.1 304 Not Modified\r\n\r\n", true),
      ("1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n", true),
      ("1.0 200 OK\r\nContent-Length: 0\r\n\r\n", false),
      ("1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", false),
      ("1.1 200 OK\r\nConnection: x\r\nConnection: a, Close\r\nContent-Length: 0\r\n\r\n", false),
      ("1.1 200 OK\r\n\r\nhello", false),
      ("1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello", false),
    ])
  func keepsAlive(response: String, expected: Bool) {
    var parser = HTTPResponseParser()
    _ = Array("HTTP/\(response)".utf8).withUnsafeBytes { parser.receive($0) }
    #expect(parser.endOfInput() == .complete)
    #expect(parser.keepsAlive == expected)
  }

  @Test("Nothing handed to a request can make another line of it")
  func injection() {
    var request = ClientRequest(path: "/a\r\nX: y", authority: "a\r\nB: c")
    request.fields = [("C\r\nD", "e\r\nF: g\0")]
    let lines = String(decoding: request.octets, as: UTF8.self).split(separator: "\r\n")
    #expect(
      lines == [
        "GET /aX:y HTTP/1.1", "Host: aB: c", "User-Agent: ringtree", "Connection: close",
        "CD: eF: g",
      ])
  }
}
