import Diagnostics
import TestSupport
import Testing

@Suite("secrets never reach an output")
struct SecretMaskingTests {
  @Test(
    "a quoted line shows three dots for the value of a secret's key",
    arguments: [
      ("password: hunter2", "password: •••"),
      ("admin_password: x", "admin_password: •••"),
      ("adminPassword: x", "adminPassword: •••"),
      ("\"password\": \"x\"", "\"password\": •••"),
      ("\"password\": \"x\", \"label\": \"b\"", "\"password\": •••, \"label\": \"b\""),
      ("'password' : 'it''s', b: c", "'password' : •••, b: c"),
      ("password = x", "password = •••"),
      ("password :x", "password :•••"),
      ("password:x", "password:•••"),
      ("PASSWORD: x", "PASSWORD: •••"),
      ("passwd: x", "passwd: •••"),
      ("client_secret: x", "client_secret: •••"),
      ("pin: 1234", "pin: •••"),
      ("door_pin: 1234", "door_pin: •••"),
      ("pinCode: 1234", "pinCode: •••"),
      ("wifi.psk: x", "wifi.psk: •••"),
      ("private_key: x", "private_key: •••"),
      ("private-key: x", "private-key: •••"),
      ("auth token: x", "auth token: •••"),
      ("paswsord: x", "paswsord: •••"),
      ("passwort: x", "passwort: •••"),
      ("{name: a, password: x, label: b}", "{name: a, password: •••, label: b}"),
      ("{password: x}", "{password: •••}"),
      ("[{password: x}, {password: y}]", "[{password: •••}, {password: •••}]"),
      ("{password: \"a, b: c}\", label: b}", "{password: •••, label: b}"),
      ("{password: a,b, label: b}", "{password: •••, label: b}"),
      ("{password: a,b}", "{password: •••}"),
      ("password: a, b", "password: •••"),
      ("password: a}b", "password: •••"),
      ("password: a: b", "password: •••"),
      ("password: x # a comment", "password: •••"),
      ("# password: x", "# password: •••"),
      ("password: \"x", "password: •••"),
      ("{password: \"x, label: b}", "{password: •••"),
      ("password: \"x\"y", "password: •••"),
      ("url: \"http://h/?token=x&b=c\", d: e", "url: \"http://h/?token=•••\", d: e"),
      ("- password: x", "- password: •••"),
      ("password: *anchor", "password: •••"),
      ("password: {a: b}", "password: •••"),
      ("p\u{0}i\u{0}n\u{0}:\u{0}1\u{0}", "p␀i␀n␀:•••"),
    ])
  func masks(line: String, shown: String) {
    #expect(quoted(line) == shown)
  }

  @Test(
    "names and innocent values stay visible",
    arguments: [
      "password: !secret web_admin",
      "{password: !secret web, label: b}",
      "password: !secret \"101\"",
      "{password: !secret '101', label: b}",
      "mapping: x",
      "shopping: x",
      "label: the password",
      "name: password, label: b",
      "account.1.password = {{ account.password }}",
      "account.1.password = {{ account.password | upper }}",
      "password:",
    ])
  func leaves(line: String) {
    #expect(quoted(line) == line)
  }

  @Test(
    "what follows a name is masked all the same",
    arguments: [
      ("password: !secret web hunter2", "password: !secret web •••"),
      ("password: !secret \"we b\"", "password: •••"),
      ("password: !secert web", "password: •••"),
      ("p.password = {{ \"hunter2\" }}", "p.password = •••"),
      ("p.password = {{ 1234 }}", "p.password = •••"),
      ("p.password = {{ a }}hunter2", "p.password = {{ a }}•••"),
    ])
  func masksRest(line: String, shown: String) {
    #expect(quoted(line) == shown)
  }

  @Test(
    "a secret that goes on is masked on every line",
    arguments: [
      "password:\n  1️⃣SECRET\nb: c",
      "password: |\n  x\n  1️⃣SECRET\nb: c",
      "password: >-\n  x\n\n  1️⃣SECRET\nb: c",
      "private_key: |\n\(String(repeating: "  x\n", count: 100))  1️⃣SECRET\nb: c",
      "password: x\n  1️⃣SECRET\nb: c",
      "password: \"x\n1️⃣SECRET\"\nb: c",
      "password: 'x\n\n  1️⃣SECRET\nb: c",
      "passwords:\n  a: 1️⃣SECRET\nb: c",
      "passwords:\n- x\n- 1️⃣SECRET\nb: c",
      "- password:\n    1️⃣SECRET\n  b: c",
      "- password: |\n    1️⃣SECRET\n  b: c",
      "{a: b, password:\n1️⃣SECRET}\nb: c",
      "{a: b, password: x\n  1️⃣SECRET, c: d}\nb: c",
      "{\n  password:\n  1️⃣SECRET\n}\nb: c",
      "? password\n: 1️⃣SECRET\nb: c",
      "password: &a\n  1️⃣SECRET\nb: c",
    ])
  func continues(marked: String) throws {
    let text = MarkedText(marked)
    let offset = try #require(text["1️⃣"])
    #expect(!everyOutput(of: text.bytes, at: [offset]).contains("SECRET"))
  }

