import OutputTree
import SiteModel

/// What a build remembers of a site without findings, so that the next one need not read again what
/// is the same: texts and files are named by their hashes.
///
/// It says "this text, in this environment, gave a file of this hash", which stays true whatever
/// happens to the tree. It holds no text of the site but names of accounts, models and secrets.
struct BuildMemo: Sendable {
  struct AccountRecord: Sendable {
    let digest: ContentHash
    let id: String
    let secrets: SecretMention?
  }

  struct PhoneRecord: Sendable {
    let digest: ContentHash
    let mac: MACAddress
    /// Its place in `models`.
    let model: Int
    /// Places in `accounts`.
    let accounts: [Int]
    let secrets: SecretMention?
    let file: ContentHash
    /// How many files have these bytes: one for each name.
    let fileCount: Int
  }

  /// The secrets that an item names, and what identifies their values.
  struct SecretMention: Hashable, Sendable {
    let names: [String]
    let values: ContentHash

    init(names: [String], values: ContentHash) {
      self.names = names
      self.values = values
    }
  }

  /// Everything that may concern every phone.
  let environment: ContentHash
  /// The models in use.
  let models: [String]
  let accounts: [AccountRecord]
  let phones: [PhoneRecord]
  /// The files that are no phone's.
  let shared: [String: ContentHash]
}

extension BuildMemo.SecretMention {
  /// What an item's secrets are now; nil if it names none.
  init?(_ names: [String], in store: SecretStore) {
    guard !names.isEmpty else { return nil }
    self.names = names
    var hasher = ContentHasher()
    for name in names {
      hasher.update(name)
      hasher.update(store.value(of: name) ?? "")
    }
    values = hasher.finish()
  }

  /// Whether the secrets have the values that they had.
  func isCurrent(in store: SecretStore) -> Bool {
    Self(names, in: store) == self
  }
}

extension ContentHasher {
  /// Adds a text with its length, so that no two sequences of texts look the same.
  mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(counted: UnsafeRawBufferPointer($0)) }
  }

  mutating func update(counted bytes: UnsafeRawBufferPointer) {
    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { update($0) }
    update(bytes)
  }
}
