import Diagnostics

/// Checks a parsed template against the schema and turns it into a program.
struct Checker {
  let compiler: TemplateCompiler
  var builder: ProgramBuilder
  var diagnostics: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []
  var readNames: Set<String> = []

  var scopes: [Scope] = [Scope()]
  /// What is known to be defined here.
  var facts: Set<Place> = []
  /// The file being checked: where its scopes and loops begin.
  var file: File
  /// The loops around this place, as indices of the program's loops.
  var loops: [Int] = []
  var blockDepth = 0

  var parsed: [String: ParsedTemplate] = [:]
  var includePath: [(name: String, span: SourceSpan)] = []
  var includeCount = 0
  var expandedBytes = 0

  struct File {
    let source: NormalizedSource
    let firstScope: Int
    let firstLoop: Int
  }

  init(_ compiler: TemplateCompiler, _ template: ParsedTemplate) {
    self.compiler = compiler
    builder = ProgramBuilder(
      format: compiler.format, rootCount: compiler.root.fields.count)
    file = File(source: template.source, firstScope: 0, firstLoop: 0)
    includePath = [(template.name, SourceSpan(source: template.source.id, start: 0, end: 0))]
    expandedBytes = template.source.bytes.count
  }

  // MARK: Reports

  /// Records a diagnostic; one that an included template raised before is not said again.
  mutating func report(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan,
    also: [DiagnosticLabel] = [], help: String
  ) {
    report(Diagnostic(code, message, at: span, also: also, help: [help]))
  }

  mutating func failed(_ span: SourceSpan) -> Checked {
    Checked(builder.constant(.absent, span), .failed, span)
  }

  mutating func failed(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, help: String,
    over whole: SourceSpan? = nil
  ) -> Checked {
    report(code, message, at: span, help: help)
    return failed(whole ?? span)
  }

  // MARK: Names

  /// Where a name is bound: the innermost scope that knows it.
  func binding(_ name: String) -> (scope: Int, binding: Binding)? {
    for index in scopes.indices.reversed() {
      if let binding = scopes[index].names[name] { return (index, binding) }
    }
    return nil
  }

  /// Names that Jinja itself gives a meaning to.
  static let specialNames: Set<String> = [
    "loop", "self", "super", "caller", "varargs", "kwargs", "range", "dict", "lipsum", "cycler",
    "joiner", "namespace",
  ]

  var visibleNames: [String] {
    let bound = scopes.flatMap { $0.names.keys }.sorted()
    return bound + compiler.root.fields.map(\.name)
  }

  /// Whether `name` may be set here; what forbids it is reported.
  mutating func canSet(_ name: Name) -> Bool {
    if Self.specialNames.contains(name.text) {
      report(
        .templateNameTaken, "`\(name.text)` has a meaning of its own in Jinja", at: name.span,
        help: "choose another name")
      return false
    }
    if compiler.root[name.text] != nil {
      report(
        .templateNameTaken, "`\(name.text)` is a name that every template is given",
        at: name.span, help: "choose another name")
      return false
    }
    if let found = binding(name.text), found.scope < file.firstScope {
      report(
        .templateNameTaken, "`\(name.text)` comes from the template that includes this one",
        at: name.span, also: [DiagnosticLabel(found.binding.span, "set here")],
        help: "choose another name")
      return false
    }
    return true
  }

  /// Narrows by what an expression proved.
  mutating func assume(_ places: Set<Place>) {
    facts.formUnion(places)
  }

  mutating func forget(slot: Int) {
    facts = facts.filter { $0.base != .slot(slot) }
  }
}
