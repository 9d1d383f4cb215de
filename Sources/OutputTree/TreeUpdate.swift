/// Whether a build writes.
public enum BuildMode: Hashable, Sendable {
  case write
  /// Says what would change; writes nothing, not even the output folder.
  case dryRun
}

/// How long to wait for another build of the same site.
public struct LockWait: Sendable {
  /// Give up after this long.
  public var bound: Duration
  /// Called once, when the wait begins.
  public var onWait: @Sendable () -> Void

  public init(bound: Duration = .seconds(60), onWait: @escaping @Sendable () -> Void = {}) {
    self.bound = bound
    self.onWait = onWait
  }
}

/// What a ``TreeUpdate`` may do.
public struct TreeUpdateOptions: Sendable {
  public var mode = BuildMode.write
  public var lockWait = LockWait()
  /// Replaces foreign regular files that stand where files of this build must go.
  public var adoptsForeignFiles = false
  /// Waits for the disk before and after the switch, so that even a power cut shows no half tree.
  public var syncsToDisk = false

  public init() {}
}

/// One build of one site's tree: files are handed over from any threads, then committed as a whole.
///
/// A tree is `<output>/<site>/`, and its manifest `<output>/<site>.manifest.json`; what the builds
/// themselves need is in `<output>/.ringtree/`. Until ``commit(generator:provisioningURL:memo:)`` switches, readers see
/// the old tree; an update that is dropped aborts.
public final class TreeUpdate: Sendable {
  private let engine: UpdateEngine<NativeFileSystem>

  private init(engine: UpdateEngine<NativeFileSystem>) {
    self.engine = engine
  }

  deinit {
    engine.abort()
  }

  /// Makes what is missing of the output folder, takes the site's lock, puts right what a killed
  /// build left, and loads the record of the last build.
  ///
  /// - Parameters:
  ///   - output: the output folder, such as `out`; made with its parents if missing.
  ///   - site: the site's name: one component of a path.
  ///   - options: what the build may do.
  /// - Returns: an update that holds the site's lock until it commits or aborts.
  /// - Throws: ``TreeError``, also when another build holds the lock beyond the bound.
  public static func begin(
    output: String, site: String, options: TreeUpdateOptions = TreeUpdateOptions()
  ) throws(TreeError) -> TreeUpdate {
    TreeUpdate(
      engine: try UpdateEngine.begin(
        NativeFileSystem(), output: output, site: site, options: options))
  }

  /// The files that the last build recorded, sorted by path.
  public var previousFiles: [TreeFile] { engine.previous.files.map(\.file) }

  /// What the last build recorded for a path.
  public func previous(_ path: TreePath) -> TreeFile? {
    engine.previous[path]?.file
  }

  /// Finds out which recorded files stand in the tree exactly as recorded, and what is foreign.
  ///
  /// It happens once; ``put(_:bytes:)-(_,UnsafeRawBufferPointer)`` and ``keep(_:)`` do it, on one
  /// thread, where it was not done before.
  @discardableResult
  public func verifyPrevious(threads: Int = 1) throws(TreeError) -> Verification {
    try engine.verify(threads: threads)
  }

  /// Hands a file over. Safe and fast from several threads at once.
  ///
  /// Nothing is written where the same bytes stand already.
  /// - Throws: ``TreeError``; the build cannot be committed then.
  @discardableResult
  public func put(
    _ description: FileDescription, bytes: UnsafeRawBufferPointer
  ) throws(TreeError) -> TreeFile {
    try engine.put(description, bytes: bytes)
  }

  /// Hands a file over. Safe and fast from several threads at once.
  @discardableResult
  public func put(_ description: FileDescription, bytes: [UInt8]) throws(TreeError) -> TreeFile {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(TreeError) in try engine.put(description, bytes: buffer) }
    }
    return try result.get()
  }

  /// Takes a file of the last build over as it stands.
  ///
  /// - Throws: ``TreeError`` if it does not stand as it was recorded; ask
  ///   ``Verification/stands(_:)`` before.
  @discardableResult
  public func keep(_ path: TreePath) throws(TreeError) -> TreeFile {
    try engine.keep(path)
  }

  /// Switches the tree to what was handed over, all at once, and writes the manifest.
  ///
  /// The tree is switched first, the manifest follows at once: a reader who sees a new manifest
  /// finds the tree that it describes. Between the two moments the old manifest stands beside the
  /// new tree.
  /// - Parameters:
  ///   - generator: the program's name and version, for the manifest.
  ///   - provisioningURL: what a server tells phones, for the manifest.
  ///   - memo: what to leave for the next build's ``readMemo()``, made of the files of the new
  ///     tree; nil leaves what is there.
  /// - Returns: what changed.
  /// - Throws: ``TreeError``; before the switch it leaves the old tree as it was, after it the
  ///   new one, and the next build ends what was begun.
  public func commit(
    generator: String, provisioningURL: String? = nil,
    memo: ([TreeFile]) -> [UInt8]? = { _ in nil }
  ) throws(TreeError) -> TreeSummary {
    let header = ManifestHeader(generator: generator, provisioningURL: provisioningURL)
    return try engine.commit(header, memo: memo)
  }

  /// Whether a build of a site, or of any, has left something for ``readMemo()``; a look without a
  /// lock.
  public static func hasMemo(output: String, site: String? = nil) -> Bool {
    let fileSystem = NativeFileSystem()
    let folder = "\(output)/\(Workspace<NativeFileSystem>.bookkeepingName)"
    guard let descriptor = try? fileSystem.openRoot(folder) else { return false }
    defer { try? fileSystem.close(descriptor) }
    let wanted = site.map { Workspace<NativeFileSystem>.memoName(of: $0) }
    var isFound = false
    try? fileSystem.list(descriptor) { name, _ in
      let name = String(cString: name)
      isFound = isFound || (wanted.map { $0 == name } ?? name.hasSuffix(".memo"))
    }
    return isFound
  }

  /// What the last build left for this one; nil if there is nothing.
  ///
  /// It may be older than the tree: whatever it says of a file must be held against what the last
  /// build recorded, such as the file's hash.
  public func readMemo() -> [UInt8]? {
    engine.readMemo()
  }

  /// Takes over every file of the last build that is wanted.
  ///
  /// - Returns: the files; nil, and nothing is kept, if a wanted one does not stand as recorded.
  public func keepAll(where isWanted: (TreeFile) -> Bool) throws(TreeError) -> [TreeFile]? {
    try engine.keepAll(isWanted)
  }

  /// Forgets the build and removes what it staged; the tree stays as it was.
  public func abort() {
    engine.abort()
  }
}
