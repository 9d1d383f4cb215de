/// A whole number as Jinja's lexer reads it.
enum IntegerLiteral {
  case value(Int)
  case refused(message: String, help: String)

  /// Reads a word that begins with a digit.
  init(_ word: String) {
    let lower = word.lowercased()
    if lower.contains(".") || Self.isExponent(lower) {
      self = .refused(
        message: "`\(word)` is not a whole number",
        help: "ringtree's templates have whole numbers only; put it in quotes if it is text")
      return
    }
    let radix: Int
    switch lower.prefix(2) {
    case "0x": radix = 16
    case "0o": radix = 8
    case "0b": radix = 2
    default: radix = 10
    }
    let digits = radix == 10 ? Substring(lower) : lower.dropFirst(2)
    let isPlain =
      !digits.isEmpty && !digits.hasSuffix("_") && !digits.contains("__")
      && (radix != 10 || !digits.hasPrefix("_"))
    let bare = digits.filter { $0 != "_" }
    let hasLeadingZero = radix == 10 && bare.hasPrefix("0") && bare.contains { $0 != "0" }
    guard isPlain, !hasLeadingZero, bare.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      self = .refused(
        message: "`\(word)` is neither a number nor a name",
        help: "write a number without leading zeros, or put it in quotes if it is text")
      return
    }
    guard let value = Int(bare, radix: radix) else {
      self = .refused(
        message: "`\(word)` is not a number of 64 bits",
        help: "write a smaller number, or put it in quotes if it is text")
      return
    }
    self = .value(value)
  }

  private static func isExponent(_ word: String) -> Bool {
    guard !word.hasPrefix("0x"), let mark = word.firstIndex(of: "e") else { return false }
    return word[..<mark].allSatisfy { $0.isNumber || $0 == "_" }
  }
}

/// An escape that no text can hold.
struct TextEscapeError: Error {
  let message: String
  let help: String
  let range: Range<Int>
}

/// Replaces Python's escapes in the text between two quotes.
func unescapePythonText(_ raw: ArraySlice<UInt8>) -> Result<String, TextEscapeError> {
  guard raw.contains(UInt8(ascii: "\\")) else {
    return .success(String(decoding: raw, as: UTF8.self))
  }
  var scanner = EscapeScanner(raw: raw, position: raw.startIndex)
  do {
    return .success(try scanner.run())
  } catch {
    return .failure(error)
  }
}

private struct EscapeScanner {
  let raw: ArraySlice<UInt8>
  var position: Int
  var bytes: [UInt8] = []

  mutating func run() throws(TextEscapeError) -> String {
    while position < raw.endIndex {
      let byte = raw[position]
      position += 1
      if byte == UInt8(ascii: "\\") {
        try readEscape(from: position - 1)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func readEscape(from start: Int) throws(TextEscapeError) {
    guard position < raw.endIndex else { return bytes.append(UInt8(ascii: "\\")) }
    let letter = raw[position]
    position += 1
    switch letter {
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): bytes.append(letter)
    case 0x0A: break
    case UInt8(ascii: "a"): bytes.append(7)
    case UInt8(ascii: "b"): bytes.append(8)
    case UInt8(ascii: "t"): bytes.append(9)
    case UInt8(ascii: "n"): bytes.append(10)
    case UInt8(ascii: "v"): bytes.append(11)
    case UInt8(ascii: "f"): bytes.append(12)
    case UInt8(ascii: "r"): bytes.append(13)
    case UInt8(ascii: "x"): try readScalar(digits: 2, from: start)
    case UInt8(ascii: "u"): try readScalar(digits: 4, from: start)
    case UInt8(ascii: "U"): try readScalar(digits: 8, from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): try readOctal(letter, from: start)
    case UInt8(ascii: "N"):
      throw refusal("`\\N{…}` is not supported", "write the character itself", start)
    case 0x80...:
      while position < raw.endIndex, raw[position] & 0xC0 == 0x80 { position += 1 }
      throw refusal(
        "a backslash before this character means something else in Jinja",
        "write `\\\\` for a backslash", start)
    default: bytes += [UInt8(ascii: "\\"), letter]
    }
  }

  private mutating func readScalar(digits: Int, from start: Int) throws(TextEscapeError) {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard position < raw.endIndex,
        let digit = Character(Unicode.Scalar(raw[position])).hexDigitValue, raw[position] < 0x80
      else {
        throw refusal(
          "this escape needs \(digits) hexadecimal digits", "write `\\\\` for a backslash", start)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    try append(value, from: start)
  }

  private mutating func readOctal(_ first: UInt8, from start: Int) throws(TextEscapeError) {
    var value = UInt32(first - UInt8(ascii: "0"))
    var digits = 1
    while digits < 3, position < raw.endIndex,
      UInt8(ascii: "0")...UInt8(ascii: "7") ~= raw[position]
    {
      value = value << 3 | UInt32(raw[position] - UInt8(ascii: "0"))
      position += 1
      digits += 1
    }
    guard value <= 0xFF else {
      throw refusal("this octal escape is over \\377", "write the character itself", start)
    }
    try append(value, from: start)
  }

  private mutating func append(_ value: UInt32, from start: Int) throws(TextEscapeError) {
    guard let scalar = Unicode.Scalar(value) else {
      throw refusal("this escape is not a character", "write the character itself", start)
    }
    bytes += Array(String(scalar).utf8)
  }

  private func refusal(_ message: String, _ help: String, _ start: Int) -> TextEscapeError {
    TextEscapeError(message: message, help: help, range: start..<position)
  }
}
