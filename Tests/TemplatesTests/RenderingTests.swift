import Diagnostics
import Templates
import TestSupport
import Testing

@Suite("Rendering")
struct RenderingTests {
  private func failure(
    _ template: String, includes: [String: String] = [:], format: OutputFormat = .lines,
    values: [TemplateValue] = SampleSite.values
  ) -> RenderFailure? {
    let result = SampleSite.compile(template, includes: includes, format: format)
    guard let compiled = result.template else { return nil }
    var output: [UInt8] = Array("kept".utf8)
    do throws(RenderFailure) {
      try compiled.render(values, into: &output)
      return nil
    } catch {
      #expect(output == Array("kept".utf8))
      return error
    }
  }

  private func values(site: String) -> [TemplateValue] {
    [.text(site)] + SampleSite.values.dropFirst()
  }

  @Test("refuses control characters in lines", arguments: (0...0x1F).map { $0 } + [0x7F])
  func controlCharacters(code: Int) throws {
    let character = String(try #require(Unicode.Scalar(code)))
    for text in [
      character, "abcdefgh" + character, "abcdefg" + character + "abcdefghi", "é" + character,
    ] {
      let failure = failure("x = {{ site }}", values: values(site: text))
      #expect(failure?.code == .renderControlCharacter)
      #expect(failure?.path == ["site"])
      #expect(failure?.message.contains(text) == false)
    }
  }

  @Test(
    "lets all other characters through",
    arguments: ["", "a", "~ ", "\u{80}\u{9F}é漢😀", "12345678", "123456789é"])
  func otherCharacters(text: String) {
    #expect(
      SampleSite.rendered("{{ site }}|{{ site ~ '' }}", values: values(site: text))
        == "\(text)|\(text)")
  }

