public import Diagnostics

/// Checks templates against a schema and makes them ready to render.
public struct TemplateCompiler {
  let root: RecordType
  let format: OutputFormat
  let include: (String) -> TemplateText?
  let includeNames: [String]

  /// A compiler for templates that see the fields of `root` as their names.
  ///
  /// - Parameters:
  ///   - root: what the names are.
  ///   - format: how values are made safe.
  ///   - includeNames: the names that `include` knows, for "did you mean".
  ///   - include: the text that a name in `{% include %}` stands for; nil if there is none.
  public init(
    root: RecordType, format: OutputFormat, includeNames: [String] = [],
    include: @escaping (String) -> TemplateText? = { _ in nil }
  ) {
    self.root = root
    self.format = format
    self.include = include
    self.includeNames = includeNames
  }

  /// Compiles a template with all that it includes.
  ///
  /// - Returns: the template, or nil if a diagnostic is an error.
  public func compile(
    _ text: TemplateText
  ) -> (template: CompiledTemplate?, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let parsed = ParsedTemplate(text, diagnostics: &diagnostics)
    var checker = Checker(self, parsed)
    for diagnostic in diagnostics { checker.report(diagnostic) }
    checker.check(parsed.statements)
    guard !checker.diagnostics.hasErrors else { return (nil, checker.diagnostics) }
    let template = CompiledTemplate(
      readNames: checker.readNames, shared: SharedProgram(checker.builder.program))
    return (template, checker.diagnostics)
  }
}
