/// What goes to the output.
extension Renderer {
  /// Writes a value, made safe for the format.
  @inline(__always)
  mutating func write(_ node: NodeID) throws(Stop) {
    if let place = try place(node) {
      try write(place, node)
    } else {
      try writeComputed(node)
    }
  }

  private mutating func write(
    _ place: UnsafePointer<TemplateValue>, _ node: NodeID
  ) throws(Stop) {
    switch place.pointee {
    case .text(let text):
      if try !append(text) { throw refused(node) }
    case .number(let number): output.append(number: number)
    case .absent: throw missing(node)
    default: throw mismatch(node)
    }
  }

  @inline(never)
  private mutating func writeComputed(_ node: NodeID) throws(Stop) {
    switch nodes[node] {
    case .concatenation(let run):
      for index in run.first..<(run.first + run.count) { try write(program.children[index]) }
    case .appendText(let left, let right):
      try write(left)
      try write(right)
    case .conditional(let condition, let then, let otherwise):
      try write(try truth(condition) ? then : otherwise)
    case .fallback(let first, let second, replacesFalse: false):
      if let place = try place(first) {
        if case .absent = place.pointee { return try write(second) }
        return try write(place, first)
      }
      try write(value: try value(node), node)
    case .loop, .arithmetic, .negate, .length, .sum, .absolute, .integer:
      output.append(number: try number(node))
    case .join(let list, let separator):
      let separator = try text(separator)
      var isFirst = true
      for element in try elements(list) {
        if !isFirst, try !append(separator) { throw refused(node) }
        isFirst = false
        try write(value: element, node)
      }
    default: try write(value: try value(node), node)
    }
  }

  private mutating func write(value: TemplateValue, _ node: NodeID) throws(Stop) {
    switch value {
    case .text(let text):
      if try !append(text) { throw refused(node) }
    case .number(let number): output.append(number: number)
    case .absent: throw missing(node)
    default: throw mismatch(node)
    }
  }

  /// Appends text; false if the format cannot hold it.
  @inline(__always)
  private mutating func append(_ text: String) throws(Stop) -> Bool {
    if text.utf8.count > Limits.textBytes { return false }
    switch program.format {
    case .lines:
      if let result = text.utf8.withContiguousStorageIfAvailable({ output.appendLine($0) }) {
        return result
      }
      return Array(text.utf8).withUnsafeBufferPointer { output.appendLine($0) }
    case .xml: return appendEscaped(text)
    }
  }

  private mutating func appendEscaped(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { bytes in
      guard isXMLText(bytes) else { return false }
      output.appendEscaped(bytes)
      return true
    }
  }

  /// `{{ … | e }}`: escaped also where the format is lines.
  mutating func writeEscaped(_ node: NodeID) throws(Stop) {
    let text = try text(node)
    let isSafe =
      switch program.format {
      case .xml: true
      case .lines: !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
      }
    guard isSafe, appendEscaped(text) else { throw refused(node) }
  }

  @inline(never)
  private mutating func refused(_ node: NodeID) -> Stop {
    switch program.format {
    case .lines:
      fail(
        .renderControlCharacter, "this value holds a line break or another control character",
        at: node, help: "write the value in one line, without tabs")
    case .xml:
      fail(
        .renderControlCharacter, "this value holds a character that XML cannot hold", at: node,
        help: "take control characters out of the value")
    }
  }

  // MARK: Text

  /// A text or a number as text.
  mutating func text(_ node: NodeID) throws(Stop) -> String {
    switch nodes[node] {
    case .concatenation(let run):
      var result = ""
      for index in run.first..<(run.first + run.count) {
        result += try text(program.children[index])
        try requireTextLength(result, node)
      }
      return result
    case .appendText(let left, let right):
      let result = try text(left) + text(right)
      try requireTextLength(result, node)
      return result
    case .join(let list, let separator):
      let separator = try text(separator)
      var result = ""
      for (index, element) in try elements(list).enumerated() {
        if index > 0 { result += separator }
        result += try textOf(element, node)
        guard result.utf8.count <= Limits.textBytes else { break }
      }
      try requireTextLength(result, node)
      return result
    case .textFilter(let filter, let run): return try filtered(filter, run, node)
    default: return try textOf(value(node), node)
    }
  }

  private mutating func textOf(_ value: TemplateValue, _ node: NodeID) throws(Stop) -> String {
    switch value {
    case .text(let text): return text
    case .number(let number): return "\(number)"
    default: throw mismatch(node)
    }
  }

  private mutating func requireTextLength(_ text: String, _ node: NodeID) throws(Stop) {
    guard text.utf8.count <= Limits.textBytes else { throw textTooLong(node) }
    try spend(text.utf8.count, node)
  }

  @inline(never)
  private mutating func textTooLong(_ node: NodeID) -> Stop {
    fail(
      .renderLimit, "this text is larger than \(Limits.textBytes >> 20) MiB", at: node,
      help: "make it shorter")
  }

  private mutating func filtered(
    _ filter: TextFilter, _ run: Children, _ node: NodeID
  ) throws(Stop) -> String {
    let text = try text(program.children[run.first])
    try spend(text.utf8.count, node)
    let result: String
    switch filter {
    case .string: return text
    case .upper: result = PythonText.upper(text)
    case .lower: result = PythonText.lower(text)
    case .capitalize: result = PythonText.capitalize(text)
    case .title: result = PythonText.title(text)
    case .reverse:
      var reversed = String.UnicodeScalarView()
      reversed.append(contentsOf: text.unicodeScalars.reversed())
      result = String(reversed)
    case .urlencode: result = PythonText.urlQuoted(text)
    case .trim:
      let chars = run.count > 1 ? try self.text(program.children[run.first + 1]) : nil
      result = PythonText.stripped(text, chars)
    case .replace:
      let old = try self.text(program.children[run.first + 1])
      let new = try self.text(program.children[run.first + 2])
      let count = try number(program.children[run.first + 3])
      let replaced = PythonText.replacing(
        text, old, with: new, count: count, bound: Limits.textBytes)
      guard let replaced else { throw textTooLong(node) }
      result = replaced
    case .indent:
      let width = try number(program.children[run.first + 1])
      guard width <= 1000 else { throw textTooLong(node) }
      result = PythonText.indented(
        text, by: width, first: try truth(program.children[run.first + 2]),
        blank: try truth(program.children[run.first + 3]))
    }
    try requireTextLength(result, node)
    return result
  }
}
