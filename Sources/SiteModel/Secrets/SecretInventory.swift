public import Diagnostics

/// The secrets that some sites use, and those that are there; never a value.
public struct SecretInventory: Sendable {
  public struct Entry: Sendable {
    public let name: String
    /// Nil if it is to be had nowhere.
    public let origin: SecretOrigin?
    /// Where sites name it, in the order of the files; empty if none does.
    public let uses: [SourceSpan]
  }

  private var uses: [String: [SourceSpan]] = [:]

  public init() {}

  /// Takes in the secrets that a site names, with its phones and accounts.
  ///
  /// - Parameters:
  ///   - site: The site.
  ///   - sources: Where its files stand: literal passwords in them are masked there.
  /// - Returns: What is wrong with its phones and accounts.
  public mutating func add(_ site: LoadedSite, in sources: inout SourceSet) -> [Diagnostic] {
    var report = site.report
    let known = report.diagnostics.count
    for source in site.accounts {
      report.add(site.decodeAccounts(source, 0..<source.count).report)
    }
    for source in site.phones {
      report.add(site.decodePhones(source, 0..<source.count).report)
    }
    for use in report.secretUses { uses[use.name, default: []].append(use.span) }
    for span in report.redactions { sources.redact(span) }
    return Array(report.diagnostics.dropFirst(known))
  }

  /// By name, in ascending order; those of the secrets file that no site uses among them.
  public func entries(in store: SecretStore) -> [Entry] {
    Set(uses.keys).union(store.fileNames).sorted().map { name in
      let spans = (uses[name] ?? []).sorted {
        ($0.source, $0.start) < ($1.source, $1.start)
      }
      return Entry(name: name, origin: store.origin(of: name), uses: spans)
    }
  }
}
