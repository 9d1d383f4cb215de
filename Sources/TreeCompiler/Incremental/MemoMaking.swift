public import Diagnostics
public import OutputTree
import SiteModel

extension SiteCompiler {
  /// What to remember of a whole build that found nothing amiss, made of the files of its tree; nil
  /// if the site's form does not allow to tell later what changed.
  public func memo(
    of plan: SitePlan, files: [TreeFile], generator: String, sources: SourceSet
  ) -> [UInt8]? {
    let loaded = plan.read.loaded
    guard let digests = ItemDigests(loaded, workers: settings.workers),
      digests.phones.count == plan.site.phones.count,
      digests.accounts.count == plan.site.accounts.count,
      let environment = environment(loaded, generator: generator, sources: sources)
    else { return nil }
    let accountSecrets = ItemPlaces(loaded.accounts).secretNames(plan.read.itemSecrets)
    let phoneSecrets = ItemPlaces(loaded.phones).secretNames(plan.read.itemSecrets)
    let hashes = FileHashes(files)
    let models = Set(plan.site.phones.lazy.map(\.model)).sorted()
    let modelPlaces = Dictionary(uniqueKeysWithValues: models.enumerated().map { ($1, $0) })
    let accounts = plan.site.accounts.enumerated().map { place, account in
      BuildMemo.AccountRecord(
        digest: digests.accounts[place], id: account.id,
        secrets: .init(accountSecrets[place] ?? [], in: secrets))
    }
    var phones: [BuildMemo.PhoneRecord] = []
    phones.reserveCapacity(plan.site.phones.count)
    for (place, phone) in plan.site.phones.enumerated() {
      // What a phone says in `vars` decides types for all, and a secret where the schema knows of
      // none decides modes: such a phone is always read again.
      guard phone.layer.variables.isEmpty, !phone.layer.hidesSecrets,
        let file = hashes.byAddress[phone.mac],
        let model = modelPlaces[phone.model], let names = plan.models[phone.model]?.names
      else { continue }
      phones.append(
        BuildMemo.PhoneRecord(
          digest: digests.phones[place], mac: phone.mac, model: model,
          accounts: phone.accounts.compactMap { plan.site.accountIndex[$0.id] },
          secrets: .init(phoneSecrets[place] ?? [], in: secrets), file: file,
          fileCount: names.names(of: phone.mac).count))
    }
    return BuildMemo(
      environment: environment, models: models, accounts: accounts, phones: phones,
      shared: hashes.shared
    ).encoded()
  }
}

/// The hashes of a tree's files: a phone's by its address, the others by their names.
struct FileHashes {
  private(set) var byAddress: [MACAddress: ContentHash] = [:]
  private(set) var shared: [String: ContentHash] = [:]

  init(_ files: [TreeFile]) {
    byAddress.reserveCapacity(files.count)
    for file in files {
      if let mac = file.mac.flatMap({ MACAddress($0) }) {
        byAddress[mac] = file.sha256
      } else {
        shared[file.path.text] = file.sha256
      }
    }
  }
}
