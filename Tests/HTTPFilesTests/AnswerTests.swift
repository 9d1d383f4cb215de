import HTTPFiles
import TestSupport
import Testing

@Suite("Answers")
struct AnswerTests {
  @Test("A file comes with its length, type and validators")
  func file() throws {
    let answer = exchange(get("/808287010203.cfg"))
    let expected = """
      HTTP/1.1 200 OK
      Date: Mon, 30 Nov 2026 13:00:00 GMT
      Content-Length: 20
      Content-Type: text/plain
      Accept-Ranges: bytes
      X-Content-Type-Options: nosniff
      Cache-Control: no-cache
      ETag: "v1"
      Last-Modified: Mon, 30 Nov 2026 12:00:00 GMT

      0123456789abcdefghij
      """
    #expect(answer.replacing("\r\n", with: "\n") == expected)
  }

  @Test("HEAD gets the same head and no content", arguments: ["/808287010203.cfg", "/none", "/"])
  func head(path: String) throws {
    let answer = exchange(get(path))
    let head = exchange(get(path, method: "HEAD"))
    #expect(head.hasSuffix("\r\n\r\n"))
    #expect(answer.hasPrefix(head))
    #expect(answer.count > head.count)
  }

  @Test(
    "The type is that of the name's extension",
    arguments: [
      ("/phonebook.xml", "application/xml"), ("/firmware/a20%20x.rom", "application/octet-stream"),
      ("/A000000000020.CFG", "text/plain"),
    ])
  func types(path: String, type: String) {
    #expect(exchange(get(path)).field("Content-Type") == type)
  }

  @Test(
    "Methods other than GET and HEAD are refused",
    arguments: [
      ("POST", 405), ("PUT", 405), ("DELETE", 405), ("OPTIONS", 405), ("TRACE", 405),
      ("PATCH", 405), ("BREW", 501), ("get", 501),
    ])
  func methods(method: String, expected: Int) {
    let answer = exchange(get("/empty.txt", method: method))
    #expect(statuses(answer) == [expected])
    #expect(answer.field("Allow") == (expected == 405 ? "GET, HEAD" : nil))
    #expect(answer.field("Connection") == nil)
  }

  @Test("A target that is no path goes with methods that are refused")
  func targetsWithoutPath() {
    #expect(status(get("*", method: "OPTIONS")) == 405)
    #expect(status(get("a:443", method: "CONNECT")) == 405)
  }

  /// `v1` is the file's entity tag, 12:00 its date.
  @Test(
    "Conditions are heeded in the order of RFC 9110, section 13.2.2",
    arguments: [
      (["If-None-Match: \"v1\""], 304), (["If-None-Match: W/\"v1\""], 304),
      (["If-None-Match: \"x\", \"v1\""], 304),
      (["If-None-Match: \"x\"", "If-None-Match: \"v1\""], 304),
      (["If-None-Match: *"], 304), (["If-None-Match: \"x\""], 200), (["If-None-Match: v1"], 200),
      (["If-None-Match: \"v1"], 200),
      (["If-Modified-Since: Mon, 30 Nov 2026 12:00:00 GMT"], 304),
      (["If-Modified-Since: Monday, 30-Nov-26 12:00:00 GMT"], 304),
      (["If-Modified-Since: Mon Nov 30 12:00:00 2026"], 304),
      (["If-Modified-Since: Mon, 30 Nov 2026 11:59:59 GMT"], 200),
      (["If-Modified-Since: yesterday"], 200),
      (
        [
          "If-Modified-Since: Mon, 30 Nov 2026 12:00:00 GMT",
          "If-Modified-Since: Mon, 30 Nov 2020 12:00:00 GMT",
        ], 200
      ),
      // If-None-Match decides alone where it stands.
      (["If-None-Match: \"x\"", "If-Modified-Since: Mon, 30 Nov 2026 12:30:00 GMT"], 200),
      (["If-None-Match: \"v1\"", "If-Modified-Since: Mon, 30 Nov 2020 12:30:00 GMT"], 304),
      (["If-Match: \"v1\""], 200), (["If-Match: *"], 200), (["If-Match: \"x\""], 412),
      (["If-Match: W/\"v1\""], 412),
      (["If-Unmodified-Since: Mon, 30 Nov 2026 12:00:00 GMT"], 200),
      (["If-Unmodified-Since: Mon, 30 Nov 2026 11:00:00 GMT"], 412),
      (["If-Unmodified-Since: soon"], 200),
      // If-Match decides alone where it stands, and before If-None-Match.
      (["If-Match: \"v1\"", "If-Unmodified-Since: Mon, 30 Nov 2026 11:00:00 GMT"], 200),
      (["If-Match: \"x\"", "If-None-Match: \"v1\""], 412),
      (["If-Match: \"v1\"", "If-None-Match: \"v1\""], 304),
      (["If-Unmodified-Since: Mon, 30 Nov 2026 11:00:00 GMT", "If-None-Match: \"v1\""], 412),
      // Conditions come before ranges.
      (["If-None-Match: \"v1\"", "Range: bytes=0-1"], 304),
      (["If-Match: \"x\"", "Range: bytes=99-"], 412),
      (["If-None-Match: \"x\"", "Range: bytes=0-1"], 206),
    ])
  func conditions(fields: [String], expected: Int) {
    let request =
      "GET /808287010203.cfg HTTP/1.1\r\nHost: a\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
    #expect(status(request) == expected)
  }

