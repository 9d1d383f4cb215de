import Diagnostics
public import SiteModel

/// A phone that is to be added to a site.
public struct ListedPhone: Hashable, Sendable {
  public let mac: MACAddress
  /// As the site is to spell it.
  public let model: String
  /// The account of its first line.
  public let account: String?
  /// Whose phone it is.
  public let name: String?
  /// What its display shows.
  public let label: String?

  public init(
    mac: MACAddress, model: String, account: String? = nil, name: String? = nil,
    label: String? = nil
  ) {
    self.mac = mac
    self.model = model
    self.account = account
    self.name = name
    self.label = label
  }

  /// What the site's `settings: {label: …}` is to say.
  var display: String? { label ?? name }

  /// An account that the site lacks.
  var accountName: String? { name ?? label ?? account.map { "Extension \($0)" } }

  /// The secret that is to hold the account's password.
  var secretName: String? {
    account.map { id in
      "sip_"
        + String(
          id.map { character in
            character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
          })
    }
  }
}
