import Foundation
import HTTPFiles
import TestSupport
import Testing

@Suite("Dates")
struct DateTests {
  private func read(_ text: String) -> Int? {
    HTTPDate(Array(text.utf8)[...], now: TestServer.date)?.secondsSince1970
  }

  @Test(
    "The three forms of RFC 9110, section 5.6.7, are read",
    arguments: [
      "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    ])
  func forms(text: String) {
    #expect(read(text) == 784_111_777)
  }

  @Test("A year of two digits is of the century that makes it the least future")
  func twoDigits() {
    #expect(read("Monday, 30-Nov-26 12:00:00 GMT") == 1_796_040_000)
    #expect(read("Friday, 01-Jan-77 00:00:00 GMT") == 220_924_800)
    #expect(read("Wednesday, 01-Jan-76 00:00:00 GMT") == 3_345_062_400)
  }

  @Test(
    "Anything else is none",
    arguments: [
      "", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
      "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
      "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
      "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT",
      "Sun, 06 Nov 19940 08:49:37 GMT", "Sun, 06 Nov +199 08:49:37 GMT",
      "Sun, 06 Nov 1994 08:49:37:00 GMT", "Sun Nov 6 08:49:37", "-62135596800",
      "Sun, 99999999999999999999 Nov 1994 08:49:37 GMT",
    ])
  func malformed(text: String) {
    #expect(read(text) == nil)
  }

  @Test("What is written is what Foundation writes, and reads as itself")
  func foundation() {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    var generator = SeededGenerator.announced()
    let seconds =
      [0, -1, 951_782_400, 4_102_444_799, 253_402_300_799]
      + (0..<500).map { _ in Int.random(in: -2_000_000_000...8_000_000_000, using: &generator) }
    for seconds in seconds {
      let text = String(decoding: HTTPDate(secondsSince1970: seconds).octets, as: UTF8.self)
      #expect(text == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
      #expect(read(text) == seconds)
    }
  }

  @Test("A moment outside of the years that can be written is the nearest within")
  func bounds() {
    func text(_ seconds: Int) -> String {
      String(decoding: HTTPDate(secondsSince1970: seconds).octets, as: UTF8.self)
    }
    #expect(text(.max) == "Fri, 31 Dec 9999 23:59:59 GMT")
    #expect(text(.min) == "Sat, 01 Jan 0000 00:00:00 GMT")
  }
}
