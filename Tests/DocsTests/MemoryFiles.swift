import SiteModel

/// Files in memory, by their paths.
struct MemoryFiles: Sendable {
  let contents: [String: [UInt8]]

  var reading: FileReading {
    FileReading(
      listing: { folder in
        let prefix = folder + "/"
        let names = contents.keys.filter { $0.hasPrefix(prefix) }
          .compactMap { $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init) }
        return names.isEmpty
          ? .failure(FileFault(path: folder, reason: "No such file or directory", isMissing: true))
          : .success(Array(Set(names)))
      },
      { path in
        if let bytes = contents[FilePath.normalized(path)] { return .success(bytes) }
        if contents.keys.contains(where: { $0.hasPrefix(path + "/") }) {
          return .failure(FileFault(path: path, reason: "Is a directory", isFolder: true))
        }
        return .failure(
          FileFault(path: path, reason: "No such file or directory", isMissing: true))
      })
  }
}
