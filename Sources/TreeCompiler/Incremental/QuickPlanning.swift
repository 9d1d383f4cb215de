public import Diagnostics
import OutputTree
import SiteModel

extension SiteCompiler {
  /// Works out what of a site changed since its last build; nil whenever a whole build might find
  /// or do anything else: it has to be made then. `generator` identifies this program, `memo` reads
  /// what the last build of the site of a name left.
  public func quickBuild(
    _ path: String, generator: String, into sources: inout SourceSet,
    memo readMemo: (String) -> [UInt8]?
  ) -> QuickBuild? {
    var loader = SiteLoader(
      reading: settings.reading, catalogue: catalogue, secrets: secrets, inPieces: true)
    guard let loaded = loader.load(path, into: &sources).site,
      loaded.report.diagnostics.isEmpty,
      let memo = readMemo(loaded.frame.name).flatMap({ BuildMemo($0) }),
      environment(loaded, generator: generator, sources: sources) == memo.environment,
      let digests = ItemDigests(loaded, workers: settings.workers)
    else { return nil }
    let changes = SiteChanges(memo: memo, digests: digests, secrets: secrets)
    return QuickPlanning(
      compiler: self, memo: memo, loaded: loaded, digests: digests, changes: changes
    ).plan()
  }
}

/// Puts together what is remembered of a site and what is read of it.
private struct QuickPlanning {
  let compiler: SiteCompiler
  let memo: BuildMemo
  let loaded: LoadedSite
  let digests: ItemDigests
  let changes: SiteChanges

  func plan() -> QuickBuild? {
    guard changes.isAnyChanged else { return unchanged() }
    // A page shows all phones and accounts.
    guard loaded.frame.pages.isEmpty, let read = readChanged() else { return nil }
    let records = records(read)
    guard let records, isRight(records, read) else { return nil }
    var planning = SitePlanning(
      read: read.site, catalogue: compiler.catalogue, templates: compiler.templates,
      reading: compiler.settings.reading, macCase: compiler.settings.macCase)
    planning.usedModels = Set(memo.models)
    let planned = planning.plan()
    guard let plan = planned.plan, planned.diagnostics.isEmpty else { return nil }
    return build(records, read, plan)
  }

  private func unchanged() -> QuickBuild {
    QuickBuild(
      siteName: loaded.frame.name, provisioningURL: loaded.frame.provisioningURL,
      addresses: memo.phones.map(\.mac), familyNames: familyNames,
      secretNames: secretNames(memo.accounts, memo.phones),
      keptPhones: Dictionary(memo.phones.map { ($0.mac, $0.file) }) { first, _ in first },
      keptCount: memo.shared.count + memo.phones.reduce(0) { $0 + $1.fileCount },
      keptShared: memo.shared, changed: nil, draft: nil, draftPhones: [])
  }

  private var familyNames: [String] {
    Set(memo.models.compactMap { loaded.models[$0]?.family }).sorted()
  }

  private func secretNames(
    _ accounts: [BuildMemo.AccountRecord], _ phones: [BuildMemo.PhoneRecord]
  ) -> Set<String> {
    var names = Set(loaded.report.secretUses.map(\.name))
    for account in accounts { names.formUnion(account.secrets?.names ?? []) }
    for phone in phones { names.formUnion(phone.secrets?.names ?? []) }
    return names
  }

  /// The changed phones, with every account that they or a change name.
  private struct Changed {
    let site: ReadSite
    /// The place of each read phone and account among all of the site.
    let phonePlaces: [Int]
    let accountPlaces: [Int]
  }

  private func readChanged() -> Changed? {
    let phonePlaces = changes.phoneRecords.indices.filter { changes.phoneRecords[$0] == nil }
    guard
      let phones = read(phonePlaces, ItemPlaces(loaded.phones), by: loaded.decodePhones),
      phones.items.count == phonePlaces.count
    else { return nil }
    // Which accounts they name is known only now.
    let named = Set(phones.items.flatMap { $0.accounts.map(\.id) })
    let accountPlaces = changes.accountRecords.indices.filter { place in
      changes.accountRecords[place].map { named.contains(memo.accounts[$0].id) } ?? true
    }
    guard
      let accounts = read(accountPlaces, ItemPlaces(loaded.accounts), by: loaded.decodeAccounts),
      accounts.items.count == accountPlaces.count
    else { return nil }
    let site = Site(frame: loaded.frame, accounts: accounts.items, phones: phones.items)
    let findings = SiteValidation(site, models: loaded.models).diagnostics()
      .filter { !SiteValidation.unusedCodes.contains($0.code) }
    let secrets = phones.report.secretUses + accounts.report.secretUses
    guard findings.isEmpty, compiler.secrets.missing(secrets).isEmpty else { return nil }
    return Changed(
      site: ReadSite(site: site, loaded: loaded, itemSecrets: secrets), phonePlaces: phonePlaces,
      accountPlaces: accountPlaces)
  }

  /// Decodes single items; nil if anything is to be said of one.
  private func read<Item>(
    _ wanted: [Int], _ places: ItemPlaces,
    by decode: (ItemSource, Range<Int>) -> DecodedItems<Item>
  ) -> (items: [Item], report: DecodingReport)? {
    var items: [Item] = []
    var report = DecodingReport()
    for place in wanted {
      guard let (source, index) = places.locate(place) else { return nil }
      let decoded = decode(source, index..<index + 1)
      guard decoded.isSound, decoded.report.diagnostics.isEmpty else { return nil }
      items += decoded.items
      report.add(decoded.report)
    }
    return (items, report)
  }

