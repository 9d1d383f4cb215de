import Diagnostics

/// What follows `|`.
extension Checker {
  static let filterNames: Set<String> = [
    "default", "d", "upper", "lower", "capitalize", "title", "trim", "replace", "length", "count",
    "join", "first", "last", "sort", "unique", "reverse", "map", "selectattr", "rejectattr",
    "select", "reject", "int", "string", "abs", "min", "max", "sum", "urlencode", "e", "escape",
    "tojson", "dictsort", "items", "list", "indent",
  ]

  mutating func checkFilter(
    _ operand: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    if name.text == "default" || name.text == "d" {
      return checkDefault(operand, name, arguments, span)
    }
    guard Self.filterNames.contains(name.text) else { return unknownFilter(name, span) }
    let value = defined(operand)
    if value.type == .failed { return failed(span) }
    var result: Checked
    switch name.text {
    case "upper", "lower", "capitalize", "title", "trim", "replace", "indent", "urlencode",
      "string":
      result = checkTextFilter(value, name, arguments, span)
    case "length", "count": result = checkLength(value, name, arguments, span)
    case "int": result = checkInteger(value, name, arguments, span)
    case "abs":
      guard self.arguments(arguments, of: name, []) != nil, require(value, name, .number) else {
        return failed(span)
      }
      result = Checked(builder.add(.absolute(value.node), span), .number, span)
    case "e", "escape", "tojson":
      return failed(
        .templateUnsupported, "`\(name.text)` must be the last step of a `{{ … }}`",
        at: name.span, help: "move it to the end of the expression that is printed", over: span)
    case "dictsort", "items": result = checkMapFilter(value, name, arguments, span)
    case "reverse" where value.type == .text:
      refuseArguments(arguments, of: name)
      let run = builder.children([value.node])
      result = Checked(builder.add(.textFilter(.reverse, run), span), .text, span)
    case "list" where value.type.isMap:
      refuseArguments(arguments, of: name)
      result = Checked(builder.add(.keys(value.node), span), .list(.text), span)
    default: result = checkListFilter(value, name, arguments, span)
    }
    if result.origins.isEmpty { result.origins = value.origins }
    return result
  }

  private mutating func unknownFilter(_ name: Name, _ span: SourceSpan) -> Checked {
    if let help = UnsupportedFeatures.filters[name.text] {
      return failed(
        .templateUnsupported, "ringtree's templates don't have the filter `\(name.text)`",
        at: name.span, help: help, over: span)
    }
    let near = suggestion(for: name.text, among: Self.filterNames.sorted())
    return failed(
      .templateUnknownFilter, "there is no filter `\(name.text)`", at: name.span,
      help: near.map { "did you mean `\($0)`?" }
        ?? "filters are \(Self.filterNames.sorted().joined(separator: ", "))", over: span)
  }

  mutating func require(_ value: Checked, _ name: Name, _ type: ValueType) -> Bool {
    if value.type == type { return true }
    report(
      .templateType, "`\(name.text)` takes \(type.described), not \(value.type.described)",
      at: value.span, help: help(toMake: type, of: value.type))
    return false
  }

  private func help(toMake wanted: ValueType, of type: ValueType) -> String {
    switch (wanted, type) {
    case (.text, .number): "write `| string` before it"
    case (.number, .text): "write `| int` before it"
    case (.text, .list), (.text, .stream): "write `| map(\"…\")` to apply it to each element"
    default: "apply it to \(wanted.described)"
    }
  }

  // MARK: default

  private mutating func checkDefault(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    guard
      let given = self.arguments(arguments, of: name, ["default_value", "boolean"]),
      let replacesFalse = flag(given["boolean"])
    else { return failed(span) }
    let fallback: Checked
    if let expression = given["default_value"] {
      fallback = defined(check(expression))
    } else {
      fallback = Checked(builder.constant(.text(""), span), .text, span)
    }
    var type = value.type
    if case .optional(let wrapped) = type { type = wrapped }
    if case .stream = type, replacesFalse {
      return failed(
        .templateType, "\(type.described) is always true in Jinja", at: value.span,
        help: "make a list of it: `| list`", over: span)
    }
    if case .record = type, replacesFalse {
      return failed(
        .templateType, "a record is no condition", at: value.span,
        help: "leave out the second argument", over: span)
    }
    guard let unified = type.unified(with: fallback.type) else {
      return failed(
        .templateType,
        "the default is \(fallback.type.described), the value \(type.described)",
        at: fallback.span, help: "give \(type.described)", over: span)
    }
    var result = Checked(
      builder.add(
        .fallback(value.node, fallback.node, replacesFalse: replacesFalse), span), unified, span)
    result.origins = Array(Set(value.origins + fallback.origins)).sorted()
    return result
  }

