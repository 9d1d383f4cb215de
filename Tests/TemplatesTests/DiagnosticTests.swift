import Diagnostics
import Templates
import TestSupport
import Testing

@Suite("What is wrong with a template")
struct DiagnosticTests {
  static let faulty: [(name: String, templates: [String])] = [
    (
      "lexing",
      [
        "a {{ site", "a {# b", "{% raw %} x", "{{ si$te }}", "{{ \"a }}",
        "{{ 1.5 }}{{ 0123 }}{{ 1e5 }}",
        "{{ \"\\u12\" }}", "{{ [1) }}", "{{ 1) }}", "{{ größe }}", "{{ 99999999999999999999 }}",
        "{{ \"\\é\" }}", "\r\n{{ nope }}\r\n",
      ]
    ),
    (
      "parsing",
      [
        "{% if on %}\nx", "{% for a in accounts %}{% if on %}{% endfor %}{% endif %}",
        "{% endif %}",
        "{% else %}", "{% if on %}{% else %}{% elif off %}{% endif %}", "{% iff on %}{% endif %}",
        "{% %}", "{{ }}", "{{ site mac }}", "{{ site.  }}", "{{ 1 + }}", "{% set x %}a{% endset %}",
        "{% set 1 = 2 %}", "{% for in x %}{% endfor %}", "{% for x of models %}{% endfor %}",
        "{% macro a() %}{% endmacro %}", "{% include site %}", "{{ (1, 2) }}", "{{ models[1:2] }}",
        "{{ 1 / 2 }}{{ 2 ** 3 }}{{ none }}", "{{ 'a' if on }}",
        "{% if on %}{% else if off %}{% endif %}",
        "{% if on %}{% endif on %}", "{{ 1 if site is defined if on else 2 }}",
      ]
    ),
    (
      "names",
      [
        "{{ sit }}{{ settings.sipp.server }}{{ settings.sip.serve }}{{ site | uper }}",
        "{{ 1 if site is defind else 2 }}{{ site | safe }}{{ 1 if site is none else 2 }}",
        "{% for a in accounts %}{{ a.nam }}{{ acounts }}{{ loop.indx }}{{ loop }}{% endfor %}{{ a }}",
        "{{ loop.index }}{{ range }}{{ namespace() }}{{ upper(site) }}{{ vars.alpha }}{{ keys[0].keys }}",
        "{% set site = 1 %}{% set loop = 1 %}{% set x = 1 %}{% set x = 'a' %}",
        "{{ site.upper() }}{{ site.x }}",
        "{{ vars.get('a') }}{{ settings[site] }}", "{% for k, k in vars.items() %}{% endfor %}",
      ]
    ),
    (
      "types",
      [
        "{{ on }}{{ models }}{{ vars }}{{ settings }}{{ models | reverse }}",
        "{{ site + 1 }}{{ site * 2 }}{{ -site }}",
        "{{ 1 if count == '7' else 2 }}{{ 1 if count < site else 2 }}{{ 1 if 1 in site else 2 }}",
        "{{ 1 if on else 'a' }}{{ [1, 'a'] | join }}{{ {'a': 1, 'b': 'c'}['a'] | string }}",
        "{% if settings %}{% endif %}",
        "{% for x in site %}{% endfor %}{% for x, y in models %}{% endfor %}{% for x in vars.items() %}{% endfor %}",
        "{{ count | upper }}{{ site | join }}{{ models | sum }}{{ accounts | sort | length }}{{ models | map('upper') | length }}",
        "{% set x = models | map('upper') %}{% set y = site and on %}",
        "{{ models['a'] }}{{ vars[1] }}{{ site[0] }}",
        "{{ models | sort(reverse=1) | join }}{{ site | replace('a') }}{{ site | upper(1) }}{{ models | join(seperator=',') }}",
        "{{ accounts | map(attribute='nme') | join }}{{ accounts | selectattr('label') | list | length }}{{ accounts | join(',') }}",
        "{{ {count: 1}['a'] }}{{ (site | e) ~ 'x' }}{{ range('a') | join }}",
        "{{ [] | first }}{{ 'a\\nb' }}",
      ]
    ),
    (
      "guards",
      [
        "{{ nick }}", "{% if nick %}{% endif %}",
        "{% if nick is defined or on %}{{ nick }}{% endif %}",
        "{% if nick is defined %}{% else %}{{ nick }}{% endif %}{{ nick }}",
        "{{ settings.backup.server }}",
        "{% if settings.backup is defined %}{{ settings.backup.proxy }}{% endif %}",
        "{% if on %}{% set x = 1 %}{% endif %}{{ x }}",
        "{% for n in numbers %}{% set x = n %}{% endfor %}{{ x }}",
        "{% if nick is defined %}{% for k in keys %}{{ nick }}{{ k.label }}{% endfor %}{% endif %}",
        "{{ nick ~ 'a' }}{{ nick | upper }}{{ nick == 'a' }}{% set y = nick %}{{ limit + 1 }}",
        "{% for k in keys if k.label is defined %}{{ k.label }}{{ k.line }}{% endfor %}",
        "{{ nick.x }}{{ accounts | map(attribute='label') | join }}{{ keys | sort(attribute='label') | length }}",
      ]
    ),
  ]

