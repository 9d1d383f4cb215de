public import JSONReading

/// What a tree holds: the list that stands beside it as `<site>.manifest.json`.
public struct Manifest: Hashable, Sendable {
  /// The version of the format that this program writes.
  public static let currentVersion = 1

  public let site: String
  public let header: ManifestHeader
  /// Sorted by path, each path once.
  public let files: [TreeFile]

  /// Makes a manifest of files in any order; of two with the same path the first one stays.
  public init(site: String, header: ManifestHeader, files: [TreeFile]) {
    self.site = site
    self.header = header
    var sorted = files
    let isSorted = files.indices.dropFirst().allSatisfy { files[$0 - 1].path < files[$0].path }
    if !isSorted {
      sorted = files.sorted(byPath: \.path)
      sorted = sorted.enumerated().filter { index, file in
        index == 0 || sorted[index - 1].path != file.path
      }.map(\.element)
    }
    self.files = sorted
  }

  /// The file at a path, found by halving.
  public subscript(path: TreePath) -> TreeFile? {
    var low = 0
    var high = files.count
    while low < high {
      let middle = (low + high) / 2
      if files[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return low < files.count && files[low].path == path ? files[low] : nil
  }
}

/// What a manifest says besides its files.
public struct ManifestHeader: Hashable, Sendable {
  /// The program that wrote the tree, such as `ringtree 1.0`.
  public var generator: String
  /// The site's `provisioning.url`, which a server tells phones; nil if the site says none.
  public var provisioningURL: String?

  public init(generator: String, provisioningURL: String? = nil) {
    self.generator = generator
    self.provisioningURL = provisioningURL
  }
}

extension Manifest {
  /// The program that wrote the tree, such as `ringtree 1.0`.
  public var generator: String { header.generator }

  public init(site: String, generator: String, files: [TreeFile]) {
    self.init(site: site, header: ManifestHeader(generator: generator), files: files)
  }
}

/// Why bytes are no manifest.
public typealias ManifestError = JSONFault
