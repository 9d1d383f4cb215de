import Diagnostics
import SiteModel

/// A site with its files in memory, loaded, decoded and validated as the compiler does it.
struct TestSite {
  var files: [String: String]
  var environment: [String: String] = [:]
  /// Whether there is a templates folder.
  var hasFamilies = true

  static let path = "sites/hq.yaml"
  static let secretsPath = "secrets.yaml"

  /// A site with further files by their paths; `secrets.yaml` is the secrets file.
  init(_ site: String, files: [String: String] = [:], environment: [String: String] = [:]) {
    self.files = files.merging([Self.path: site]) { $1 }
    self.environment = environment
  }

  struct Result {
    var site: Site?
    var models: ModelDirectory?
    var diagnostics: [Diagnostic] = []
    var sources = SourceSet()
    /// Whether the site could be read piece by piece.
    var wasInPieces = false

    var codes: [String] { diagnostics.map(\.code.id).sorted() }

    func rendered(_ format: DiagnosticFormat = .text) -> String {
      DiagnosticRenderer(format: format, sources: sources).render(diagnostics)
    }
  }

  /// Loads it; in pieces as long as that goes well.
  func load(inPieces: Bool = true, batch: Int? = nil) -> Result {
    if inPieces, let result = attempt(inPieces: true, batch: batch) { return result }
    return attempt(inPieces: false, batch: batch) ?? Result()
  }

  /// Nil if a piece does not parse by itself.
  private func attempt(inPieces: Bool, batch: Int?) -> Result? {
    let files = MemoryFiles((hasFamilies ? TestFamilies.files : [:]).merging(files) { $1 })
    var result = Result(wasInPieces: inPieces)
    var families = FamilyReader(reading: files.reading, folder: "templates")
    let (catalogue, familyDiagnostics) = families.read(into: &result.sources)
    result.diagnostics += familyDiagnostics
    let environment = environment
    var secrets = SecretStore { environment[$0] }
    if let bytes = files.texts[Self.secretsPath] {
      let read = SecretStore.read(bytes, name: Self.secretsPath, into: &result.sources) {
        environment[$0]
      }
      secrets = read.store
      result.diagnostics += read.diagnostics
    }
    var loader = SiteLoader(
      reading: files.reading, catalogue: catalogue, secrets: secrets, inPieces: inPieces)
    let loaded = loader.load(Self.path, into: &result.sources)
    result.diagnostics += loaded.diagnostics
    guard let frame = loaded.site else { return result }
    return decode(frame, secrets, batch: batch, &result) ? result : nil
  }

  private func decode(
    _ frame: LoadedSite, _ secrets: SecretStore, batch: Int?, _ result: inout Result
  ) -> Bool {
    var accounts: [Account] = []
    var phones: [Phone] = []
    var reports = [frame.report]
    for source in frame.accounts {
      for range in ranges(source, batch) {
        let decoded = frame.decodeAccounts(source, range)
        guard decoded.isSound else { return false }
        accounts += decoded.items
        result.diagnostics += decoded.report.diagnostics
        reports.append(decoded.report)
      }
    }
    for source in frame.phones {
      for range in ranges(source, batch) {
        let decoded = frame.decodePhones(source, range)
        guard decoded.isSound else { return false }
        phones += decoded.items
        result.diagnostics += decoded.report.diagnostics
        reports.append(decoded.report)
      }
    }
    for span in reports.flatMap(\.redactions) { result.sources.redact(span) }
    let site = Site(frame: frame.frame, accounts: accounts, phones: phones)
    result.site = site
    result.models = frame.models
    result.diagnostics += SiteValidation(site, models: frame.models).diagnostics()
    let uses = reports.flatMap(\.secretUses)
    result.diagnostics += secrets.missing(uses)
    if result.diagnostics.hasErrors {
      result.diagnostics.removeAll {
        $0.severity == .warning && SiteValidation.unusedCodes.contains($0.code)
      }
    } else {
      result.diagnostics += secrets.unused(besides: Set(uses.map(\.name)))
    }
    return true
  }

  private func ranges(_ source: ItemSource, _ batch: Int?) -> [Range<Int>] {
    guard let batch else { return source.batches() }
    return stride(from: 0, to: source.count, by: batch)
      .map { $0..<min($0 + batch, source.count) }
  }
}
