public import OutputTree
public import SiteModel

/// A build of a site that differs little from the last one: only what changed is read and rendered.
///
/// It exists only where its result is sure to be that of a whole build without any finding.
public struct QuickBuild: Sendable {
  public let siteName: String
  /// The site's `provisioning.url`.
  public let provisioningURL: String?
  /// The phones of the site, unchanged ones among them.
  public let addresses: [MACAddress]
  public let familyNames: [String]
  /// The secrets that the site names.
  public let secretNames: Set<String>
  /// What the phones' files were whose texts are unchanged.
  let keptPhones: [MACAddress: ContentHash]
  /// How many files stay as they are.
  let keptCount: Int
  /// What the other files were.
  let keptShared: [String: ContentHash]
  /// The changed phones with what they need; nil if there are none.
  let changed: SitePlan?
  /// What is to be remembered, without the changed phones' files; nil if the old memo stays right.
  let draft: BuildMemo?
  /// The changed phones' records, whose files are to be filled in.
  let draftPhones: [BuildMemo.PhoneRecord]

  /// The memo for the next build, once the files are there.
  public func memo(_ files: [TreeFile]) -> [UInt8]? {
    guard let draft else { return nil }
    let hashes = FileHashes(files)
    let phones = draftPhones.compactMap { record in
      hashes.byAddress[record.mac].map { file in
        BuildMemo.PhoneRecord(
          digest: record.digest, mac: record.mac, model: record.model, accounts: record.accounts,
          secrets: record.secrets, file: file, fileCount: record.fileCount)
      }
    }
    return BuildMemo(
      environment: draft.environment, models: draft.models, accounts: draft.accounts,
      phones: phones, shared: draft.shared
    ).encoded()
  }
}

extension SiteCompiler {
  /// Takes over what stands and renders what changed.
  ///
  /// - Returns: false if a file does not stand as it was left, or something is wrong with what was
  ///   rendered: then the whole site must be built, in another update.
  public func render(
    _ quick: QuickBuild, into update: TreeUpdate
  ) throws(TreeError) -> Bool {
    let kept = try update.keepAll { file in
      if let mac = file.mac.flatMap({ MACAddress($0) }) {
        return quick.keptPhones[mac] == file.sha256
      }
      return quick.keptShared[file.path.text] == file.sha256
    }
    guard let kept, kept.count == quick.keptCount else { return false }
    guard let plan = quick.changed else { return true }
    return try renderPhones(plan, into: update)
  }

  private func renderPhones(
    _ plan: SitePlan, into update: TreeUpdate
  ) throws(TreeError) -> Bool {
    let rendering = SiteRendering(plan: plan, workers: settings.workers) {
      (description, bytes) throws(TreeError) in
      try update.put(description, bytes: bytes)
    }
    return try rendering.run(shared: []).isEmpty
  }
}
