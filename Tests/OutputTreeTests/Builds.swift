import Testing

@testable import OutputTree

/// One file of a build in a test.
struct Sample: Equatable, Sendable {
  let path: String
  var text: String
  var isSecret = true

  init(_ path: String, _ text: String, isSecret: Bool = true) {
    self.path = path
    self.text = text
    self.isSecret = isSecret
  }

  func description() throws -> FileDescription {
    FileDescription(path: try TreePath(path), role: .asset, holdsSecrets: isSecret)
  }
}

/// Builds a site `hq` into `out`.
@discardableResult
func build<Files: FileSystem>(
  _ fileSystem: Files, _ files: [Sample], output: String = "out",
  options: TreeUpdateOptions = TreeUpdateOptions(), keeping: Bool = false,
  beforeCommit: () -> Void = {}
) throws -> TreeSummary {
  let engine = try UpdateEngine.begin(fileSystem, output: output, site: "hq", options: options)
  defer { engine.abort() }
  let verification = try engine.verify(threads: 1)
  for file in files {
    let description = try file.description()
    if keeping, verification.stands(description.path) {
      _ = try engine.keep(description.path)
    } else {
      _ = try Array(file.text.utf8).withUnsafeBytes { try engine.put(description, bytes: $0) }
    }
  }
  beforeCommit()
  return try engine.commit(ManifestHeader(generator: "test 1"))
}

func manifest(of files: [Sample]) throws -> Manifest {
  Manifest(
    site: "hq", generator: "test 1",
    files: try files.map { file in
      let bytes = Array(file.text.utf8)
      return TreeFile(
        try file.description(), size: bytes.count, sha256: ContentHash(of: bytes))
    })
}
