import Diagnostics
import SiteModel

/// What a site has already.
struct KnownSite {
  let path: String
  let phones: [MACAddress: SourceSpan]
  let accounts: Set<String>
  let models: ModelDirectory
  let modelNames: [String]

  /// Reads a site with all that it includes; nil and what is wrong if it is in error.
  static func read(
    _ path: String, reading: FileReading, catalogue: FamilyCatalogue, into sources: inout SourceSet
  ) -> (site: KnownSite?, diagnostics: [Diagnostic]) {
    var loader = SiteLoader(
      reading: reading, catalogue: catalogue, secrets: SecretStore { _ in nil }, inPieces: false)
    let loaded = loader.load(path, into: &sources)
    guard let site = loaded.site else { return (nil, loaded.diagnostics) }
    var diagnostics = loaded.diagnostics
    var phones: [MACAddress: SourceSpan] = [:]
    var accounts: Set<String> = []
    for source in site.phones {
      let decoded = site.decodePhones(source, 0..<source.count)
      diagnostics += decoded.report.diagnostics
      for phone in decoded.items { phones[phone.mac] = phone.macSpan }
      for span in decoded.report.redactions { sources.redact(span) }
    }
    for source in site.accounts {
      let decoded = site.decodeAccounts(source, 0..<source.count)
      diagnostics += decoded.report.diagnostics
      for account in decoded.items { accounts.insert(account.id) }
      for span in decoded.report.redactions { sources.redact(span) }
    }
    for span in site.report.redactions { sources.redact(span) }
    guard !diagnostics.hasErrors else { return (nil, diagnostics.filter { $0.severity == .error }) }
    let known = KnownSite(
      path: path, phones: phones, accounts: accounts, models: site.models,
      modelNames: catalogue.modelNames + site.frame.models.keys.sorted())
    return (known, [])
  }

  /// How the site spells a model of a list: in any case, with or without the maker's name.
  func spelling(ofModel listed: String) -> String? {
    let words = listed.split(separator: " ")
    let withoutMaker =
      words.first?.lowercased() == "atcom" ? words.dropFirst().joined(separator: " ") : listed
    for candidate in [listed, withoutMaker, withoutMaker.uppercased()]
    where !candidate.isEmpty && models[candidate] != nil {
      return candidate
    }
    return modelNames.first { $0.lowercased() == withoutMaker.lowercased() }
  }
}
