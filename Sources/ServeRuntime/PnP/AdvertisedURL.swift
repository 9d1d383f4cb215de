internal import NetworkAddresses

/// The URL that phones are told, with the host `auto` filled in for each network.
struct AdvertisedURL: Sendable {
  /// Which port each protocol is served at here; nil where it is not served.
  struct ServedPorts: Sendable {
    var tftp: UInt16?
    var http: UInt16?
    var https: UInt16?

    func port(of scheme: String) -> UInt16? {
      switch scheme {
      case "tftp": tftp
      case "http": http
      case "https": https
      default: nil
      }
    }
  }

  let scheme: String
  private let host: String
  /// With the colon before it; empty if none is said.
  private let port: String
  private let path: String
  private let ports: ServedPorts

  fileprivate static let automaticHost = "auto"
  private static let usualPorts: [String: UInt16] = [
    "tftp": 69, "http": 80, "https": 443, "ftp": 21,
  ]

  /// Takes a URL apart; nil if it is none that phones know, or holds a user or a password.
  init?(_ text: String, ports: ServedPorts) {
    guard let schemeEnd = text.firstRange(of: "://") else { return nil }
    let scheme = text[..<schemeEnd.lowerBound].lowercased()
    let rest = text[schemeEnd.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard Self.usualPorts[scheme] != nil, isPlain, text.utf8.count <= Self.lengthLimit,
      !authority.isEmpty, !authority.contains("@")
    else { return nil }
    let hostEnd = authority.hasPrefix("[") ? authority.firstIndex(of: "]") : authority.startIndex
    guard let hostEnd else { return nil }
    let colon = authority[hostEnd...].lastIndex(of: ":") ?? authority.endIndex
    let digits = authority[colon...].dropFirst()
    guard colon == authority.endIndex || UInt16(digits).map({ $0 > 0 }) == true,
      colon > authority.startIndex
    else { return nil }
    self.scheme = scheme
    host = String(authority[..<colon])
    port = String(authority[colon...])
    path = String(rest[authority.endIndex...])
    self.ports = ports
  }

  /// The longest URL in bytes; phones have little room for one.
  static let lengthLimit = 255

  /// Whether the host is to be filled in.
  var isAutomatic: Bool { host == Self.automaticHost }

  /// Whether this server serves what the URL promises; another one may, where a host is named.
  var isServedHere: Bool { ports.port(of: scheme) != nil }

  /// The URL as a phone is told it that reached this host at an address. The port that is really
  /// served is added where it is not the usual one.
  func text(towards address: IPAddress) -> String {
    guard isAutomatic else { return "\(scheme)://\(host)\(port)\(path)" }
    let host = address.bitCount == 32 ? "\(address)" : "[\(address)]"
    return "\(scheme)://\(host)\(port.isEmpty ? unusualPort : port)\(path)"
  }

  private var unusualPort: String {
    guard let served = ports.port(of: scheme), served != Self.usualPorts[scheme] else { return "" }
    return ":\(served)"
  }
}

extension AdvertisedURL {
  /// This server by what it serves: TFTP before HTTPS before HTTP; nil if it serves none of them.
  static func automatic(_ ports: ServedPorts) -> AdvertisedURL? {
    ["tftp", "https", "http"].first { ports.port(of: $0) != nil }.flatMap { scheme in
      AdvertisedURL("\(scheme)://\(automaticHost)", ports: ports)
    }
  }
}
