import SiteModel

extension Family {
  /// The names of a phone's file: one, or two that hold the same bytes.
  func phoneNames(_ mac: MACAddress, _ letters: MACCase) -> [String] {
    let lower = phoneName(mac.digits, upper: mac.upperDigits)
    // A family that asks for `{MAC}` has settled the question.
    guard letters != .lower, phoneName.contains("{mac}") else { return [lower] }
    let upper = phoneName(mac.upperDigits, upper: mac.upperDigits)
    if letters == .upper || lower == upper { return [upper] }
    return [lower, upper]
  }

  private func phoneName(_ digits: String, upper: String) -> String {
    var name = ""
    var rest = phoneName[...]
    while let brace = rest.firstIndex(of: "{") {
      name += rest[..<brace]
      rest = rest[brace...]
      if rest.hasPrefix("{mac}") {
        name += digits
        rest = rest.dropFirst(5)
      } else if rest.hasPrefix("{MAC}") {
        name += upper
        rest = rest.dropFirst(5)
      } else {
        name += "{"
        rest = rest.dropFirst()
      }
    }
    return name + rest
  }
}