  @Test("is said at its place, with what to do", arguments: faulty.map(\.name))
  func diagnostics(name: String) throws {
    let group = try #require(Self.faulty.first { $0.name == name })
    var text = ""
    for template in group.templates {
      let result = SampleSite.compile(template)
      #expect(result.template == nil, "\(template)")
      text += "# \(template.debugDescription)\n"
      text += explained(result.diagnostics, in: result.sources) + "\n"
    }
    #expect(Golden.mismatch("templates/\(name).txt", text) == nil)
  }

  @Test("in an included template is said in that file, once")
  func included() {
    let result = SampleSite.compile(
      "{% include 'a.cfg' %}\n{% include 'a.cfg' %}{% include 'b.cgf' %}{% include 'c.cfg' %}",
      includes: [
        "a.cfg": "{{ nope }}{{ site }}{% if on %}", "b.cfg": "x",
        "c.cfg": "{% include 'd.cfg' %}", "d.cfg": "{% include 'c.cfg' %}{% set site = 1 %}",
      ])
    #expect(
      Golden.mismatch("templates/included.txt", explained(result.diagnostics, in: result.sources))
        == nil)
  }

  @Test("that nests too deeply is refused and does not crash", arguments: [65, 200, 20_000])
  func depth(count: Int) {
    func nested(_ open: String, _ middle: String, _ close: String) -> String {
      String(repeating: open, count: count) + middle + String(repeating: close, count: count)
    }
    let templates = [
      "{{ " + nested("(", "1", ")") + " }}", "{{ " + nested("[", "1", "]") + " }}",
      "{% if " + nested("not ", "on", "") + " %}{% endif %}", "{{ " + nested("-", "1", "") + " }}",
      "{{ 1" + nested("", "", " + 1") + " }}", "{{ site" + nested("", "", ".x") + " }}",
      "{{ site" + nested("", "", " | upper") + " }}", nested("{% if on %}", "x", "{% endif %}"),
      nested("{% for x in models %}", "x", "{% endfor %}"), nested("{% if on %}", "", ""),
      "{{ " + nested("1 if on else ", "1", "") + " }}", "{{ " + nested("{'a':", "1", "}") + " }}",
    ]
    for template in templates {
      let result = SampleSite.compile(template)
      #expect(result.template == nil, "\(template.prefix(80))")
      #expect(result.diagnostics.contains { $0.code == .templateTooDeep }, "\(template.prefix(80))")
    }
  }

  @Test("that is not UTF-8 is refused where it stops being so")
  func encoding() {
    let compiler = TemplateCompiler(root: SampleSite.root, format: .lines)
    let text = TemplateText(
      name: "x.cfg", source: SourceID(index: 0), bytes: [0x61, 0xC3, 0xA9, 0xFF, 0x61])
    let result = compiler.compile(text)
    #expect(result.diagnostics.map(\.code) == [.templateEncoding])
    #expect(result.diagnostics.first?.primary?.span.start == 3)
  }

  @Test("has a code of its own")
  func codes() {
    let codes = DiagnosticCode.templatesCodes
    #expect(Set(codes.map(\.id)).count == codes.count)
    #expect(codes.allSatisfy { $0.id.hasPrefix("T") && $0.id.count == 4 })
  }
}
