/// A file's kind, without particulars.
public enum FileKind: String, Hashable, Sendable, CaseIterable {
  /// Serves every phone of a family.
  case common
  /// Serves one phone.
  case phone
  /// Copied from the user's files.
  case asset
  /// Rendered once for the site.
  case page
}

/// The phone that a file is for.
public struct PhoneIdentity: Hashable, Sendable {
  /// Twelve lower-case hexadecimal digits.
  public let mac: String
  public let family: String?
  public let model: String?
  /// What people call the phone.
  public let label: String?

  public init(mac: String, family: String? = nil, model: String? = nil, label: String? = nil) {
    self.mac = mac
    self.family = family
    self.model = model
    self.label = label
  }
}

/// Whom a file serves.
public enum FileRole: Hashable, Sendable {
  case common(family: String)
  case phone(PhoneIdentity)
  case asset
  case page

  public var kind: FileKind {
    switch self {
    case .common: .common
    case .phone: .phone
    case .asset: .asset
    case .page: .page
    }
  }

  public var family: String? {
    switch self {
    case .common(let family): family
    case .phone(let phone): phone.family
    case .asset, .page: nil
    }
  }

  public var phone: PhoneIdentity? {
    if case .phone(let phone) = self { phone } else { nil }
  }
}

/// What is known of a file before its bytes are.
public struct FileDescription: Hashable, Sendable {
  public let path: TreePath
  public let role: FileRole
  /// The file is readable for its owner and group only (0640 instead of 0644).
  public let holdsSecrets: Bool

  public init(path: TreePath, role: FileRole, holdsSecrets: Bool) {
    self.path = path
    self.role = role
    self.holdsSecrets = holdsSecrets
  }
}

/// One file of a tree as its manifest lists it.
public struct TreeFile: Hashable, Sendable {
  public let path: TreePath
  public let role: FileRole
  public let holdsSecrets: Bool
  /// In bytes.
  public let size: Int
  public let sha256: ContentHash

  public init(_ description: FileDescription, size: Int, sha256: ContentHash) {
    path = description.path
    role = description.role
    holdsSecrets = description.holdsSecrets
    self.size = size
    self.sha256 = sha256
  }

  public var kind: FileKind { role.kind }
  public var family: String? { role.family }
  public var mac: String? { role.phone?.mac }
  public var model: String? { role.phone?.model }
  public var label: String? { role.phone?.label }

  /// The permission bits that the file has whatever the umask.
  public var mode: UInt32 { holdsSecrets ? 0o640 : 0o644 }
}
