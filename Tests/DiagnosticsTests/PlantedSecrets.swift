import TestSupport

/// Random YAML-like lines with secrets in them; whoever made it knows each secret.
struct PlantedSecrets {
  private(set) var secrets: [String] = []
  private(set) var text = ""
  /// Where diagnostics may point: one place in every line.
  private(set) var offsets: [Int] = []

  var bytes: [UInt8] { Array(text.utf8) }

  private static let keys = [
    "password", "admin_password", "adminPassword", "PASSWD", "client-secret", "pin", "sip_pin",
    "token", "auth token", "psk", "private_key", "my.password", "'password'", "\"secret\"",
    "pasword", "passwrod",
  ]
  private static let separators = [": ", ":", " : ", " = ", "=", " :", ":\t"]
  private static let plain = Array("abcdefghijkmnopqrstuvwxyzABCDEFGH23456789!$%&*+./?@^_~üé日")
  private static let anything = plain + Array(" ,{}[]:=#'-")

  init(using random: inout SeededGenerator) {
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      let start = text.utf8.count
      append(secretLine(using: &random))
      let length = text.utf8.count - start
      offsets.append(start + Int.random(in: 0..<max(1, length), using: &random))
      append(["label: b", "", "  deep: x", "- item"].randomElement(using: &random) ?? "")
    }
  }

  private mutating func append(_ line: String) {
    text += line + "\n"
  }

  private mutating func secretLine(using random: inout SeededGenerator) -> String {
    let key =
      (Self.keys.randomElement(using: &random) ?? "")
      + (Self.separators.randomElement(using: &random) ?? "")
    let other =
      ["a: 1, ", "name: \"x, y\", ", "note: it's, ", ""].randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return key + secret(Self.anything, using: &random)
    case 1: return "  - " + key + secret(Self.anything, using: &random) + " # note"
    case 2: return "{" + other + key + secret(Self.plain, using: &random) + ", label: b}"
    case 3: return "- {" + other + key + secret(Self.plain, using: &random) + "}"
    case 4:
      return "{" + other + key + "\"" + secret(Self.anything, using: &random) + "\", label: b}"
    case 5: return key + "\"" + secret(Self.anything, using: &random) + "\""
    case 6: return "{" + other + key + "\"" + secret(Self.anything, using: &random)
    case 7: return "note: \"set " + key + secret(Self.plain, using: &random) + "\", x: y"
    default: return key + "|\n    " + secret(Self.anything, using: &random)
    }
  }

  /// Twelve characters or more that begin and end with `Z`, so that none is found by chance or
  /// cut by white space.
  private mutating func secret(
    _ alphabet: [Character], using random: inout SeededGenerator
  ) -> String {
    let count = Int.random(in: 10...30, using: &random)
    let inner = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? "x" }
    let secret = "Z" + String(inner) + "Z"
    secrets.append(secret)
    return secret
  }
}