  // MARK: Texts and numbers

  private mutating func checkTextFilter(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    guard let filter = TextFilter(rawValue: name.text) else { return failed(span) }
    let takesNumbers = filter == .string || filter == .urlencode
    if !(takesNumbers && value.type == .number), !require(value, name, .text) {
      return failed(span)
    }
    var nodes: [NodeID] = [value.node]
    switch filter {
    case .trim:
      guard let given = self.arguments(arguments, of: name, ["chars"]) else { return failed(span) }
      if let chars = given["chars"] {
        guard let node = argument(chars, .text, default: .text(""), span) else {
          return failed(span)
        }
        nodes.append(node)
      }
    case .replace:
      guard let given = self.arguments(arguments, of: name, ["old", "new", "count"], required: 2),
        let old = argument(given["old"], .text, default: .text(""), span),
        let new = argument(given["new"], .text, default: .text(""), span),
        let count = argument(given["count"], .number, default: .number(-1), span)
      else { return failed(span) }
      nodes += [old, new, count]
    case .indent:
      guard let given = self.arguments(arguments, of: name, ["width", "first", "blank"]),
        let width = argument(given["width"], .number, default: .number(4), span),
        let first = flag(given["first"]), let blank = flag(given["blank"])
      else { return failed(span) }
      nodes += [
        width, builder.constant(.boolean(first), span), builder.constant(.boolean(blank), span),
      ]
    default:
      guard self.arguments(arguments, of: name, []) != nil else { return failed(span) }
    }
    let run = builder.children(nodes)
    return Checked(builder.add(.textFilter(filter, run), span), .text, span)
  }

  private mutating func checkLength(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    guard self.arguments(arguments, of: name, []) != nil else { return failed(span) }
    switch value.type {
    case .text, .list, .map:
      return Checked(builder.add(.length(value.node), span), .number, span)
    case .stream:
      return failed(
        .templateType, "\(value.type.described) has no length in Jinja", at: value.span,
        help: "make a list of it: `| list | length`", over: span)
    default:
      return failed(
        .templateType, "\(value.type.described) has no length", at: value.span,
        help: "texts, lists and maps have", over: span)
    }
  }

  private mutating func checkInteger(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    guard let given = self.arguments(arguments, of: name, ["default"]),
      let fallback = argument(given["default"], .number, default: .number(0), span)
    else { return failed(span) }
    guard value.type == .text || value.type == .number || value.type == .boolean else {
      return failed(
        .templateType, "`int` takes text, a number or a boolean, not \(value.type.described)",
        at: value.span, help: "apply it to one of them", over: span)
    }
    return Checked(
      builder.add(.integer(value.node, default: fallback), span), .number, span)
  }

  private mutating func checkMapFilter(
    _ value: Checked, _ name: Name, _ arguments: Arguments, _ span: SourceSpan
  ) -> Checked {
    guard case .map(let element) = value.type else {
      return failed(
        .templateType, "`\(name.text)` takes a map, not \(value.type.described)", at: value.span,
        help: "apply it to a map", over: span)
    }
    if name.text == "items" {
      refuseArguments(arguments, of: name)
      var result = Checked(value.node, .pairs(element), span)
      result.place = value.place
      return result
    }
    guard
      let given = self.arguments(arguments, of: name, ["case_sensitive", "by", "reverse"]),
      let isCaseSensitive = flag(given["case_sensitive"]), let isReversed = flag(given["reverse"])
    else { return failed(span) }
    var byValue = false
    if let by = given["by"] {
      guard case .text(let word) = by.kind, word == "key" || word == "value" else {
        return failed(
          .templateArguments, "`by` is \"key\" or \"value\"", at: by.span,
          help: "write one of them", over: span)
      }
      byValue = word == "value"
      if byValue, !element.isScalar {
        return failed(
          .templateType, "\(element.described) has no order", at: by.span, help: "sort by key",
          over: span)
      }
    }
    let node = builder.add(
      .sortMap(
        value.node, byValue: byValue, isReversed: isReversed, ignoresCase: !isCaseSensitive), span)
    return Checked(node, .pairs(element), span)
  }
}

extension ValueType {
  var isMap: Bool {
    if case .map = self { true } else { false }
  }
}
