import NetworkAddresses
import SIPPnP
import Testing

@testable import ServeRuntime

@Suite struct LogTests {
  private let time = Duration.milliseconds(1_796_096_749_947)

  @Test("a record is one line of words, with what needs it in quotes")
  func text() {
    let record = LogRecord(.info, "tftp.sent").with("bytes", 910).with("file", "a b.cfg")
      .with("mac", ifAny: nil).with("empty", "")
    #expect(
      LogFormat.text.line(record, at: time)
        == "2026-12-01T03:45:49.947Z info tftp.sent bytes=910 file=\"a b.cfg\" empty=\"\"\n")
  }

  @Test("the same as JSON")
  func json() {
    let record = LogRecord(.warning, "pnp.dropped").with("why", "a \"b\"").with("times", 2)
    #expect(
      LogFormat.json.line(record, at: time)
        == #"{"time":"2026-12-01T03:45:49.947Z","level":"warning","event":"pnp.dropped","#
        + #""why":"a \"b\"","times":2}"# + "\n")
  }

  @Test("a stranger's text neither ends the line, nor reaches the terminal, nor fills the disk")
  func strangers() {
    let text = "x\n2026 info ready\u{1B}[2J" + String(repeating: "y", count: 10_000)
    for format in LogFormat.allCases {
      let line = format.line(LogRecord(.info, "pnp.unknown").with("agent", text), at: time)
      #expect(line.filter { $0 == "\n" }.count == 1)
      #expect(!line.contains("\u{1B}"))
      #expect(line.utf8.count < 600)
    }
  }

  @Test(
    "moments are written as dates",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
      (4_102_444_800_000, "2100-01-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func timestamps(milliseconds: Int64, text: String) {
    #expect(Timestamp(sinceEpoch: .milliseconds(milliseconds)).description == text)
  }

  @Test("strangers get so many lines a second, and what was withheld is counted")
  func ration() {
    func refusal(_ second: Int) -> ServeEvent {
      let fetch = Fetch(
        means: .tftp, client: SocketAddress(.loopback, port: 1), file: nil, name: "x",
        result: .refused(why: "File not found"), duration: .zero, resends: 0)
      return ServeEvent(time: .seconds(second), kind: .fetch(fetch))
    }
    var ration = StrangerRation(linesPerSecond: 2)
    #expect(
      (0..<5).map { _ in ration.admits(refusal(1)).isWritten } == [true, true, false, false, false])
    let next = ration.admits(refusal(2))
    #expect(next.isWritten)
    #expect(next.withheldBefore == 3)
    let notice = ServeEvent(time: .seconds(2), kind: .notice(LogRecord(.info, "stopping")))
    #expect((0..<5).allSatisfy { _ in ration.admits(notice).isWritten })
  }

  @Test("what does not fit the queue is counted, not waited for")
  func overflow() throws {
    let queue = try EventQueue(capacity: 2)
    let event = ServeEvent(time: time, kind: .notice(LogRecord(.info, "stopping")))
    queue.post([event, event, event])
    queue.post([event])
    let taken = queue.take()
    #expect(taken.events.count == 2)
    #expect(taken.lost == 2)
    #expect(queue.take().lost == 0)
  }
}
