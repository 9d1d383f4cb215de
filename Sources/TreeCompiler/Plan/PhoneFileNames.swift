import SiteModel

/// How the files of a family's phones are called: `{mac}` and `{MAC}` of its `phone` filled in.
struct PhoneFileNames: Sendable {
  private enum Part {
    case text(String)
    /// `{mac}`: lower case, unless the build asks for upper.
    case address
    /// `{MAC}`: the family itself asks for upper case.
    case upperAddress
  }

  private let parts: [Part]
  private let letters: MACCase

  init(_ family: Family, _ letters: MACCase) {
    var parts: [Part] = []
    var rest = family.phoneName[...]
    while let brace = rest.firstIndex(of: "{") {
      let before = String(rest[..<brace])
      rest = rest[brace...]
      let part: Part
      if rest.hasPrefix("{mac}") {
        part = .address
      } else if rest.hasPrefix("{MAC}") {
        part = .upperAddress
      } else {
        part = .text("{")
      }
      if !before.isEmpty { parts.append(.text(before)) }
      parts.append(part)
      if case .text = part { rest = rest.dropFirst() } else { rest = rest.dropFirst(5) }
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
    let isSettled = !parts.contains { if case .address = $0 { true } else { false } }
    self.letters = isSettled ? .lower : letters
  }

  /// How many names each phone's file has.
  var count: Int { letters == .both ? 2 : 1 }

  /// The names of a phone's file, which hold the same bytes; the first is the usual one.
  func names(of mac: MACAddress) -> [String] {
    switch letters {
    case .lower: return [name(mac, lower: mac.digits)]
    case .upper: return [name(mac, lower: mac.upperDigits)]
    case .both:
      // An address of digits alone reads the same in both.
      let names = [name(mac, lower: mac.digits), name(mac, lower: mac.upperDigits)]
      return names[0] == names[1] ? [names[0]] : names
    }
  }

  private func name(_ mac: MACAddress, lower: String) -> String {
    var name = ""
    for part in parts {
      switch part {
      case .text(let text): name += text
      case .address: name += lower
      case .upperAddress: name += mac.upperDigits
      }
    }
    return name
  }

  /// The phone that a file of this name would be of; nil if no phone's file is called so.
  func address(of name: String) -> MACAddress? {
    for start in name.indices {
      let digits = name[start...].prefix(12)
      guard digits.utf8.count == 12, let mac = MACAddress(digits) else { continue }
      if names(of: mac).contains(name) { return mac }
    }
    return nil
  }
}
