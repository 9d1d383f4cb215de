public import NetworkAddresses

/// Something that happened in a rollout. What the ledger's file holds, a line each.
public struct RolloutEvent: Hashable, Sendable {
  /// Milliseconds since 1970-01-01 00:00 UTC.
  public let time: Int64
  /// Whom it is about; nil where only an address is known.
  public let mac: String?
  public let address: IPAddress
  public let kind: Kind

  public enum TransferProtocol: String, Hashable, Sendable, CaseIterable {
    case tftp
    case http
  }

  /// The step at which something went wrong.
  public enum Step: String, Hashable, Sendable, CaseIterable {
    case pnp
    case tftp
    case http
  }

  public enum Kind: Hashable, Sendable {
    /// It asked for its server by PnP.
    case seen
    /// It was sent a URL.
    case told(url: String)
    case acknowledged
    /// It has all of a file.
    case fetched(file: String, TransferProtocol, hash: String)
    /// A step went wrong.
    case failed(Step, reason: String)
    /// A phone that is not in the site asked, and said this of itself.
    case unknown(UnknownPhone)
  }

  /// What a stranger says of itself. Texts are cleaned and cut by ``CleanText``.
  public struct UnknownPhone: Hashable, Sendable {
    public let vendor: String?
    public let model: String?
    public let version: String?
    public let userAgent: String?

    public init(vendor: String?, model: String?, version: String?, userAgent: String?) {
      self.vendor = vendor.map { CleanText($0).text }
      self.model = model.map { CleanText($0).text }
      self.version = version.map { CleanText($0).text }
      self.userAgent = userAgent.map { CleanText($0).text }
    }
  }

  public init(time: Int64, mac: String?, address: IPAddress, _ kind: Kind) {
    self.time = time
    self.mac = mac
    self.address = address
    self.kind = kind
  }
}

/// A text that came over the network, fit to be shown: control and direction characters are gone,
/// and it has at most 160 characters.
public struct CleanText: Hashable, Sendable {
  /// The longest text, in characters; a longer one is cut and ends in `…`.
  public static let longest = 160

  public let text: String

  public init(_ text: String) {
    let scalars = text.unicodeScalars.lazy.map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        "\u{FFFD}"
      default: scalar
      }
    }
    // A character may hold any number of combining marks.
    let cut = String(String.UnicodeScalarView(scalars.prefix(4 * Self.longest)))
    self.text = cut.count > Self.longest ? cut.prefix(Self.longest - 1) + "…" : cut
  }
}
