extension PythonText {
  enum Integer: Equatable {
    case number(Int)
    /// Python cannot read it either: the default is taken.
    case none
    case tooLarge
    /// It holds digits of another script, which Python would read.
    case unclear
  }

  /// What Jinja's `int` makes of a text: a whole number, or the whole part of a fraction.
  static func integer(_ text: String) -> Integer {
    let bare = stripped(text, nil)
    guard bare.utf8.allSatisfy({ $0 < 0x80 }) else {
      let hasDigits = bare.unicodeScalars.contains {
        $0.value >= 0x80 && $0.properties.generalCategory == .decimalNumber
      }
      return hasDigits ? .unclear : .none
    }
    var scanner = NumberScanner(Array(bare.utf8))
    guard let parts = scanner.run() else { return .none }
    if !parts.isFraction {
      return Int(parts.text).map { .number($0) } ?? .tooLarge
    }
    guard let fraction = Double(parts.text) else { return .none }
    // Python's int() of an infinite float fails, and the default is taken.
    if fraction.isInfinite { return .none }
    guard fraction >= -0x1p63, fraction < 0x1p63 else { return .tooLarge }
    return .number(Int(fraction))
  }
}

/// Reads Python's grammar of numbers, with `_` between digits.
private struct NumberScanner {
  let bytes: [UInt8]
  var position = 0
  var text = ""

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func run() -> (text: String, isFraction: Bool)? {
    takeSign()
    let hasWhole = takeDigits()
    if hasWhole == nil { return nil }
    var isFraction = false
    var hasDigits = hasWhole == true
    if take(UInt8(ascii: ".")) {
      isFraction = true
      text += hasDigits ? "." : "0."
      guard let more = takeDigits() else { return nil }
      if !more { text += "0" }
      hasDigits = hasDigits || more
    }
    guard hasDigits else { return nil }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isFraction = true
      text += "e"
      takeSign()
      guard takeDigits() == true else { return nil }
    }
    return position == bytes.count ? (text, isFraction) : nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func takeSign() {
    if take(UInt8(ascii: "-")) {
      text += "-"
    } else {
      _ = take(UInt8(ascii: "+"))
    }
  }

  /// Whether there were digits; nil where `_` stands wrongly.
  private mutating func takeDigits() -> Bool? {
    var isAfterDigit = false
    var any = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte.isDigit {
        text.unicodeScalars.append(Unicode.Scalar(byte))
        isAfterDigit = true
        any = true
      } else if byte == UInt8(ascii: "_"), isAfterDigit, position + 1 < bytes.count,
        bytes[position + 1].isDigit
      {
        isAfterDigit = false
      } else {
        return byte == UInt8(ascii: "_") ? nil : any
      }
      position += 1
    }
    return any
  }
}
