/// Why a text has not the form that is wanted, in words that follow the text itself.
struct FormFault {
  let sentence: String
  let help: String
}

/// Host names by RFC 1123, and addresses.
enum HostName {
  static func fault(in text: String) -> FormFault? {
    if text.contains("://") {
      return FormFault(sentence: "is a URL, not a host", help: "write the host alone")
    }
    if text.contains(":") {
      if IPv6Address.isAddress(text) { return nil }
      return FormFault(
        sentence: "is neither a host name nor an IPv6 address",
        help: "a port goes into a key of its own; an IPv6 address stands without brackets")
    }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let isNumeric = labels.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
    if isNumeric { return labels.count == 1 ? numberAlone : IPv4Address.fault(in: text) }
    guard text.utf8.count <= 253, labels.allSatisfy(isLabel) else {
      return FormFault(
        sentence: "is not a host name",
        help: "a host name has labels of letters, digits and inner hyphens, with dots between: "
          + "`pbx.example.net`")
    }
    return nil
  }

  private static let numberAlone = FormFault(
    sentence: "is a number, not a host", help: "write a host name or an address")

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLabel(_ label: Substring) -> Bool {
    let bytes = label.utf8
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
    let hyphen = UInt8(ascii: "-")
    return first != hyphen && last != hyphen
      && bytes.allSatisfy { byte in
        isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == hyphen
          || byte == UInt8(ascii: "_")
      }
  }
}

/// IPv4 addresses in four decimal parts.
enum IPv4Address {
  static func fault(in text: String) -> FormFault? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isAddress =
      parts.count == 4
      && parts.allSatisfy { part in
        guard let number = UInt8(part), String(number) == part else { return false }
        return true
      }
    return isAddress
      ? nil
      : FormFault(
        sentence: "is not an IPv4 address",
        help: "write four numbers from 0 to 255 without leading zeros: `192.0.2.10`")
  }
}

/// IPv6 addresses by RFC 4291, without a zone.
enum IPv6Address {
  static func isAddress(_ text: String) -> Bool {
    guard text.utf8.count <= 45 else { return false }
    let halves = text.components(separatedBy: "::")
    guard halves.count <= 2 else { return false }
    var groups = 0
    for (index, half) in halves.enumerated() where !half.isEmpty {
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (position, part) in parts.enumerated() {
        let isLast = index == halves.count - 1 && position == parts.count - 1
        if isLast, part.contains(".") {
          guard IPv4Address.fault(in: String(part)) == nil else { return false }
          groups += 2
        } else {
          guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexadecimal) else {
            return false
          }
          groups += 1
        }
      }
    }
    return halves.count == 2 ? groups <= 7 : groups == 8
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}

extension String {
  /// The parts between occurrences of a separator.
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    parts.append(rest)
    return parts
  }
}

/// Absolute URLs that a phone can be told.
enum URLForm {
  static func fault(in text: String, schemes: [String]) -> FormFault? {
    let example = "\(schemes.first ?? "http")://provision.example.net/phones"
    guard let colon = text.firstRange(of: "://") else {
      return FormFault(sentence: "has no scheme", help: "write a whole URL: `\(example)`")
    }
    let scheme = text[..<colon.lowerBound]
    guard schemes.contains(String(scheme)) else {
      return FormFault(
        sentence: "has a scheme that cannot be used here",
        help: "write one of \(schemes.map { "`\($0)://`" }.joined(separator: ", "))")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) })
    else {
      return FormFault(
        sentence: "holds a character that a URL cannot have",
        help: "write such characters as `%` and two hexadecimal digits")
    }
    let rest = text[colon.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if authority.contains("@") {
      return FormFault(
        sentence: "holds a user or password",
        help: "say them in `settings.provisioning.user` and `.password`")
    }
    return hostAndPortFault(authority)
  }

  private static func hostAndPortFault(_ authority: Substring) -> FormFault? {
    var host = authority
    var port: Substring?
    if authority.first == "[" {
      guard let close = authority.firstIndex(of: "]") else {
        return FormFault(sentence: "lacks a `]`", help: "write `[2001:db8::1]`")
      }
      host = authority[authority.index(after: authority.startIndex)..<close]
      let behind = authority[authority.index(after: close)...]
      if !behind.isEmpty { port = behind.first == ":" ? behind.dropFirst() : "" }
      guard IPv6Address.isAddress(String(host)) else {
        return FormFault(
          sentence: "has no IPv6 address within its brackets", help: "write `[2001:db8::1]`")
      }
    } else {
      if let colon = authority.lastIndex(of: ":") {
        host = authority[..<colon]
        port = authority[authority.index(after: colon)...]
      }
      if let fault = HostName.fault(in: String(host)) {
        return FormFault(
          sentence: host.isEmpty ? "has no host" : "has a host that is none", help: fault.help)
      }
    }
    if let port, !isPort(port) {
      return FormFault(sentence: "has a port that is none", help: "write a port from 1 to 65535")
    }
    return nil
  }

  private static func isPort(_ text: Substring) -> Bool {
    // `UInt16` takes a sign too.
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } && text.first != "0" && UInt16(text) != nil
  }
}

/// What a phone can dial.
enum DialString {
  static func fault(in text: String) -> FormFault? {
    let isDialable =
      text.utf8.count <= 64
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
          || "*#+-_.!~'()&=$,;?/%".utf8.contains(byte)
      }
    return isDialable
      ? nil
      : FormFault(
        sentence: "cannot be dialled",
        help: "write up to 64 digits, letters and `*`, `#`, `+` without spaces")
  }
}

/// A time of day from 00:00 to 23:59.
enum TimeOfDay {
  static func fault(in text: String) -> FormFault? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isTime =
      parts.count == 2
      && parts.allSatisfy {
        $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
      && UInt8(parts[0]).map { $0 < 24 } == true && UInt8(parts[1]).map { $0 < 60 } == true
    return isTime
      ? nil
      : FormFault(sentence: "is not a time of day", help: "write hours and minutes: `03:30`")
  }
}
