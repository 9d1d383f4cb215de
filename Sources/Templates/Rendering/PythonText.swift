/// Python's operations on text, code point by code point.
enum PythonText {
  static func areEqual(_ left: String, _ right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    // Not `==`: that holds also for texts that Unicode calls equivalent.
    let same = left.utf8.withContiguousStorageIfAvailable { first in
      right.utf8.withContiguousStorageIfAvailable { second in first.elementsEqual(second) }
    }
    return (same ?? nil) ?? left.utf8.elementsEqual(right.utf8)
  }

  static func upper(_ text: String) -> String {
    if let ascii = mappedASCII(text, { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 }) { return ascii }
    var result = ""
    for scalar in text.unicodeScalars { result += scalar.properties.uppercaseMapping }
    return result
  }

  static func lower(_ text: String) -> String {
    if let ascii = mappedASCII(text, { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }) { return ascii }
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for index in scalars.indices { result += lowered(scalars, index) }
    return result
  }

  static func capitalize(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first else { return "" }
    var result = first.properties.titlecaseMapping
    for index in scalars.indices.dropFirst() { result += lowered(scalars, index) }
    return result
  }

  /// Jinja's `title`: each word's first letter upper, the rest lower.
  static func title(_ text: String) -> String {
    func separates(_ scalar: Unicode.Scalar) -> Bool {
      isPythonWhitespace(scalar) || "-({[<".unicodeScalars.contains(scalar)
    }
    var result = ""
    var word: [Unicode.Scalar] = []
    func flush() {
      guard let first = word.first else { return }
      let rest = Array(word.dropFirst())
      result += first.properties.uppercaseMapping
      for index in rest.indices { result += lowered(rest, index) }
      word = []
    }
    for scalar in text.unicodeScalars {
      if separates(scalar) {
        flush()
        result.unicodeScalars.append(scalar)
      } else {
        word.append(scalar)
      }
    }
    flush()
    return result
  }

  private static func mappedASCII(_ text: String, _ map: (UInt8) -> UInt8) -> String? {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return String(decoding: text.utf8.map(map), as: UTF8.self)
  }

  /// A capital sigma becomes ς at the end of a word.
  private static func lowered(_ scalars: [Unicode.Scalar], _ index: Int) -> String {
    guard scalars[index] == "\u{3A3}" else { return scalars[index].properties.lowercaseMapping }
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    let isFinal = before?.properties.isCased == true && after?.properties.isCased != true
    return isFinal ? "\u{3C2}" : "\u{3C3}"
  }

  static func stripped(_ text: String, _ chars: String?) -> String {
    let set = chars.map { Set($0.unicodeScalars) }
    func isStripped(_ scalar: Unicode.Scalar) -> Bool {
      set?.contains(scalar) ?? isPythonWhitespace(scalar)
    }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isStripped($0) }),
      let last = scalars.lastIndex(where: { !isStripped($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  static func urlQuoted(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Finding and replacing

  /// Where a part begins, as an offset in UTF-8.
  static func firstRange(of part: String, in text: String) -> Int? {
    find(Array(part.utf8), in: Array(text.utf8), from: 0)
  }

  private static func find(_ part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard let first = part.first else { return start }
    guard text.count - start >= part.count else { return nil }
    var position = start
    while position <= text.count - part.count {
      if text[position] == first,
        text[position..<position + part.count].elementsEqual(part)
      {
        return position
      }
      position += 1
    }
    return nil
  }

  /// Python's `str.replace`; a negative count replaces all. Nil if the result exceeds the bound.
  static func replacing(
    _ text: String, _ old: String, with new: String, count: Int, bound: Int
  ) -> String? {
    var left = count < 0 ? Int.max : count
    let source = Array(text.utf8)
    let part = Array(old.utf8)
    let replacement = Array(new.utf8)
    var result: [UInt8] = []
    var position = 0
    if part.isEmpty {
      // Between all characters, and at both ends.
      for scalar in text.unicodeScalars {
        if left > 0 {
          result += replacement
          left -= 1
        }
        result += Array(String(scalar).utf8)
        if result.count > bound { return nil }
      }
      if left > 0 { result += replacement }
      return result.count > bound ? nil : String(decoding: result, as: UTF8.self)
    }
    while left > 0, let found = find(part, in: source, from: position) {
      result += source[position..<found]
      result += replacement
      position = found + part.count
      left -= 1
      if result.count > bound { return nil }
    }
    result += source[position...]
    return result.count > bound ? nil : String(decoding: result, as: UTF8.self)
  }

  static func indented(_ text: String, by width: Int, first: Bool, blank: Bool) -> String {
    let indentation = String(repeating: " ", count: max(0, width))
    var result = ""
    for (index, line) in lines(text).enumerated() {
      if index > 0 { result += "\n" }
      let isIndented = index == 0 ? first : blank || !line.isEmpty
      if isIndented { result += indentation }
      result.unicodeScalars.append(contentsOf: line)
    }
    return result
  }

  /// `(text + "\n").splitlines()`
  private static func lines(_ text: String) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = []
    var line: [Unicode.Scalar] = []
    var previous: Unicode.Scalar?
    for scalar in Array(text.unicodeScalars) + ["\n"] {
      switch scalar.value {
      case 0x0A where previous == "\r": break
      case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
        lines.append(line)
        line = []
      default: line.append(scalar)
      }
      previous = scalar
    }
    return lines
  }
}
