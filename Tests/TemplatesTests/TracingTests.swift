import Diagnostics
import Templates
import TestSupport
import Testing

@Suite("A traced rendering")
struct TracingTests {
  @Test("says which part of which template wrote each line, and what it read")
  func lines() throws {
    let result = SampleSite.compile(
      """
      # head
      {% for a in accounts %}
      account.{{ loop.index }}.name = {{ a.name | upper }}
      {% include 'part.cfg' %}
      {% endfor %}
      server = {{ settings.sip.proxy | default(settings.sip.server) }}\r
      end
      """, includes: ["part.cfg": "{# x #}\nport = {{ a.port }} \n\n"])
    let traced = try #require(result.template).renderTraced(SampleSite.values)
    var text = ""
    for line in traced.lines {
      text += String(decoding: traced.bytes[line.bytes], as: UTF8.self).debugDescription + "\n"
      for piece in line.pieces {
        let bytes = result.sources[piece.span.source].bytes[piece.span.start..<piece.span.end]
        let words = String(decoding: bytes, as: UTF8.self).debugDescription
        let reads = piece.reads.map { $0.joined(separator: ".") }.joined(separator: " ")
        let name = result.sources[piece.span.source].name
        text += "  \(piece.bytes) \(name) \(words) includes \(piece.includes.count) \(reads)\n"
      }
    }
    #expect(Golden.mismatch("templates/traced.txt", text) == nil)
  }

  @Test("writes what an ordinary one writes, every byte in one line")
  func sameBytes() throws {
    var generator = TemplateGenerator(random: .announced("traced"))
    for _ in 0..<100 {
      let made = generator.template()
      let result = SampleSite.compile(made.text, includes: made.includes)
      var plain: [UInt8] = []
      guard let template = result.template,
        (try? template.render(SampleSite.values, into: &plain)) != nil
      else { continue }
      let traced = try template.renderTraced(SampleSite.values)
      #expect(traced.bytes == plain)
      #expect(traced.lines.flatMap { Array($0.bytes) } == Array(plain.indices))
      for line in traced.lines {
        #expect(line.pieces.flatMap { Array($0.bytes) } == Array(line.bytes), "\(made.text)")
      }
    }
  }
}
