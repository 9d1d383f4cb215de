import Diagnostics
import SiteModel

/// A site that was read and found valid or not.
struct ReadSite: Sendable {
  let site: Site
  let loaded: LoadedSite
  /// Where phones and accounts name secrets.
  let itemSecrets: [SecretUse]

  var models: ModelDirectory { loaded.models }

  /// The secrets that anything in the site names.
  var secretNames: Set<String> {
    Set((loaded.report.secretUses + itemSecrets).map(\.name))
  }
}

/// Reads a site with all its phones and accounts, on all processors.
struct SiteReading {
  let reading: FileReading
  let catalogue: FamilyCatalogue
  let secrets: SecretStore
  let workers: Int

  /// The site and everything that is wrong with it; nil only if its file cannot be read.
  func read(
    _ path: String, into sources: inout SourceSet
  ) -> (site: ReadSite?, diagnostics: [Diagnostic]) {
    let before = sources
    if let result = read(path, inPieces: true, into: &sources) { return result }
    sources = before
    return read(path, inPieces: false, into: &sources) ?? (nil, [])
  }

  /// Nil if a piece of the site is no piece by itself.
  private func read(
    _ path: String, inPieces: Bool, into sources: inout SourceSet
  ) -> (site: ReadSite?, diagnostics: [Diagnostic])? {
    var loader = SiteLoader(
      reading: reading, catalogue: catalogue, secrets: secrets, inPieces: inPieces)
    let loaded = loader.load(path, into: &sources)
    guard let frame = loaded.site else { return (nil, loaded.diagnostics) }
    var diagnostics = loaded.diagnostics
    guard let decoded = SiteItems.decode(frame, workers: workers) else { return nil }
    let site = Site(frame: frame.frame, accounts: decoded.accounts, phones: decoded.phones)
    // A key twice is the whole file's affair: its parser shows both places.
    if inPieces, site.hasAccountTwiceInOneFile { return nil }
    diagnostics += decoded.report.diagnostics
    for span in frame.report.redactions + decoded.report.redactions { sources.redact(span) }
    let places = Set(diagnostics.compactMap(\.primary?.span))
    diagnostics += SiteValidation(site, models: frame.models).diagnostics().filter { finding in
      finding.code != .repeatedAccount
        || !(finding.primary.map { places.contains($0.span) } ?? false)
    }
    let uses = frame.report.secretUses + decoded.report.secretUses
    diagnostics += secrets.missing(uses)
    if diagnostics.hasErrors {
      // What seems unused may only be used where an error stands.
      diagnostics.removeAll {
        $0.severity == .warning && SiteValidation.unusedCodes.contains($0.code)
      }
    }
    let read = ReadSite(site: site, loaded: frame, itemSecrets: decoded.report.secretUses)
    return (read, diagnostics)
  }
}

extension Site {
  fileprivate var hasAccountTwiceInOneFile: Bool {
    accountIndex.count < accounts.count
      && accounts.enumerated().contains { index, account in
        accountIndex[account.id].map {
          $0 != index && accounts[$0].span.source == account.span.source
        } ?? false
      }
  }
}

/// The phones and accounts of a site, decoded.
struct SiteItems {
  var phones: [Phone] = []
  var accounts: [Account] = []
  var report = DecodingReport()

  private enum Job: Sendable {
    case phones(ItemSource, Range<Int>)
    case accounts(ItemSource, Range<Int>)
  }

  private enum Piece: Sendable {
    case phones(DecodedItems<Phone>)
    case accounts(DecodedItems<Account>)
  }

  /// Nil if a piece does not parse by itself.
  static func decode(_ site: LoadedSite, workers: Int) -> SiteItems? {
    let jobs =
      site.accounts.flatMap { source in source.batches().map { Job.accounts(source, $0) } }
      + site.phones.flatMap { source in source.batches().map { Job.phones(source, $0) } }
    let pieces = ParallelWork.map(count: jobs.count, workers: workers) { index -> Piece in
      switch jobs[index] {
      case .phones(let source, let range): .phones(site.decodePhones(source, range))
      case .accounts(let source, let range): .accounts(site.decodeAccounts(source, range))
      }
    }
    var items = SiteItems()
    items.phones.reserveCapacity(site.phones.reduce(0) { $0 + $1.count })
    items.accounts.reserveCapacity(site.accounts.reduce(0) { $0 + $1.count })
    for piece in pieces {
      switch piece {
      case .phones(let decoded):
        guard decoded.isSound else { return nil }
        items.phones += decoded.items
        items.report.add(decoded.report)
      case .accounts(let decoded):
        guard decoded.isSound else { return nil }
        items.accounts += decoded.items
        items.report.add(decoded.report)
      }
    }
    return items
  }
}
