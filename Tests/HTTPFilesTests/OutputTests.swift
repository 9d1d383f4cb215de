import HTTPFiles
import Testing

@Suite("Answers that are no files")
struct OutputTests {
  private let date = TestServer.date

  private func text(_ output: HTTPOutput) -> String {
    String(decoding: output.octets, as: UTF8.self)
  }

  @Test("Content of any other kind comes with its fields and its length", arguments: [false, true])
  func body(isHead: Bool) {
    var output = HTTPOutput()
    output.begin(.ok, date: date, persistence: .close)
    output.field("Content-Type", "application/json")
    output.end(body: "{}\n".utf8, isHead: isHead)
    let head = """
      HTTP/1.1 200 OK
      Date: Mon, 30 Nov 2026 13:00:00 GMT
      Connection: close
      Content-Type: application/json
      Content-Length: 3


      """
    #expect(text(output).replacing("\r\n", with: "\n") == head + (isHead ? "" : "{}\n"))
  }

  @Test("No value makes another field of an answer")
  func injection() {
    var output = HTTPOutput()
    output.begin(.ok, date: date, persistence: .keepAlive)
    output.field("Location", "/a\r\nSet-Cookie: b\0")
    output.end()
    #expect(text(output).field("Location") == "/aSet-Cookie: b")
    #expect(text(output).field("Set-Cookie") == nil)
  }

  @Test("Answers stand one behind the other, until they are forgotten")
  func places() {
    var output = HTTPOutput()
    output.line(.notFound, "no", date: date, persistence: .keepAlive)
    output.line(.unavailable, "busy", date: date, persistence: .close)
    #expect(output.answers.map(\.status) == [.notFound, .unavailable])
    #expect(output.answers.first?.octets.lowerBound == 0)
    #expect(output.answers.last?.octets.upperBound == output.octets.count)
    #expect(output.answers.first?.octets.upperBound == output.answers.last?.octets.lowerBound)
    output.removeAll()
    #expect(output.answers.isEmpty && output.octets.isEmpty)
  }

  @Test("The date is that of each answer, and not of the one before")
  func dates() {
    var output = HTTPOutput()
    for seconds in [0, 0, 1] {
      let date = HTTPDate(secondsSince1970: seconds)
      output.line(.notFound, "no", date: date, persistence: .keepAlive)
    }
    let times = text(output).components(after: "Date: Thu, 01 Jan 1970 ").map { $0.prefix(8) }
    #expect(times == ["00:00:00", "00:00:00", "00:00:01"])
  }
}
