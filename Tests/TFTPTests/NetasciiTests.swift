import TFTP
import TestSupport
import Testing

@Suite("Netascii")
struct NetasciiTests {
  @Test(
    "writes line ends and carriage returns as two octets",
    arguments: [
      ("", ""), ("a\n", "a\r\n"), ("a\rb", "a\r\0b"), ("\r\n", "\r\0\r\n"), ("\n\n", "\r\n\r\n"),
      ("a\0b", "a\0b"),
    ])
  func encode(text: String, encoded: String) {
    #expect(Netascii.encode(Array(text.utf8)) == Array(encoded.utf8))
  }

  @Test(
    "is read leniently where it is none",
    arguments: [("a\rb", "a\rb"), ("a\r", "a\r"), ("\r\r\n", "\r\n"), ("a\n", "a\n")])
  func lenient(encoded: String, text: String) {
    var decoder = Netascii.Decoder()
    var decoded: [UInt8] = []
    decoder.decode(Array(encoded.utf8), into: &decoded)
    decoder.finish(into: &decoded)
    #expect(decoded == Array(text.utf8))
  }

  @Test("comes back as it was, wherever it is cut")
  func roundTrip() {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let letters: [UInt8] = [0, 10, 13, 65]
      let text = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        letters[Int.random(in: 0..<4, using: &random)]
      }
      var rest = Netascii.encode(text)[...]
      var decoder = Netascii.Decoder()
      var decoded: [UInt8] = []
      while !rest.isEmpty {
        let length = Int.random(in: 1...5, using: &random)
        decoder.decode(rest.prefix(length), into: &decoded)
        rest = rest.dropFirst(length)
      }
      decoder.finish(into: &decoded)
      #expect(decoded == text)
    }
  }
}
