public import Diagnostics
public import SiteModel

/// Adds phones to a site: to the text of its file, or to the table that it names.
///
/// Comments, order and style of the file stay. What is added is read back before it is handed out:
/// an edit that would make the site unreadable is reported, and nothing comes of it.
public struct PhoneImport {
  /// A file with its new content.
  public struct ChangedFile: Sendable {
    public let path: String
    public let new: [UInt8]
    /// What was put in, for people.
    public let added: String
  }

  /// What is to be written, and what it means.
  public struct Plan: Sendable {
    /// In the order in which they should be written: accounts before the phones that use them.
    public let files: [ChangedFile]
    public let phones: [ListedPhone]
    /// The accounts that the site gets with them.
    public let accounts: [String]
    /// The secrets that those accounts name.
    public let secrets: [String]
    /// How many phones of the list the site has already.
    public let knownCount: Int
  }

  let reading: FileReading
  let catalogue: FamilyCatalogue

  public init(reading: FileReading, catalogue: FamilyCatalogue) {
    self.reading = reading
    self.catalogue = catalogue
  }

  /// Works out what adding a list to a site changes.
  ///
  /// - Parameters:
  ///   - list: The phones.
  ///   - path: The site's file.
  ///   - sources: The files that diagnostics point into.
  /// - Returns: The plan, nil if anything is wrong, and everything that is.
  public func plan(
    _ list: PhoneList, into path: String, sources: inout SourceSet
  ) -> (plan: Plan?, diagnostics: [Diagnostic]) {
    let read = KnownSite.read(path, reading: reading, catalogue: catalogue, into: &sources)
    guard let site = read.site else { return (nil, read.diagnostics) }
    var diagnostics = read.diagnostics
    let phones = newPhones(list, site, &diagnostics)
    guard list.isSound, !diagnostics.hasErrors else { return (nil, diagnostics) }
    var accounts: [ListedPhone] = []
    var seen = site.accounts
    for phone in phones {
      if let id = phone.account, seen.insert(id).inserted { accounts.append(phone) }
    }
    let files: [ChangedFile]
    switch changes(path, phones: phones, accounts: accounts, &sources, &diagnostics) {
    case .success(let changed): files = changed
    case .failure(let refusal): return (nil, diagnostics + [refusal.diagnostic])
    }
    guard isReadable(path, files, had: site, phones, accounts) else {
      return (nil, diagnostics + [Self.unreadable(path)])
    }
    let plan = Plan(
      files: files, phones: phones, accounts: accounts.compactMap(\.account),
      secrets: accounts.compactMap(\.secretName), knownCount: list.entries.count - phones.count)
    return (plan, diagnostics)
  }

  /// The phones that the site does not have, their models spelt as it spells them.
  private func newPhones(
    _ list: PhoneList, _ site: KnownSite, _ diagnostics: inout [Diagnostic]
  ) -> [ListedPhone] {
    list.entries.compactMap { entry in
      if let known = site.phones[entry.mac] {
        diagnostics.append(
          Diagnostic(
            .phoneInSite, "the site has the phone \(entry.mac.colonSeparated) already",
            at: entry.macSpan, also: [DiagnosticLabel(known, "here")],
            help: ["it was left as it is"]))
        return nil
      }
      guard let model = site.spelling(ofModel: entry.model) else {
        diagnostics.append(unknownModel(entry, site))
        return nil
      }
      return ListedPhone(
        mac: entry.mac, model: model, account: entry.account, name: entry.name,
        label: entry.label)
    }
  }

  private func unknownModel(_ entry: PhoneList.Entry, _ site: KnownSite) -> Diagnostic {
    guard !entry.model.isEmpty else {
      return Diagnostic(
        .unknownListedModel, "which model is the phone \(entry.mac.colonSeparated)?",
        at: entry.modelSpan,
        help: ["its label says it; if all such phones are of one model: `--model A20`"])
    }
    let near = suggestion(for: entry.model, among: site.modelNames)
    return Diagnostic(
      .unknownListedModel, "which model is `\(entry.model)`?", at: entry.modelSpan,
      help: (near.map { ["did you mean `\($0)`?"] } ?? []) + [
        "if it is right, say its family in the site first: "
          + "`models: {\(entry.model): {family: …}}`"
      ])
  }