  @Test("304 has the validators and neither content nor its length")
  func notModified() {
    let answer = exchange(get("/808287010203.cfg", "If-None-Match: \"v1\""))
    #expect(answer.field("ETag") == "\"v1\"")
    #expect(answer.field("Last-Modified") == "Mon, 30 Nov 2026 12:00:00 GMT")
    #expect(answer.field("Cache-Control") == "no-cache")
    #expect(answer.field("Content-Length") == nil)
    #expect(answer.hasSuffix("\r\n\r\n"))
  }

  @Test("Conditions say nothing of a file that is not there")
  func conditionsOfNothing() {
    #expect(status(get("/none", "If-Match: *")) == 404)
    #expect(status(get("/none", "If-None-Match: *")) == 404)
  }

  @Test(
    "One range gets its part",
    arguments: [
      ("bytes=0-0", "0", "0-0"), ("bytes=2-4", "234", "2-4"), ("bytes=15-", "fghij", "15-19"),
      ("bytes=-3", "hij", "17-19"), ("bytes=-99", "0123456789abcdefghij", "0-19"),
      ("bytes=18-99", "ij", "18-19"), ("Bytes=19-19", "j", "19-19"), ("bytes= 1-1 ", "1", "1-1"),
      ("bytes=0000000000000000000000001-1", "1", "1-1"),
      ("bytes=19-999999999999999999999999", "j", "19-19"),
    ])
  func range(value: String, content: String, range: String) {
    let answer = exchange(get("/808287010203.cfg", "Range: \(value)"))
    #expect(statuses(answer) == [206])
    #expect(answer.body == content)
    #expect(answer.field("Content-Range") == "bytes \(range)/20")
    #expect(answer.field("Content-Length") == "\(content.utf8.count)")
    #expect(answer.field("ETag") == "\"v1\"")
  }

  @Test(
    "A range that the file does not reach is 416 with the size",
    arguments: ["bytes=20-", "bytes=20-30", "bytes=-0", "bytes=99999999999999999999-"])
  func unsatisfiable(value: String) {
    let answer = exchange(get("/808287010203.cfg", "Range: \(value)"))
    #expect(statuses(answer) == [416])
    #expect(answer.field("Content-Range") == "bytes */20")
  }

