import Diagnostics
import Templates

/// Compiles any bytes as a template, and renders what is accepted: nothing may crash or hang.
///
/// The first byte chooses the format and whether the rendering is traced.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTemplate(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 1 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  let choice = start[0]
  let text = TemplateText(name: "fuzz.cfg", source: SourceID(index: 0), bytes: bytes)
  let compiler = TemplateCompiler(
    root: FuzzSchema.root, format: choice & 1 == 0 ? .lines : .xml,
    include: { name in
      // The input includes itself under another name, and a fixed part.
      switch name {
      case "part.cfg":
        TemplateText(
          name: name, source: SourceID(index: 1),
          bytes: Array("{% for a in accounts %}{{ a.name }}{% endfor %}\n".utf8))
      case "self.cfg": TemplateText(name: name, source: SourceID(index: 2), bytes: bytes)
      default: nil
      }
    })
  guard let template = compiler.compile(text).template else { return 0 }
  if choice & 2 == 0 {
    var output: [UInt8] = []
    try? template.render(FuzzSchema.values, into: &output)
  } else if let traced = try? template.renderTraced(FuzzSchema.values) {
    // Every byte belongs to exactly one line, and every line to something that wrote it.
    guard traced.lines.reduce(0, { $0 + $1.bytes.count }) == traced.bytes.count,
      traced.lines.allSatisfy({ !$0.pieces.isEmpty })
    else { fatalError("a line without an origin") }
  }
  return 0
}

private enum FuzzSchema {
  static let account = RecordType(
    name: "account",
    fields: [
      .init("name", .text), .init("label", .optional(.text)), .init("port", .number),
      .init("on", .boolean), .init("codecs", .list(.text)), .init("keys", .text),
    ])

  static let root = RecordType(
    name: "root",
    fields: [
      .init("site", .text), .init("count", .number), .init("on", .boolean),
      .init("nick", .optional(.text)), .init("accounts", .list(.record(account))),
      .init("vars", .map(.text)), .init("numbers", .list(.number)),
      .init("owner", .optional(.record(account))),
    ])

  static let values: [TemplateValue] = [
    .text("hq é<&>\u{3A3}"), .number(.max), .boolean(true), .absent,
    .list([
      .record([.text("a"), .absent, .number(1), .boolean(true), .list([.text("x")]), .text("k")]),
      .record([.text("B\n"), .text("l"), .number(.min), .boolean(false), .list([]), .text("")]),
    ]),
    .map(TemplateMap([("b", .text("1")), ("A", .text("")), ("items", .text("x"))])),
    .list([.number(3), .number(-1), .number(0)]),
    .record([.text("o"), .absent, .number(0), .boolean(true), .list([]), .text("k")]),
  ]
}
