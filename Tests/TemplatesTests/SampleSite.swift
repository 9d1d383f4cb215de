import Diagnostics
import Templates

/// A schema and values that have a bit of everything.
enum SampleSite {
  static let account = RecordType(
    name: "account",
    fields: [
      .init("id", .text), .init("name", .text), .init("label", .optional(.text)),
      .init("password", .text), .init("port", .number), .init("enabled", .boolean),
      .init("codecs", .list(.text)),
    ])

  static let key = RecordType(
    name: "key",
    fields: [
      .init("type", .text), .init("value", .text), .init("label", .optional(.text)),
      .init("line", .optional(.number)), .init("keys", .text),
    ])

  static let sip = RecordType(
    name: "sip",
    fields: [
      .init("server", .text), .init("port", .number), .init("transport", .text),
      .init("proxy", .optional(.text)), .init("expires", .optional(.number)),
    ])

  static let settings = RecordType(
    name: "settings",
    fields: [
      .init("sip", .record(sip)), .init("backup", .optional(.record(sip))),
      .init("zone", .text), .init("web", .optional(.boolean)),
    ])

  static let root = RecordType(
    name: "phone",
    fields: [
      .init("site", .text), .init("mac", .text), .init("count", .number),
      .init("zero", .number), .init("on", .boolean), .init("off", .boolean),
      .init("settings", .record(settings)), .init("accounts", .list(.record(account))),
      .init("keys", .list(.record(key))), .init("models", .list(.text)),
      .init("numbers", .list(.number)), .init("vars", .map(.text)),
      .init("ports", .map(.number)), .init("nick", .optional(.text)),
      .init("limit", .optional(.number)), .init("empty", .text), .init("none_yet", .list(.text)),
      .init("matrix", .list(.list(.number))),
    ])

  static let accounts: [TemplateValue] = [
    .record([
      .text("101"), .text("Front desk"), .text("Ana"), .text("s3cr&t<\">'"), .number(5060),
      .boolean(true), .list([.text("pcma"), .text("opus")]),
    ]),
    .record([
      .text("102"), .text("müller ΟΔΟΣ"), .absent, .text(""), .number(5062), .boolean(false),
      .list([]),
    ]),
    .record([
      .text("103"), .text("back office"), .text("back"), .text("x"), .number(-7), .boolean(true),
      .list([.text("G722")]),
    ]),
  ]

  static let keys: [TemplateValue] = [
    .record([.text("blf"), .text("102"), .text("Ana"), .number(1), .text("k1")]),
    .record([.text("speed"), .text("0034 91"), .absent, .absent, .text("k2")]),
    .record([.text("BLF"), .text("103"), .text("Zoë"), .absent, .text("k3")]),
  ]

  static let sipValue: TemplateValue = .record([
    .text("pbx.example.net"), .number(5060), .text("udp"), .absent, .number(3600),
  ])

  static let values: [TemplateValue] = [
    .text("hq"), .text("808287010203"), .number(7), .number(0), .boolean(true), .boolean(false),
    .record([sipValue, .absent, .text("Europe/Madrid"), .boolean(false)]),
    .list(accounts), .list(keys), .list(["A21", "a20", "D20", "A20", "a21"].map { .text($0) }),
    .list([3, -1, 2, 3, 10].map { .number($0) }),
    .map(TemplateMap([("Zeta", .text("26")), ("alpha", .text("1")), ("Beta", .text("2"))])),
    .map(TemplateMap([("udp", .number(0)), ("tcp", .number(1))])), .absent, .number(-3),
    .text(""), .list([]),
    .list([.list([.number(1), .number(2)]), .list([]), .list([.number(3)])]),
  ]

  /// Compiles a template against this schema.
  static func compile(
    _ template: String, includes: [String: String] = [:], format: OutputFormat = .lines,
    schema: RecordType = root
  ) -> (template: CompiledTemplate?, diagnostics: [Diagnostic], sources: SourceSet) {
    var sources = SourceSet()
    let id = sources.add(SourceFile(name: "main.cfg", bytes: Array(template.utf8)))
    var texts: [String: TemplateText] = [:]
    for (name, text) in includes.sorted(by: { $0.key < $1.key }) {
      let bytes = Array(text.utf8)
      let source = sources.add(SourceFile(name: name, bytes: bytes))
      texts[name] = TemplateText(name: name, source: source, bytes: bytes)
    }
    let compiler = TemplateCompiler(
      root: schema, format: format, includeNames: includes.keys.sorted(),
      include: { texts[$0] })
    let result = compiler.compile(
      TemplateText(name: "main.cfg", source: id, bytes: Array(template.utf8)))
    return (result.template, result.diagnostics, sources)
  }

  /// The rendered text; what went wrong in brackets.
  static func rendered(
    _ template: String, includes: [String: String] = [:], format: OutputFormat = .lines,
    schema: RecordType = root, values: [TemplateValue] = values
  ) -> String {
    let result = compile(template, includes: includes, format: format, schema: schema)
    guard let compiled = result.template else {
      return "[refused: " + result.diagnostics.map(\.message).joined(separator: "; ") + "]"
    }
    var output: [UInt8] = []
    do throws(RenderFailure) {
      try compiled.render(values, into: &output)
      return String(decoding: output, as: UTF8.self)
    } catch {
      return "[failed: \(error.message)]"
    }
  }
}
