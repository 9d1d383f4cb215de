import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite("JSON text")
struct JSONTextTests {
  private func document(_ layout: JSONText.Layout) -> String {
    var json = JSONText(layout: layout)
    json.object { json in
      json.member("zebra", "first")
      json.member("apple", -3)
      json.member("yes", true)
      json.member("list") {
        $0.array { json in
          json.value(1.5)
          json.null()
          json.value(Double.infinity)
          json.object { _ in }
          json.array { _ in }
        }
      }
      json.member("names", ["a", "b"])
    }
    return json.text
  }

  @Test("members keep their order, commas stand between")
  func compact() {
    #expect(
      document(.compact)
        == #"{"zebra":"first","apple":-3,"yes":true,"list":[1.5,null,null,{},[]],"names":["a","b"]}"#
    )
  }

  @Test("indented, a member stands on its own line")
  func indented() {
    #expect(
      document(.indented) == """
        {
          "zebra": "first",
          "apple": -3,
          "yes": true,
          "list": [
            1.5,
            null,
            null,
            {},
            []
          ],
          "names": [
            "a",
            "b"
          ]
        }
        """)
  }

  @Test(
    "a string is escaped where JSON or a terminal wants it",
    arguments: [
      ("a\"b\\c/", #""a\"b\\c/""#), ("\n\r\t\u{8}\u{0}", #""\n\r\t\u0008\u0000""#),
      ("\u{1B}\u{7F}\u{9B}\u{A0}", "\"\\u001b\\u007f\\u009b\u{A0}\""),
      ("\u{2028}\u{2029}\u{202E}\u{2066}\u{200F}", #""\u2028\u2029\u202e\u2066\u200f""#),
      ("ü日𝄞…", "\"ü日𝄞…\""), ("", "\"\""),
    ])
  func strings(string: String, expected: String) {
    var json = JSONText()
    json.value(string)
    #expect(json.text == expected)
  }

  @Test("bytes that are no UTF-8 become U+FFFD")
  func invalid() {
    var json = JSONText()
    json.value(utf8: [0x61, 0xFF, 0x62])
    #expect(json.text == "\"a\u{FFFD}b\"")
  }

  @Test("lines of JSON follow each other")
  func lines() {
    var json = JSONText()
    json.object { $0.member("a", 1) }
    json.endLine()
    json.object { $0.member("a", 2) }
    json.endLine()
    #expect(json.text == "{\"a\":1}\n{\"a\":2}\n")
  }

  @Test("any string comes back from a parser as it was")
  func roundTrip() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let scalars = (0..<20).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x2100, using: &random))
      }
      let string = String(String.UnicodeScalarView(scalars))
      var json = JSONText()
      json.array { $0.value(string) }
      let parsed = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String]
      let back = try #require(parsed?.first)
      #expect(Array(back.unicodeScalars) == scalars)
    }
  }
}
