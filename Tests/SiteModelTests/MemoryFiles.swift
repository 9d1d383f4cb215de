import SiteModel

/// Files in memory, by their paths.
struct MemoryFiles: Sendable {
  var texts: [String: [UInt8]]

  init(_ texts: [String: String]) {
    self.texts = texts.mapValues { Array($0.utf8) }
  }

  var reading: FileReading {
    FileReading(
      listing: { folder in
        let prefix = folder + "/"
        let names = texts.keys.filter { $0.hasPrefix(prefix) }
          .compactMap { $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init) }
        return names.isEmpty
          ? .failure(FileFault(path: folder, reason: "No such file or directory", isMissing: true))
          : .success(Array(Set(names)))
      },
      { path in
        if let bytes = texts[FilePath.normalized(path)] { return .success(bytes) }
        if texts.keys.contains(where: { $0.hasPrefix(path + "/") }) {
          return .failure(FileFault(path: path, reason: "Is a directory", isFolder: true))
        }
        return .failure(
          FileFault(path: path, reason: "No such file or directory", isMissing: true))
      })
  }
}

/// The families that the tests' phones are of.
enum TestFamilies {
  static let files = [
    "templates/a2x/family.yaml": """
    family: A2X
    models: [A20, A20W, {name: A21, lines: 2, keys: 3}, A22*]
    common: [a000000000020.cfg]
    maker: {oui: ["80:82:87"]}
    lines: 2
    keys: 4
    """,
    "templates/d3x/family.yaml": """
    family: D3X
    models: [D32, A22?X]
    common: [d000000000030.cfg]
    lines: 4
    keys: 10
    """,
    "templates/open/family.yaml": "{family: OPEN, models: ['Z*', 'Y?'], lines: 64, keys: 1000}",
  ]
}
