public import OutputTree

/// A phone of the site, as a rollout knows it: what its tree's manifest says.
public struct RolloutPhone: Hashable, Sendable {
  /// Twelve lower-case hexadecimal digits.
  public let mac: String
  public let family: String
  public let model: String
  /// What people call it; nil if the site does not say.
  public let label: String?
  /// The SHA-256 of its family's common file; nil for a family that has none.
  public let commonHash: ContentHash?
  /// The SHA-256 of its own file: tells a phone that has it from one that has an older one. Nil
  /// where no manifest says it: then whatever it fetched last counts as the file that it should
  /// have.
  public let ownHash: ContentHash?

  public init(
    mac: String, family: String, model: String, label: String?, commonHash: ContentHash?,
    ownHash: ContentHash?
  ) {
    self.mac = mac
    self.family = family
    self.model = model
    self.label = label
    self.commonHash = commonHash
    self.ownHash = ownHash
  }

  /// The phones of a tree, sorted by MAC address. A file under two names (in both cases of its MAC
  /// address, or a common file's further names) is one file: its bytes are the same.
  public static func phones(of manifest: Manifest) -> [RolloutPhone] {
    var commonHashes: [String: ContentHash] = [:]
    for file in manifest.files where file.kind == .common {
      if let family = file.family, commonHashes[family] == nil {
        commonHashes[family] = file.sha256
      }
    }
    var phones: [String: RolloutPhone] = [:]
    for file in manifest.files {
      guard let phone = file.role.phone, phones[phone.mac] == nil else { continue }
      phones[phone.mac] = RolloutPhone(
        mac: phone.mac, family: phone.family ?? "", model: phone.model ?? "", label: phone.label,
        commonHash: phone.family.flatMap { commonHashes[$0] }, ownHash: file.sha256)
    }
    return phones.values.sorted { $0.mac < $1.mac }
  }
}
