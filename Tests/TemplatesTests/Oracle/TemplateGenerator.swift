import TestSupport

/// Makes random templates that mostly fit the sample schema.
struct TemplateGenerator {
  var random: SeededGenerator
  /// Names that are set, with what they hold, by scope.
  private var texts: [String] = []
  private var numbers: [String] = []
  private var includes: [String: String] = [:]
  private var loopDepth = 0
  private var names = 0

  init(random: SeededGenerator) {
    self.random = random
  }

  mutating func template() -> (text: String, includes: [String: String]) {
    texts = ["site", "mac", "empty", "settings.zone", "settings.sip.server"]
    numbers = ["count", "zero", "settings.sip.port"]
    includes = [:]
    loopDepth = 0
    names = 0
    let text = block(depth: 3)
    return (text, includes)
  }

  private mutating func pick(_ choices: [String]) -> String {
    choices.randomElement(using: &random) ?? ""
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  // MARK: Blocks

  private mutating func block(depth: Int) -> String {
    var result = ""
    for _ in 0..<Int.random(in: 1...5, using: &random) { result += part(depth: depth) }
    return result
  }

  private mutating func part(depth: Int) -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0...3: return literal()
    case 4, 5, 6: return output(chance(50) ? text(2) : number(2))
    case 7: return comment()
    case 8 where depth > 0: return condition(depth: depth - 1)
    case 9 where depth > 0: return loop(depth: depth - 1)
    case 10: return set()
    case 11 where depth > 0: return include(depth: depth - 1)
    default: return literal() + output(text(1))
    }
  }

  private mutating func literal() -> String {
    pick([
      "a", " ", "\n", "  \n", "\n\n", "\t", " x = ", "é", "\u{A0}", "漢\n", "\r\n", "  ", "\n  ",
      "}",
      "{ ", "%", "& <b>\n", "\u{2003}\n", "# c\n",
    ])
  }

  private mutating func open() -> String {
    pick(["{%", "{%", "{%", "{%-", "{%+"]) + pick([" ", "\n", "  "])
  }
  private mutating func close() -> String {
    pick([" ", "", "\n"]) + pick(["%}", "%}", "%}", "-%}", "+%}"])
  }

  private mutating func tag(_ words: String) -> String { open() + words + " " + close() }

  private mutating func output(_ expression: String) -> String {
    pick(["{{ ", "{{- ", "{{ ", "{{+ "]) + expression + pick([" }}", " }}", " -}}"])
  }

  private mutating func comment() -> String {
    if chance(30) {
      return tag("raw").replacingPlus() + pick(["{{ x }}", "\n {% if %}\n", " "]) + tag("endraw")
    }
    return pick(["{#", "{#-", "{#+"]) + pick([" c ", "\n{{ x }}\n", " "])
      + pick(["#}", "-#}", "+#}"])
  }

  private mutating func scoped(_ body: (inout Self) -> String) -> String {
    let saved = (texts, numbers)
    let result = body(&self)
    (texts, numbers) = saved
    return result
  }

  private mutating func condition(depth: Int) -> String {
    var result = tag("if " + condition(2))
    result += scoped { $0.block(depth: depth) }
    if chance(40) {
      result += tag("elif " + condition(2))
      result += scoped { $0.block(depth: depth) }
    }
    if chance(50) {
      result += tag("else")
      result += scoped { $0.block(depth: depth) }
    }
    return result + tag("endif")
  }

  private mutating func loop(depth: Int) -> String {
    guard loopDepth < 2 else { return literal() }
    names += 1
    let name = "v\(names)"
    let kind = Int.random(in: 0..<5, using: &random)
    let head: String
    switch kind {
    case 0: head = "for \(name) in " + textList()
    case 1: head = "for \(name) in " + numberList()
    case 2:
      head =
        "for \(name) in accounts"
        + pick(["", " | reverse", " | sort(attribute='name')", " | selectattr('enabled')"])
    case 3:
      head =
        "for \(name), w\(name) in " + pick(["vars | dictsort", "vars.items()", "vars | items"])
    default: head = "for \(name) in keys"
    }
    return scoped { it in
      switch kind {
      case 0: it.texts.append(name)
      case 1: it.numbers.append(name)
      case 2:
        it.texts += ["\(name).name", "\(name).id", "(\(name).label | default('-'))"]
        it.numbers.append("\(name).port")
      case 3: it.texts += [name, "w\(name)"]
      default:
        it.texts += ["\(name).value", "(\(name).label if \(name).label is defined else 'no')"]
        it.numbers.append("(\(name).line | default(4))")
      }
      var result = it.tag(head + (it.chance(30) ? " if " + it.condition(1) : ""))
      it.loopDepth += 1
      result += it.scoped { inner in
        inner.numbers += ["loop.index", "loop.index0", "loop.length", "loop.revindex"]
        return inner.block(depth: depth)
      }
      it.loopDepth -= 1
      if it.chance(30) {
        it.texts = ["site"]
        it.numbers = ["count"]
        result += it.tag("else") + it.block(depth: 0)
      }
      return result + it.tag("endfor")
    }
  }

  private mutating func set() -> String {
    if chance(25), let name = texts.last, !name.contains("."), name.hasPrefix("s"), name != "site" {
      return tag("set \(name) = \(text(2))")
    }
    names += 1
    if chance(50) {
      let result = tag("set s\(names) = \(text(2))")
      texts.append("s\(names)")
      return result
    }
    let result = tag("set s\(names) = \(number(2))")
    numbers.append("s\(names)")
    return result
  }

  private mutating func include(depth: Int) -> String {
    let name = "part\(includes.count).cfg"
    includes[name] = ""
    let saved = (texts, numbers)
    texts.removeAll { $0.hasPrefix("loop") }
    numbers.removeAll { $0.hasPrefix("loop") }
    let outerDepth = loopDepth
    includes[name] = block(depth: depth)
    loopDepth = outerDepth
    (texts, numbers) = saved
    return tag("include \"\(name)\"")
  }

  // MARK: Expressions

  private mutating func text(_ depth: Int) -> String {
    let name = pick(texts)
    guard depth > 0 else { return pick([name, "'x'", "\"é<\"", "'a' 'b'"]) }
    switch Int.random(in: 0..<14, using: &random) {
    case 0...3: return name
    case 4: return "(\(text(depth - 1)) ~ \(number(depth - 1)) ~ \(text(depth - 1)))"
    case 5:
      return
        "(\(text(depth - 1)) | \(pick(["upper", "lower", "title", "capitalize", "trim", "urlencode", "reverse"])))"
    case 6: return "(\(text(depth - 1)) if \(condition(depth - 1)) else \(text(depth - 1)))"
    case 7: return "(\(textList()) | join(\(pick(["','", "'-'", "''"]))))"
    case 8: return "(\(text(depth - 1)) | replace(\(pick(["'a'", "'1'", "''"])), \(text(0))))"
    case 9: return "(\(text(depth - 1)) + \(text(depth - 1)))"
    case 10: return "(nick | default(\(text(depth - 1))))"
    case 11: return "(\(text(depth - 1)) \(pick(["or", "and"])) \(text(depth - 1)))"
    case 12: return "({'udp': \(text(depth - 1)), 'tcp': 'x'}[settings.sip.transport])"
    default: return "(\(textList()) | \(pick(["first", "min", "max"])) | default('none'))"
    }
  }

  private mutating func number(_ depth: Int) -> String {
    let name = pick(numbers)
    guard depth > 0 else { return pick([name, "1", "0x10", "-3", "42"]) }
    switch Int.random(in: 0..<9, using: &random) {
    case 0...2: return name
    case 3: return "(\(number(depth - 1)) \(pick(["+", "-", "*"])) \(number(depth - 1)))"
    case 4: return "(\(number(depth - 1)) \(pick(["//", "%"])) \(pick(["3", "-2", "7"])))"
    case 5:
      return "(\(pick([textList(), text(depth - 1)])) | length)".replacingOnce("unique", "sort")
    case 6: return "(\(numberList()) | \(pick(["sum", "max | default(0)", "min | default(1)"])))"
    case 7: return "(\(text(depth - 1)) | int(2))"
    default: return "(\(number(depth - 1)) if \(condition(depth - 1)) else \(number(depth - 1)))"
    }
  }

  private mutating func condition(_ depth: Int) -> String {
    guard depth > 0 else { return pick(["on", "off", "site", "empty", "zero", "models"]) }
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return "not \(condition(depth - 1))".wrapped
    case 1: return "\(condition(depth - 1)) \(pick(["and", "or"])) \(condition(depth - 1))".wrapped
    case 2:
      return "\(number(depth - 1)) \(pick(["<", "<=", "==", "!=", ">", ">="])) \(number(depth - 1))"
        .wrapped
    case 3:
      return
        "\(text(depth - 1)) \(pick(["<", "==", "!=", ">=", "in", "not in"])) \(text(depth - 1))"
        .wrapped
    case 4: return "\(text(depth - 1)) in models".wrapped
    case 5:
      return
        "\(number(depth - 1)) is \(pick(["even", "odd", "divisibleby 3", "not divisibleby(2)", "number"]))"
        .wrapped
    case 6:
      return
        "\(pick(["nick", "limit", "settings.sip.proxy", "settings.sip.expires", "models[7]"])) is \(pick(["defined", "undefined", "not defined"]))"
        .wrapped
    case 7: return "1 < \(number(depth - 1)) <= 7".wrapped
    case 8: return "limit is defined and limit \(pick(["<", ">"])) \(number(depth - 1))".wrapped
    default: return condition(0)
    }
  }

  private mutating func textList() -> String {
    pick([
      "models", "none_yet", "['b', 'A', 'a']", "(models | sort)", "(models + ['q'])",
      "accounts[0].codecs",
      "(accounts | map(attribute='id') | list)", "(models | unique | list)", "(vars | list)",
      "(keys | selectattr('label', 'defined') | map(attribute='label') | list)",
    ])
  }

  private mutating func numberList() -> String {
    pick([
      "numbers", "[3, 1]", "(numbers | sort(reverse=true))", "(range(4) | list)", "matrix[0]",
      "(numbers | select('odd') | list)", "(accounts | map(attribute='port') | list)",
    ])
  }
}

extension String {
  fileprivate var wrapped: String { "(" + self + ")" }

  /// `{% raw +%}` is no raw block in Jinja.
  fileprivate func replacingPlus() -> String {
    hasSuffix("+%}") ? String(dropLast(3)) + "%}" : self
  }

  fileprivate func replacingOnce(_ old: String, _ new: String) -> String {
    split(separator: old, maxSplits: 1, omittingEmptySubsequences: false).joined(separator: new)
  }
}