  /// All accounts and phones of the site now, as the next memo would have them.
  private struct Records {
    var accounts: [BuildMemo.AccountRecord] = []
    var phones: [BuildMemo.PhoneRecord] = []
    var accountPlaces: [String: Int] = [:]
    /// Phones that are read at every build, and so are in no memo.
    var phonesReadAlways: [Phone] = []
  }

  private func records(_ read: Changed) -> Records? {
    let accountSecrets = ItemPlaces(loaded.accounts).secretNames(read.site.itemSecrets)
    let phoneSecrets = ItemPlaces(loaded.phones).secretNames(read.site.itemSecrets)
    var records = Records()
    var newAccounts = Dictionary(
      uniqueKeysWithValues: zip(read.accountPlaces, read.site.site.accounts))
    for (place, former) in changes.accountRecords.enumerated() {
      if let former {
        records.accounts.append(memo.accounts[former])
      } else if let account = newAccounts.removeValue(forKey: place) {
        records.accounts.append(
          BuildMemo.AccountRecord(
            digest: digests.accounts[place], id: account.id,
            secrets: .init(accountSecrets[place] ?? [], in: compiler.secrets)))
      }
    }
    for (place, account) in records.accounts.enumerated() {
      // The same account twice is an error that a whole build reports.
      if records.accountPlaces.updateValue(place, forKey: account.id) != nil { return nil }
    }
    let models = Dictionary(uniqueKeysWithValues: memo.models.enumerated().map { ($1, $0) })
    let newPhones = Dictionary(uniqueKeysWithValues: zip(read.phonePlaces, read.site.site.phones))
    for (place, former) in changes.phoneRecords.enumerated() {
      if let former {
        let phone = memo.phones[former]
        let accounts = phone.accounts.compactMap { records.accountPlaces[memo.accounts[$0].id] }
        guard accounts.count == phone.accounts.count else { return nil }
        records.phones.append(
          BuildMemo.PhoneRecord(
            digest: phone.digest, mac: phone.mac, model: phone.model, accounts: accounts,
            secrets: phone.secrets, file: phone.file, fileCount: phone.fileCount))
      } else if let phone = newPhones[place] {
        guard let model = models[phone.model] else { return nil }
        if !phone.layer.variables.isEmpty || phone.layer.hidesSecrets {
          records.phonesReadAlways.append(phone)
          continue
        }
        let accounts = phone.accounts.compactMap { records.accountPlaces[$0.id] }
        guard accounts.count == phone.accounts.count else { return nil }
        records.phones.append(
          BuildMemo.PhoneRecord(
            digest: digests.phones[place], mac: phone.mac, model: model, accounts: accounts,
            secrets: .init(phoneSecrets[place] ?? [], in: compiler.secrets),
            file: digests.phones[place], fileCount: 0))
      }
    }
    return records
  }

  /// Whether a whole build would find nothing between the parts of the site.
  private func isRight(_ records: Records, _ read: Changed) -> Bool {
    let always = records.phonesReadAlways
    let addresses = Set(records.phones.map(\.mac) + always.map(\.mac))
    guard addresses.count == records.phones.count + always.count else { return false }
    var uses = Array(repeating: 0, count: records.accounts.count)
    for phone in records.phones {
      for account in phone.accounts { uses[account] += 1 }
    }
    for phone in always {
      for reference in phone.accounts {
        guard let place = records.accountPlaces[reference.id] else { return false }
        uses[place] += 1
      }
    }
    // An account without a phone, or on two of them, calls for a warning.
    guard uses.allSatisfy({ $0 == 1 }) else { return false }
    let models = Set(records.phones.map { memo.models[$0.model] } + always.map(\.model))
    return models == Set(memo.models)
  }

  private func build(_ records: Records, _ read: Changed, _ plan: SitePlan) -> QuickBuild {
    let changed = Set(read.site.site.phones.map(\.mac))
    let kept = records.phones.filter { !changed.contains($0.mac) }
    let phones = records.phones.map { record -> BuildMemo.PhoneRecord in
      guard changed.contains(record.mac),
        let names = plan.models[memo.models[record.model]]?.names
      else { return record }
      return BuildMemo.PhoneRecord(
        digest: record.digest, mac: record.mac, model: record.model, accounts: record.accounts,
        secrets: record.secrets, file: record.file, fileCount: names.names(of: record.mac).count)
    }
    let draft = BuildMemo(
      environment: memo.environment, models: memo.models, accounts: records.accounts, phones: [],
      shared: memo.shared)
    return QuickBuild(
      siteName: loaded.frame.name, provisioningURL: loaded.frame.provisioningURL,
      addresses: phones.map(\.mac) + records.phonesReadAlways.map(\.mac),
      familyNames: familyNames,
      secretNames: secretNames(records.accounts, records.phones)
        .union(read.site.itemSecrets.map(\.name)),
      keptPhones: Dictionary(kept.map { ($0.mac, $0.file) }) { first, _ in first },
      keptCount: memo.shared.count + kept.reduce(0) { $0 + $1.fileCount },
      keptShared: memo.shared, changed: plan, draft: draft, draftPhones: phones)
  }
}
