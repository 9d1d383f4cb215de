import OutputTree
import SiteModel

/// What identifies the text of each phone and account of a site, in the order of their sources.
struct ItemDigests: Sendable {
  let phones: [ContentHash]
  let accounts: [ContentHash]

  /// Nil if an item's text alone does not say what it is, as in tables and flow lists.
  init?(_ site: LoadedSite, workers: Int) {
    let sources = site.accounts + site.phones
    guard sources.allSatisfy(\.hasText) else { return nil }
    let jobs = sources.indices.flatMap { source in
      sources[source].batches().map { (source: source, range: $0) }
    }
    let pieces = ParallelWork.map(count: jobs.count, workers: workers) { job -> [ContentHash] in
      jobs[job].range.compactMap { index in
        sources[jobs[job].source].withText(of: index) { ContentHash(of: $0) }
      }
    }
    let digests = pieces.flatMap(\.self)
    let accountCount = site.accounts.reduce(0) { $0 + $1.count }
    accounts = Array(digests.prefix(accountCount))
    phones = Array(digests.dropFirst(accountCount))
  }
}

/// An item by its place among all of its kind.
struct ItemPlaces {
  private let sources: [ItemSource]
  private let starts: [Int]
  let count: Int

  init(_ sources: [ItemSource]) {
    self.sources = sources
    var starts: [Int] = []
    var next = 0
    for source in sources {
      starts.append(next)
      next += source.count
    }
    self.starts = starts
    count = next
  }

  /// The source of an item and its place there.
  func locate(_ place: Int) -> (source: ItemSource, index: Int)? {
    guard let source = starts.lastIndex(where: { $0 <= place && place < count }) else { return nil }
    return (sources[source], place - starts[source])
  }

  /// The names of the secrets that each item mentions.
  func secretNames(_ uses: [SecretUse]) -> [Int: [String]] {
    var names: [Int: [String]] = [:]
    for use in uses {
      for (source, start) in zip(sources, starts) {
        guard let index = source.index(of: use.span) else { continue }
        names[start + index, default: []].append(use.name)
        break
      }
    }
    return names
  }
}
