public import Diagnostics

/// What a site says of a family.
public struct FamilyUse: Sendable {
  public internal(set) var layer = Layer()
  /// Further names of the family's common file, beside those of the family itself.
  public internal(set) var commonNames: [(name: String, span: SourceSpan)] = []
}

/// What a site says of a model.
public struct ModelUse: Sendable {
  public internal(set) var layer = Layer()
  public internal(set) var family: String?
  public internal(set) var lines: Int?
  public internal(set) var keys: Int?
  public internal(set) var span: SourceSpan
  /// Whether something said of it was in error: then its family may be what was meant.
  var isFaulty = false
}

/// A file that is copied into the tree.
public struct Asset: Sendable {
  /// The path to read, as one would type it.
  public let from: String
  /// Its name in the tree.
  public let name: String
  public let span: SourceSpan
}

/// A template that is rendered once for the site.
public struct Page: Sendable {
  /// The template's name, relative to the templates folder.
  public let template: String
  /// Its name in the tree.
  public let name: String
  public let templateSpan: SourceSpan
  public let span: SourceSpan
}

/// Everything that a site file says but for its phones and accounts.
public struct SiteFrame: Sendable {
  public internal(set) var name: String
  public internal(set) var layer = Layer()
  public internal(set) var families: [String: FamilyUse] = [:]
  public internal(set) var models: [String: ModelUse] = [:]
  public internal(set) var assets: [Asset] = []
  public internal(set) var pages: [Page] = []
  /// The whole of the site's main file, for findings without a better place.
  public internal(set) var span: SourceSpan
  /// Whether everything that the site is made of could be read; if not, what seems to be missing
  /// may stand in what could not.
  var isComplete = true
}

extension SiteFrame {
  private static let provisioningURLSlot = SettingsSchema.standard.slot(path: "provisioning.url")

  /// What phones of the site are told, as it is written there; nil if the site says none.
  public var provisioningURL: String? {
    layer.settings.first { $0.slot == Self.provisioningURLSlot }?.value.text
  }
}

/// A site: typed, and valid if no error was reported with it.
public struct Site: Sendable {
  public let frame: SiteFrame
  public let accounts: [Account]
  public let phones: [Phone]
  /// Where each account stands in `accounts`.
  public let accountIndex: [String: Int]

  public init(frame: SiteFrame, accounts: [Account], phones: [Phone]) {
    self.frame = frame
    self.accounts = accounts
    self.phones = phones
    var index: [String: Int] = [:]
    index.reserveCapacity(accounts.count)
    for (position, account) in accounts.enumerated() where index[account.id] == nil {
      index[account.id] = position
    }
    accountIndex = index
  }
}
