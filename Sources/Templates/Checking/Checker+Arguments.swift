import Diagnostics

/// Finds out which argument is which.
extension Checker {
  mutating func refuseArguments(_ arguments: Arguments, of name: Name) {
    guard arguments.count > 0 else { return }
    report(
      .templateArguments, "`\(name.text)` takes no arguments here", at: name.span,
      help: "remove the parentheses and what is in them")
  }

  /// The arguments by the names of their parameters; nil if they don't fit, which is reported.
  mutating func arguments(
    _ arguments: Arguments, of name: Name, _ parameters: [String], required: Int = 0
  ) -> [String: Expression]? {
    var result: [String: Expression] = [:]
    guard arguments.positional.count <= parameters.count else {
      report(
        .templateArguments,
        parameters.isEmpty
          ? "`\(name.text)` takes no arguments"
          : "`\(name.text)` takes at most \(parameters.count) here", at: name.span,
        help: "it takes: \(parameters.isEmpty ? "nothing" : parameters.joined(separator: ", "))")
      return nil
    }
    for (parameter, value) in zip(parameters, arguments.positional) { result[parameter] = value }
    for (argument, value) in arguments.named {
      guard parameters.contains(argument.text) else {
        let near = suggestion(for: argument.text, among: parameters)
        report(
          .templateArguments, "`\(name.text)` has no argument `\(argument.text)`",
          at: argument.span,
          help: near.map { "did you mean `\($0)`?" }
            ?? "it takes: \(parameters.isEmpty ? "nothing" : parameters.joined(separator: ", "))")
        return nil
      }
      guard result.updateValue(value, forKey: argument.text) == nil else {
        report(
          .templateArguments, "`\(argument.text)` is given twice", at: argument.span,
          help: "give it once")
        return nil
      }
    }
    for parameter in parameters.prefix(required) where result[parameter] == nil {
      report(
        .templateArguments, "`\(name.text)` needs `\(parameter)`", at: name.span,
        help: "write `\(name.text)(\(parameters.prefix(required).joined(separator: ", ")))`")
      return nil
    }
    return result
  }

  /// An argument that must be `true` or `false` itself; nil if it is something else.
  mutating func flag(_ expression: Expression?) -> Bool? {
    guard let expression else { return false }
    if case .boolean(let flag) = expression.kind { return flag }
    report(
      .templateArguments, "this argument must be `true` or `false` itself", at: expression.span,
      help: "write `true` or `false`")
    return nil
  }

  /// An argument of a type; nil if it is something else, which is reported.
  mutating func argument(
    _ expression: Expression?, _ type: ValueType, default value: TemplateValue, _ span: SourceSpan
  ) -> NodeID? {
    guard let expression else { return builder.constant(value, span) }
    let checked = defined(check(expression))
    if checked.type == type { return checked.node }
    if checked.type != .failed {
      report(
        .templateType, "this argument must be \(type.described), not \(checked.type.described)",
        at: checked.span, help: "give \(type.described)")
    }
    return nil
  }

  /// A dotted path of fields that an argument names: `attribute="address.city"`.
  mutating func field(
    _ path: Expression, of element: Checked, default fallback: Checked? = nil
  ) -> Checked? {
    guard case .text(let text) = path.kind, !text.isEmpty, !text.contains(",") else {
      report(
        .templateArguments, "an attribute's name must be one literal text", at: path.span,
        help: "write it in quotes: `\"name\"`")
      return nil
    }
    var value = element
    let names = text.split(separator: ".", omittingEmptySubsequences: false)
    guard names.count <= Limits.nesting else {
      report(.templateTooDeep, "this path is too long", at: path.span, help: "shorten it")
      return nil
    }
    for name in names {
      if case .optional = value.type {
        report(
          .templateMaybeAbsent, "a field on the way to `\(name)` may be missing", at: path.span,
          help: "select the elements that have it first: `selectattr(\"…\", \"defined\")`")
        return nil
      }
      guard case .record = value.type else {
        if value.type != .failed {
          report(
            .templateUnknownAttribute, "\(value.type.described) has no field `\(name)`",
            at: path.span, help: "the elements of the list have no such field")
        }
        return nil
      }
      value = checkField(
        value, Name(text: String(name), span: path.span), path.span, isAttribute: false)
    }
    return value.type == .failed ? nil : value
  }
}
