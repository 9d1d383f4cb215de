public import NetworkAddresses
public import OutputTree

/// Something that happened in a rollout. What the ledger's file holds, a line each.
public struct RolloutEvent: Hashable, Sendable {
  /// Milliseconds since 1970-01-01 00:00 UTC, up to the end of the year 9999.
  public let time: Int64
  /// Whom it is about: what a SUBSCRIBE said, or the phone that a file is for; nil where only an
  /// address is known, as with common files. Twelve lower-case hexadecimal digits.
  public let mac: String?
  public let address: IPAddress
  public let kind: Kind

  public enum Kind: Hashable, Sendable {
    /// It asked for its server: a SUBSCRIBE was heard, for the first time or again.
    case seen
    /// It was sent a URL: a NOTIFY went out. What a URL says of a user is left out by
    /// ``RolloutEvent/init(time:mac:address:_:)``.
    case told(url: String)
    /// It answered the NOTIFY with 200.
    case acknowledged
    /// It asked for a file, and is being sent it.
    case fetching(RolloutFile, RolloutProtocol)
    /// It has all of a file; the hash is that of the bytes that were sent.
    case fetched(RolloutFile, RolloutProtocol, hash: ContentHash)
    /// A step went wrong: by SIP (no or a bad answer to the NOTIFY), or while a file was sent.
    case failed(RolloutProtocol, RolloutFile?, reason: String)
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

    /// All of it in one line; empty if it said nothing.
    public var line: String {
      var words: [String] = []
      for word in [vendor, model, version, userAgent].compactMap(\.self)
      where !word.isEmpty && !words.contains(word) {
        words.append(word)
      }
      return words.joined(separator: " ")
    }
  }

  public init(time: Int64, mac: String?, address: IPAddress, _ kind: Kind) {
    self.time = max(0, min(time, Self.latestTime))
    self.mac = mac
    self.address = address
    switch kind {
    case .told(let url): self.kind = .told(url: CleanText.url(url))
    case .failed(let part, let file, let reason):
      self.kind = .failed(part, file, reason: CleanText(reason).text)
    default: self.kind = kind
    }
  }

  static let latestTime: Int64 = 253_402_300_799_999

  /// By which protocol it happened.
  public var part: RolloutProtocol {
    switch kind {
    case .seen, .told, .acknowledged, .unknown: .sip
    case .fetching(_, let part), .fetched(_, let part, _), .failed(let part, _, _): part
    }
  }

  /// The file that it is about.
  public var file: RolloutFile? {
    switch kind {
    case .seen, .told, .acknowledged, .unknown: nil
    case .fetching(let file, _), .fetched(let file, _, _): file
    case .failed(_, let file, _): file
    }
  }

  /// The same event, of a phone that was found by its address.
  func attributed(to mac: String) -> RolloutEvent {
    self.mac == mac ? self : RolloutEvent(time: time, mac: mac, address: address, kind)
  }

  /// The step that it is; nil for strangers, and for files that are neither a phone's own nor a
  /// common one.
  public var step: RolloutStep? {
    switch kind {
    case .seen: .seen
    case .told: .told
    case .acknowledged: .acknowledged
    case .fetching(let file, _): file.role == .other ? nil : .fetching
    case .fetched(let file, _, _):
      switch file.role {
      case .own: .ownFetched
      case .common: .commonFetched
      case .other: nil
      }
    case .failed: .failed
    case .unknown: nil
    }
  }

  /// The family of the common file that it is about; nil if it is about none.
  var commonFamily: String? {
    if case .common(let family) = file?.role { family } else { nil }
  }
}

/// By which protocol something happened.
public enum RolloutProtocol: String, Hashable, Sendable, CaseIterable {
  case sip
  case tftp
  case http
  case https
}

/// A file of the tree that somebody asked for.
public struct RolloutFile: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    /// A phone's own file.
    case own
    /// The common file of a family.
    case common(family: String)
    /// An asset or a page: it is in the time line, and changes no state.
    case other
  }

  /// Cleaned and cut by ``CleanText``.
  public let name: String
  public let role: Role

  public init(name: String, role: Role) {
    self.name = CleanText(name).text
    self.role = role
  }

  /// The file as the manifest lists it; the event's ``RolloutEvent/mac`` is then the file's.
  public init(_ file: TreeFile) {
    let role: Role =
      switch file.role {
      case .phone: .own
      case .common(let family): .common(family: family)
      case .asset, .page: .other
      }
    self.init(name: file.path.text, role: role)
  }
}