  @Test(
    "Malformed ranges, other units and several ranges get the whole file",
    arguments: [
      "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=1", "bytes=+1-2", "bytes 0-1",
      "items=0-1", "bytes=0-1,3-4", "bytes=0-0,-1", "bytes=1-2-3",
    ])
  func wholeFile(value: String) {
    let answer = exchange(get("/808287010203.cfg", "Range: \(value)"))
    #expect(statuses(answer) == [200])
    #expect(answer.body == "0123456789abcdefghij")
  }

  @Test("A range that is said twice gets the whole file")
  func twoRangeFields() {
    let request = get("/808287010203.cfg", "Range: bytes=0-1", "Range: bytes=3-4")
    #expect(statuses(exchange(request)) == [200])
  }

  @Test("An empty file has no parts")
  func rangesOfNothing() {
    #expect(status(get("/empty.txt", "Range: bytes=0-")) == 416)
    #expect(status(get("/empty.txt", "Range: bytes=-5")) == 200)
  }

  @Test("A range of HEAD is as if it were not there")
  func rangeOfHead() {
    #expect(
      exchange(get("/808287010203.cfg", "Range: bytes=0-1", method: "HEAD")).field("Content-Length")
        == "20")
  }

  @Test(
    "If-Range lets a part be had of the version that it names",
    arguments: [
      ("\"v1\"", 206), ("W/\"v1\"", 200), ("\"x\"", 200), ("Mon, 30 Nov 2026 12:00:00 GMT", 206),
      ("Mon, 30 Nov 2026 12:00:01 GMT", 200), ("nonsense", 200),
    ])
  func ifRange(value: String, expected: Int) {
    #expect(
      status(get("/808287010203.cfg", "Range: bytes=0-1", "If-Range: \(value)")) == expected)
  }

  @Test("If-Range by a date says nothing of a file that may have changed within its second")
  func ifRangeOfTheSameSecond() throws {
    let file = HTTPFile(
      name: "a", matchesAnyCase: false, place: 0, size: 9, version: "v",
      lastModified: TestServer.date)
    let responder = FileResponder(files: HTTPFileTable([file]))
    var parser = HTTPRequestParser()
    let date = String(decoding: TestServer.date.octets, as: UTF8.self)
    Array(get("/a", "Range: bytes=0-1", "If-Range: \(date)").utf8).withUnsafeBytes {
      parser.append($0)
    }
    guard case .request(let request) = parser.next() else {
      Issue.record("no request")
      return
    }
    var output = HTTPOutput()
    responder.respond(to: request, date: TestServer.date, persistence: .close, into: &output)
    #expect(output.answers.map(\.status) == [.ok])
  }

  @Test("An answer says whether the client then has the whole file")
  func wholeFiles() {
    func isWhole(_ request: String) -> Bool? {
      var connection = HTTPConnection(now: .zero)
      var output = HTTPOutput()
      let responder = FileResponder(files: TestServer.files)
      Array(request.utf8).withUnsafeBytes { octets in
        connection.receive(octets, now: .zero, date: TestServer.date, into: &output) {
          responder.respond(to: $0, date: TestServer.date, persistence: $1, into: &$2)
        }
      }
      return output.answers.first?.file?.isWhole
    }
    #expect(isWhole(get("/808287010203.cfg")) == true)
    #expect(isWhole(get("/808287010203.cfg", "Range: bytes=0-")) == true)
    #expect(isWhole(get("/808287010203.cfg", "If-None-Match: \"v1\"")) == true)
    #expect(isWhole(get("/808287010203.cfg", "Range: bytes=1-")) == false)
    #expect(isWhole(get("/808287010203.cfg", method: "HEAD")) == false)
    #expect(isWhole(get("/none")) == nil)
  }

  @Test("An error repeats nothing of the request")
  func noEcho() {
    for request in [
      get("/needle"), get("/empty.txt", "Range: bytes=9-", "X: needle"), get("/%needle"),
      get("/needle", method: "NEEDLE"), get("/", "needle"), get("/needle", "Expect: needle"),
    ] {
      #expect(exchange(request).lowercased().contains("needle") == false)
    }
  }
}
