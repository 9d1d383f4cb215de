import Diagnostics

extension Checker {
  mutating func checkInclude(_ name: Name) {
    if let cycle = includePath.firstIndex(where: { $0.name == name.text }) {
      let names = includePath[cycle...].map { "\($0.name)" } + [name.text]
      return report(
        .templateIncludeCycle, "this includes itself: \(names.joined(separator: " → "))",
        at: name.span, help: "take the part that both need out into a template of its own")
    }
    guard includePath.count <= Limits.includeDepth else {
      return report(
        .templateTooDeep, "templates include each other more than \(Limits.includeDepth) deep",
        at: name.span, help: "include them from fewer levels")
    }
    guard let template = template(name) else { return }
    includeCount += 1
    expandedBytes += template.source.bytes.count
    guard includeCount <= Limits.includes, expandedBytes <= Limits.expandedBytes else {
      return report(
        .templateTooLarge, "with all that it includes, this template is too large",
        at: name.span, help: "include fewer or smaller templates")
    }
    guard blockDepth < Limits.nesting else {
      return report(
        .templateTooDeep, "blocks are nested more than \(Limits.nesting) deep with this include",
        at: name.span, help: "include it from fewer blocks")
    }
    enter(template, name)
  }

  private mutating func template(_ name: Name) -> ParsedTemplate? {
    if let known = parsed[name.text] { return known }
    guard let text = compiler.include(name.text) else {
      let near = suggestion(for: name.text, among: compiler.includeNames)
      report(
        .templateMissingInclude, "there is no template `\(name.text)`", at: name.span,
        help: near.map { "did you mean `\($0)`?" }
          ?? "a template's name starts at the templates folder: `shared/head.cfg`")
      return nil
    }
    var found: [Diagnostic] = []
    let template = ParsedTemplate(text, diagnostics: &found)
    for diagnostic in found { report(diagnostic) }
    parsed[name.text] = template
    return template
  }

  private mutating func enter(_ template: ParsedTemplate, _ name: Name) {
    let outerFile = file
    let outerFacts = facts
    let outerStack = builder.includes
    let stack = builder.program.includeStacks[outerStack] + [name.span]
    builder.program.includeStacks.append(stack)
    builder.includes = builder.program.includeStacks.count - 1
    includePath.append((name.text, name.span))
    scopes.append(Scope())
    file = File(
      source: template.source, firstScope: scopes.count - 1, firstLoop: loops.count)
    check(template.statements)
    scopes.removeLast()
    includePath.removeLast()
    file = outerFile
    facts = outerFacts
    builder.includes = outerStack
  }
}
