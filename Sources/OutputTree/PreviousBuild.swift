/// What former builds recorded of a site: whose files are ours, and how they stood.
struct PreviousBuild: Sendable {
  /// Sorted by path.
  let files: [RecordedFile]
  /// The manifest as it stands beside the tree, if its bytes are known.
  let manifest: RecordedManifest?
  /// The directories that have files of ours in them, at whatever depth.
  let directories: Set<TreePath>
  /// Whether all of it is just as the state has it.
  let isFromState: Bool
  /// Whether the manifest lists just these files.
  let isListed: Bool
  private let places: [TreePath: Int]

  init(
    files: [RecordedFile], manifest: RecordedManifest?, isListed: Bool = false,
    isFromState: Bool = false
  ) {
    self.files = files
    self.isListed = isListed
    self.isFromState = isFromState
    self.manifest = manifest
    var places: [TreePath: Int] = [:]
    places.reserveCapacity(files.count)
    var directories: Set<TreePath> = []
    for place in files.indices {
      let path = files[place].file.path
      places[path] = place
      guard path.isNested else { continue }
      for ancestor in path.ancestors { directories.insert(TreePath(unchecked: ancestor)) }
    }
    self.places = places
    self.directories = directories
  }

  func place(of path: TreePath) -> Int? { places[path] }

  subscript(path: TreePath) -> RecordedFile? {
    places[path].map { files[$0] }
  }

  /// Loads the state and, where it does not belong to the manifest that stands there, the manifest.
  ///
  /// `began` is a moment on the file system's clock before this; nil in a dry run.
  static func load<Files: FileSystem>(
    _ fileSystem: Files, output: Descriptor, bookkeeping: Descriptor?, site: String,
    began: FileTime?
  ) -> PreviousBuild {
    let state = bookkeeping.flatMap { directory in
      (try? fileSystem.readFile("\(site).state", in: directory)).flatMap { BuildState($0) }
    }
    let name = "\(site).manifest.json"
    guard let status = try? fileSystem.status(of: name, in: output), status.type == .file else {
      return PreviousBuild(files: state?.files ?? [], manifest: nil)
    }
    if let state, state.manifest.stamp.isSettled, state.manifest.stamp.status == status {
      return PreviousBuild(
        files: state.files, manifest: state.manifest, isListed: true, isFromState: true)
    }
    guard let bytes = try? fileSystem.readFile(name, in: output) else {
      return PreviousBuild(files: state?.files ?? [], manifest: nil)
    }
    let hash = ContentHash(of: bytes)
    let stamp = FileStamp(status: status, isSettled: began.map { status.modified < $0 } ?? false)
    if let state, state.manifest.hash == hash {
      let manifest = RecordedManifest(
        hash: hash, stamp: stamp, header: state.manifest.header)
      return PreviousBuild(files: state.files, manifest: manifest, isListed: true)
    }
    guard let manifest = try? Manifest(json: bytes) else {
      return PreviousBuild(files: state?.files ?? [], manifest: nil)
    }
    let files = merge(manifest.files, state?.files ?? [])
    return PreviousBuild(
      files: files,
      manifest: RecordedManifest(hash: hash, stamp: stamp, header: manifest.header),
      isListed: files.count == manifest.files.count)
  }

  /// The manifest's word counts; what only the state knows is still ours.
  private static func merge(_ listed: [TreeFile], _ recorded: [RecordedFile]) -> [RecordedFile] {
    var files: [TreePath: RecordedFile] = [:]
    for record in recorded { files[record.file.path] = record }
    for file in listed where files[file.path]?.file != file {
      files[file.path] = RecordedFile(file: file, stamp: nil)
    }
    return Array(files.values).sorted(byPath: \.file.path)
  }
}
