/// Scalars as a person would write them.
enum YAMLText {
  /// The words that some readers of YAML take for something else than text.
  private static let words: Set<String> = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n",
  ]

  /// A text as a scalar on one line: plain where nothing in it could be misread, else in quotes.
  static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      default:
        if scalar.properties.generalCategory == .control
          || "\u{2028}\u{2029}\u{FEFF}".unicodeScalars.contains(scalar)
        {
          let digits = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
      return false
    }
    return first.properties.isAlphabetic && last != " " && !words.contains(text.lowercased())
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || (scalar.isASCII && scalar.properties.numericType != nil)
          || " _.-".unicodeScalars.contains(scalar)
      }
  }
}