  @Test(
    "refuses in XML what XML 1.0 does not have",
    arguments: ["\u{0}", "\u{B}", "\u{1F}", "a\u{FFFE}", "\u{FFFF}"])
  func xmlCharacters(text: String) {
    #expect(
      failure("{{ site }}", format: .xml, values: values(site: text))?.code
        == .renderControlCharacter)
  }

  @Test("escapes in XML, and keeps line breaks and tabs")
  func xmlEscapes() {
    let text = SampleSite.rendered(
      "<a>{{ site }}</a>", format: .xml, values: values(site: "<&>\"'\n\t\u{7F}"))
    #expect(text == "<a>&lt;&amp;&gt;&#34;&#39;\n\t\u{7F}</a>")
  }

  @Test(
    "says which value is at fault",
    arguments: [
      (
        "{% for a in accounts %}{% for c in a.codecs %}{{ c }}{% endfor %}{% endfor %}",
        ["accounts", "0", "codecs", "1"]
      ),
      (
        "{% for a in accounts if a.port != 0 %}{{ a.password }}{% endfor %}",
        ["accounts", "0", "password"]
      ),
      ("{{ settings.sip.server }}", ["settings", "sip", "server"]),
      ("{% for k, v in vars.items() %}{{ v }}{% endfor %}", ["vars", "k"]),
      ("{% set a = accounts[0] %}{{ a.password }}", ["accounts", "0", "password"]),
      ("{{ accounts[0].password ~ 'x' }}", ["accounts", "0", "password"]),
      ("{{ nick | default('') }}", ["nick"]),
    ])
  func paths(template: String, path: [String]) {
    let bad: TemplateValue = .text("a\nb")
    var values = SampleSite.values
    values[6] = .record([
      .record([bad, .number(1), .text("udp"), .absent, .absent]), .absent, .text(""), .absent,
    ])
    values[7] = .list([
      .record([
        .text("1"), .text("n"), .absent, bad, .number(1), .boolean(true),
        .list([.text("ok"), bad]),
      ])
    ])
    values[11] = .map(TemplateMap([("a", .text("ok")), ("k", bad)]))
    values[13] = bad
    #expect(failure(template, values: values)?.path == path)
  }

  @Test(
    "stops at what only values can tell",
    arguments: [
      ("{{ 1 // zero }}", DiagnosticCode.renderArithmetic), ("{{ 1 % zero }}", .renderArithmetic),
      ("{{ 9223372036854775807 + count }}", .renderArithmetic),
      ("{{ count * 9223372036854775807 }}", .renderArithmetic),
      ("{{ '99999999999999999999' | int }}", .renderArithmetic),
      ("{{ '٣' | int }}", .renderArithmetic),
      ("{{ models[99] }}", .renderMissingElement),
      ("{{ accounts[9].name }}", .renderMissingElement),
      ("{{ accounts[9].name | default('x') }}", .renderMissingElement),
      ("{{ matrix[9][0] }}", .renderMissingElement),
      ("{% for x in matrix[9] %}{% endfor %}", .renderMissingElement),
      ("{{ {'a': vars}[site]['b'] }}", .renderMissingElement),
      ("{{ (none_yet | first) ~ 'x' }}", .renderMissingElement),
      ("{{ vars['x'] }}", .renderMissingElement),
      ("{{ {'a': 1}[site] }}", .renderMissingElement),
      ("{{ none_yet | first }}", .renderMissingElement),
      ("{{ 1 if vars['items'] is defined else 0 }}", .renderMissingElement),
      ("{% for x in range(1000000) %}{% endfor %}", .renderLimit),
      (
        "{% for x in range(2000) %}{% for y in range(2000) %}{% endfor %}{% endfor %}", .renderLimit
      ),
      ("{% for x in range(0, 5, zero) %}{% endfor %}", .renderArithmetic),
    ])
  func failures(template: String, code: DiagnosticCode) {
    #expect(failure(template)?.code == code)
  }

  @Test("is bounded in memory: a text or a list that doubles again and again")
  func doubling() {
    let text =
      "{% set a = 'aaaaaaaaaaaaaaaa' %}" + String(repeating: "{% set a = a ~ a %}", count: 40)
    #expect(failure(text)?.code == .renderLimit)
    let list = "{% set a = [1, 2, 3, 4] %}" + String(repeating: "{% set a = a + a %}", count: 40)
    #expect(failure(list)?.code == .renderLimit)
  }

  @Test("points at the include tags that led to the failure")
  func includeStack() {
    let marked = MarkedText("1️⃣{% include 2️⃣'a.cfg'3️⃣ %}")
    let failure = failure(
      marked.text, includes: ["a.cfg": "{% include 'b.cfg' %}", "b.cfg": "{{ models[9] }}"])
    #expect(failure?.includes.count == 2)
    #expect(failure?.includes.first?.start == marked["2️⃣"])
    #expect(failure?.includes.first?.end == marked["3️⃣"])
    #expect(failure?.diagnostic().secondary.count == 2)
  }

  @Test("knows which names a template reads")
  func readNames() {
    let result = SampleSite.compile(
      """
      {{ settings.sip.server }}{% for a in accounts %}{{ a.password }}{% endfor %}
      {% set k = keys | sort(attribute='type') %}{{ k[0].value }}{{ settings.sip | tojson }}
      """)
    let names = result.template?.readNames ?? []
    for name in [
      "settings", "settings.sip", "settings.sip.server", "accounts.password", "keys.type",
      "keys.value", "settings.sip.port", "settings.sip.proxy",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(!names.contains("accounts.name") && !names.contains("mac"))
  }

  @Test("gives the same from many threads at once")
  func threads() async throws {
    let template = try #require(
      SampleSite.compile("{% for a in accounts %}{{ a.id }}{{ a.name | upper }}\n{% endfor %}")
        .template)
    await withTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<8 {
        group.addTask {
          var output: [UInt8] = []
          for _ in 0..<200 { try? template.render(SampleSite.values, into: &output) }
          return output
        }
      }
      var all: Set<[UInt8]> = []
      for await output in group { all.insert(output) }
      #expect(all.count == 1)
    }
  }
}
