/// Where phones fetch their files: the URL of a folder, to which they append file names.
///
/// Reads what `provisioning.url` and a NOTIFY's body may say: `tftp://192.168.2.132`,
/// `https://user:secret@pbx.example.net:8443/phones/`.
public struct ProvisioningURL: Hashable, Sendable {
  /// A protocol that phones fetch files by.
  public enum Scheme: String, Hashable, Sendable, CaseIterable {
    case tftp, http, https, ftp

    /// The port where the URL says none.
    public var defaultPort: UInt16 {
      switch self {
      case .tftp: 69
      case .http: 80
      case .https: 443
      case .ftp: 21
      }
    }
  }

  /// Who serves the files.
  public enum Host: Hashable, Sendable {
    case address(IPAddress)
    /// A name to look up, in small letters; or `auto`, which the server replaces.
    case name(String)
  }

  /// A name and a password in the URL, decoded.
  public struct UserInformation: Hashable, Sendable {
    public var user: String
    public var password: String
  }

  public var scheme: Scheme
  public var userInformation: UserInformation?
  public var host: Host
  /// As the URL says; nil if it says none.
  public var explicitPort: UInt16?
  /// The folder, percent-encoded, with a slash at both ends: `/`, `/phones/`.
  public let folder: String

  /// The port to connect to.
  public var port: UInt16 { explicitPort ?? scheme.defaultPort }

  /// The path of a file in the folder, percent-encoded, for a request of HTTP. The name is not
  /// encoded and may have folders of its own.
  public func path(ofFile name: String) -> String { folder + Self.encode(name, and: "/") }

  /// The name of a file in the folder, not encoded and without the slash in front, for a read request
  /// of TFTP.
  public func plainPath(ofFile name: String) -> String {
    (Self.decode(folder.dropFirst()) ?? String(folder.dropFirst())) + name
  }

  /// The host and the port where the URL says one, for HTTP's `Host`.
  public var authority: String { "\(host)" + (explicitPort.map { ":\($0)" } ?? "") }
}

extension ProvisioningURL {
  /// Reads a URL; nil if it is malformed, has another scheme, a query or a fragment.
  public init?(_ text: String) {
    guard text.utf8.count <= 2048, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }),
      !text.utf8.contains(where: { "?#\\\"<>^`{|}".utf8.contains($0) }),
      let mark = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<mark.lowerBound].lowercased())
    else { return nil }
    let rest = text[mark.upperBound...]
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    var authority = rest[..<slash]
    var userInformation: UserInformation?
    if let at = authority.lastIndex(of: "@") {
      guard let information = UserInformation(authority[..<at]) else { return nil }
      userInformation = information
      authority = authority[authority.index(after: at)...]
    }
    guard let (host, port) = Self.hostAndPort(authority), Self.decode(rest[slash...]) != nil else {
      return nil
    }
    let path = rest[slash...]
    self.scheme = scheme
    self.userInformation = userInformation
    self.host = host
    self.explicitPort = port
    self.folder = path.isEmpty ? "/" : path.hasSuffix("/") ? String(path) : path + "/"
  }

  private static func hostAndPort(_ text: Substring) -> (Host, UInt16?)? {
    var name = text
    var port: UInt16?
    if let colon = text.lastIndex(of: ":"), text[colon...].contains("]") == false {
      let digits = text[text.index(after: colon)...]
      guard 1...5 ~= digits.utf8.count, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = UInt16(digits), number > 0
      else { return nil }
      name = text[..<colon]
      port = number
    }
    guard let host = Host(name) else { return nil }
    return (host, port)
  }

  /// The octets of a text with its percent-encoding undone; nil if that is malformed, or gives no
  /// UTF-8 or a control character.
  static func decode(_ text: Substring) -> String? {
    var octets: [UInt8] = []
    var rest = text.utf8[...]
    while let octet = rest.popFirst() {
      guard octet == UInt8(ascii: "%") else {
        octets.append(octet)
        continue
      }
      let digits = Substring(rest.prefix(2))
      guard digits.utf8.count == 2, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
        let value = UInt8(digits, radix: 16)
      else { return nil }
      octets.append(value)
      rest = rest.dropFirst(2)
    }
    guard octets.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return nil }
    return String(validating: octets, as: UTF8.self)
  }

  /// A text with everything percent-encoded but letters, digits, `-._~` and some more characters.
  static func encode(_ text: String, and others: String = "") -> String {
    var encoded = ""
    for octet in text.utf8 {
      let isPlain =
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
          UInt8(ascii: "_"), UInt8(ascii: "~"):
          true
        default: others.utf8.contains(octet)
        }
      if isPlain {
        encoded.unicodeScalars.append(Unicode.Scalar(octet))
      } else {
        encoded += (octet < 16 ? "%0" : "%") + String(octet, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}

extension ProvisioningURL.UserInformation {
  fileprivate init?(_ text: Substring) {
    let colon = text.firstIndex(of: ":") ?? text.endIndex
    guard let user = ProvisioningURL.decode(text[..<colon]),
      let password = ProvisioningURL.decode(text[colon...].dropFirst()), !user.isEmpty
    else { return nil }
    self.user = user
    self.password = password
  }
}

extension ProvisioningURL.Host: CustomStringConvertible {
  /// Reads a name, an IPv4 address, or an IPv6 address in brackets.
  public init?(_ text: some StringProtocol) {
    if text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count > 2 {
      guard let address = IPAddress(text.dropFirst().dropLast()), address.bitCount == 128 else {
        return nil
      }
      self = .address(address)
    } else if let address = IPAddress(text) {
      guard address.bitCount == 32 else { return nil }
      self = .address(address)
    } else {
      guard 1...253 ~= text.utf8.count, Self.isName(text) else { return nil }
      self = .name(text.lowercased())
    }
  }

  /// Letters, digits, hyphens and underscores between dots, and not all digits at the end, where it
  /// would be an address that went wrong.
  private static func isName(_ text: some StringProtocol) -> Bool {
    let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let last = labels.last, last.contains(where: { !(0x30...0x39).contains($0) }) else {
      return false
    }
    return labels.allSatisfy { label in
      1...63 ~= label.count
        && label.allSatisfy { octet in
          switch octet {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
          default: false
          }
        }
    }
  }

  /// As in a URL.
  public var description: String {
    switch self {
    case .address(let address): address.bitCount == 128 ? "[\(address)]" : "\(address)"
    case .name(let name): name
    }
  }
}

extension ProvisioningURL: CustomStringConvertible, CustomReflectable {
  /// The URL as a phone is told, with its password.
  public var text: String {
    let user = userInformation.map { information in
      Self.encode(information.user)
        + (information.password.isEmpty ? "" : ":" + Self.encode(information.password)) + "@"
    }
    return "\(scheme.rawValue)://\(user ?? "")\(authority)\(folder == "/" ? "" : folder)"
  }

  /// The URL for a log: `•••` stands for a password.
  public var description: String {
    let user = userInformation.map { information in
      Self.encode(information.user) + (information.password.isEmpty ? "" : ":•••") + "@"
    }
    return "\(scheme.rawValue)://\(user ?? "")\(authority)\(folder == "/" ? "" : folder)"
  }

  /// Without the password, which must not get into a log.
  public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}

extension ProvisioningURL.UserInformation: CustomStringConvertible, CustomReflectable {
  /// The name alone.
  public var description: String { user }
  /// The name alone.
  public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