  @Test(
    "lines after a secret are shown again",
    arguments: [
      "password: x\n1️⃣label: b",
      "password:\n  x\n1️⃣label: b",
      "- password: x\n  1️⃣label: b",
      "password: |\n  x\n  y\n1️⃣label: b",
      "password: \"x\n  y\"\n1️⃣label: b",
      "passwords:\n- x\n1️⃣label: b",
    ])
  func ends(marked: String) throws {
    let text = MarkedText(marked)
    let offset = try #require(text["1️⃣"])
    #expect(everyOutput(of: text.bytes, at: [offset]).contains("label: b"))
  }

  @Test("the mask does not tell how long the secret is")
  func length() {
    #expect(quoted("{password: a, label: b}") == quoted("{password: abcdefghijk, label: b}"))
  }

  @Test("a declared range is masked wherever it stands, over line ends too")
  func declared() {
    let file = SourceFile(name: "a.csv", bytes: Array("a;SEC\nRET;b\n".utf8), secretRanges: [2..<9])
    var sources = SourceSet()
    let id = sources.add(file)
    let span = SourceSpan(source: id, start: 0, end: 11)
    let text = DiagnosticRenderer(format: .text, sources: sources)
      .render([Diagnostic(DiagnosticCode("S001", .error, "t"), "m", at: span)])
    #expect(text.contains("a;•••\n"))
    #expect(text.contains("•••;b"))
  }

  @Test("a line too long to quote is not quoted")
  func tooLong() {
    let line = "a: 1, " + String(repeating: "password: SECRET, ", count: 5000)
    let text = everyOutput(of: Array(line.utf8), at: [0, 80_000])
    #expect(!text.contains("SECRET"))
    #expect(text.contains("a.yaml:1:80001"))
    #expect(text.contains("\"replacement\": null"))
  }

  @Test("no format holds a secret planted anywhere in YAML-like lines")
  func planted() {
    var random = SeededGenerator.announced()
    for _ in 0..<400 {
      let document = PlantedSecrets(using: &random)
      let output = everyOutput(of: document.bytes, at: document.offsets)
      for secret in document.secrets {
        #expect(!output.contains(secret), "\(secret) in:\n\(document.text)\n\(output)")
      }
    }
  }

  @Test(
    "a careless message does not hold the secret of the line that it is about",
    arguments: [
      "password: SECRET", "password: \"SECRET\"", "{password: SECRET, label: b}",
      "{password: 'SECRET', label: b}", "password: SECRET # comment", "password = SECRET",
      "password: \"SECRET", "a: b, password: SECRET",
    ])
  func carelessMessage(line: String) {
    let output = everyOutput(of: Array(line.utf8), at: [0], message: "`SECRET` is too short")
    #expect(!output.contains("SECRET"))
    #expect(output.contains("`•••` is too short"))
  }

  /// The line as the text format quotes it.
  private func quoted(_ line: String) -> String {
    let rows = render(.text, Array(line.utf8), at: [0], message: "m").split(
      separator: "\n", omittingEmptySubsequences: false)
    return String(rows.first { $0.hasPrefix("1 |") }?.dropFirst(4) ?? "")
  }

  private func everyOutput(
    of bytes: [UInt8], at offsets: [Int], message: String = "m"
  ) -> String {
    DiagnosticFormat.allCases.map { render($0, bytes, at: offsets, message: message) }
      .joined(separator: "\n")
  }

  /// One diagnostic that points at every offset.
  private func render(
    _ format: DiagnosticFormat, _ bytes: [UInt8], at offsets: [Int], message: String
  ) -> String {
    var sources = SourceSet()
    let id = sources.add(SourceFile(name: "a.yaml", bytes: bytes))
    let labels = offsets.map { DiagnosticLabel(SourceSpan(source: id, start: $0, end: $0 + 3)) }
    let replacement = labels.first.map { DiagnosticReplacement($0.span, with: "x") }
    let diagnostic = Diagnostic(
      DiagnosticCode("S001", .error, "t"), message, at: labels.first,
      also: Array(labels.dropFirst()), replacement: replacement)
    return DiagnosticRenderer(format: format, sources: sources, width: 200).render([diagnostic])
  }
}