  // MARK: - Changes

  private func changes(
    _ path: String, phones: [ListedPhone], accounts: [ListedPhone], _ sources: inout SourceSet,
    _ diagnostics: inout [Diagnostic]
  ) -> Result<[ChangedFile], SiteFileEdit.Refusal> {
    guard !phones.isEmpty, case .success(let bytes) = reading.read(path) else {
      return .success([])
    }
    let source = sources.add(SourceFile(name: path, bytes: bytes))
    let edit = SiteFileEdit(bytes, source: source)
    var edits: [TextEdit] = []
    var files: [ChangedFile] = []
    if !accounts.isEmpty {
      switch edit.place(of: "accounts") {
      case .table(let table):
        append(
          accounts.map(\.accountRow), to: FilePath.resolve(table, besideFile: path), &files,
          &sources, &diagnostics)
      case .text:
        switch edit.adding(accounts: accounts) {
        case .success(let added): edits += added
        case .failure(let refusal): return .failure(refusal)
        }
      }
    }
    switch edit.place(of: "phones") {
    case .table(let table):
      append(
        phones.map(\.phoneRow), to: FilePath.resolve(table, besideFile: path), &files, &sources,
        &diagnostics)
    case .text:
      switch edit.adding(phones) {
      case .success(let added): edits += added
      case .failure(let refusal): return .failure(refusal)
      }
    }
    if !edits.isEmpty {
      let changed = ChangedFile(
        path: path, new: TextEdit.apply(edits, to: bytes),
        added: edits.map(\.text).joined())
      // The phones of a table need the accounts that the site file gets.
      files.insert(changed, at: edit.hasPhonesInText ? files.count : 0)
    }
    return .success(files)
  }

  private func append(
    _ rows: [[String: String]], to path: String, _ files: inout [ChangedFile],
    _ sources: inout SourceSet, _ diagnostics: inout [Diagnostic]
  ) {
    guard case .success(let bytes) = reading.read(path) else { return }
    let source = sources.add(
      SourceFile(name: path, bytes: bytes, disclosure: .positionsOnly))
    guard var table = TableEdit(bytes, source: source) else { return }
    let added = table.text(of: rows)
    files.append(ChangedFile(path: path, new: bytes + Array(added.utf8), added: added))
    diagnostics += table.diagnostics
  }

  // MARK: - Reading back

  /// Whether the site with the new files has what it had and what was added.
  private func isReadable(
    _ path: String, _ files: [ChangedFile], had site: KnownSite, _ phones: [ListedPhone],
    _ accounts: [ListedPhone]
  ) -> Bool {
    guard !files.isEmpty else { return phones.isEmpty }
    let reading = reading
    let contents = Dictionary(files.map { ($0.path, $0.new) }) { first, _ in first }
    let overlay = FileReading(listing: { reading.list($0) }) { path in
      contents[path].map { .success($0) } ?? reading.read(path)
    }
    var sources = SourceSet()
    let read = KnownSite.read(path, reading: overlay, catalogue: catalogue, into: &sources)
    guard let after = read.site else { return false }
    let addresses = Set(site.phones.keys).union(phones.map(\.mac))
    return Set(after.phones.keys) == addresses
      && after.accounts == site.accounts.union(accounts.compactMap(\.account))
  }

  private static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      .unusableImport, "with these phones \(path) would be in error, so nothing was written",
      help: [
        "check names and extensions in the list: a name has at most 64 letters",
        "if the list is right, add the phones by hand",
      ])
  }
}

extension SiteFileEdit {
  fileprivate var hasPhonesInText: Bool {
    if case .text = place(of: "phones") { true } else { false }
  }
}

extension ListedPhone {
  /// By the names of a table's columns.
  fileprivate var phoneRow: [String: String] {
    var row = ["mac": mac.colonSeparated, "model": model]
    row["accounts"] = account
    row["label"] = display
    return row
  }

  fileprivate var accountRow: [String: String] {
    var row: [String: String] = [:]
    row["id"] = account
    row["name"] = accountName
    row["password_secret"] = secretName
    return row
  }
}
