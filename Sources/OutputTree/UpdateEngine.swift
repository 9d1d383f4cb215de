internal import Synchronization

/// A file that was handed over, and where its bytes are.
struct PutFile: Sendable {
  enum Origin: Sendable {
    /// They stand in the tree already.
    case stands(FileStatus)
    /// They are staged; in a dry run they are nowhere, and there is no status.
    case written(FileStatus?, replacing: Bool)
  }

  let file: TreeFile
  let origin: Origin
}

/// What ``TreeUpdate`` does, on any file system.
final class UpdateEngine<Files: FileSystem>: Sendable {
  /// A place where a file must go and something foreign stands.
  struct Conflict: Sendable {
    let path: TreePath
    let blocker: String
    let isRegularFile: Bool
  }

  /// What a build that writes has of its own; a dry run has nothing.
  struct Writing: Sendable {
    let workspace: Workspace<Files>
    let staging: Staging
    /// A moment before anything of the tree was looked at, on the file system's clock.
    let began: FileTime
  }

  private struct Progress {
    var files: [PutFile] = []
    var conflicts: [Conflict] = []
    var failure: TreeError?
    var isEnded = false
    /// Calls that are under way.
    var calls = 0
  }

  let fileSystem: Files
  let outputPath: String
  let site: String
  let options: TreeUpdateOptions
  let previous: PreviousBuild
  /// Absent in a dry run.
  let writing: Writing?
  private let progress = Mutex(Progress())
  private let verified = Mutex<VerifiedTree?>(nil)
  private let stagedDirectories = Mutex<Set<String>>([])

  private init(
    _ fileSystem: Files, output: String, site: String, options: TreeUpdateOptions,
    previous: PreviousBuild, writing: Writing?
  ) {
    self.fileSystem = fileSystem
    outputPath = output
    self.site = site
    self.options = options
    self.previous = previous
    self.writing = writing
  }

  static func begin(
    _ fileSystem: Files, output: String, site: String, options: TreeUpdateOptions
  ) throws(TreeError) -> UpdateEngine {
    let output = output.isEmpty ? "." : output
    try checkName(of: site, output)
    if options.mode == .dryRun {
      let previous = try loadForDryRun(fileSystem, output, site)
      return UpdateEngine(
        fileSystem, output: output, site: site, options: options, previous: previous,
        writing: nil)
    }
    let workspace = try Workspace.open(
      fileSystem, output: output, site: site, wait: options.lockWait)
    do {
      try workspace.recover()
      let began = try workspace.now()
      let previous = PreviousBuild.load(
        fileSystem, output: workspace.output, bookkeeping: workspace.bookkeeping, site: site,
        began: began)
      let staging = try workspace.createStaging()
      return UpdateEngine(
        fileSystem, output: output, site: site, options: options, previous: previous,
        writing: Writing(workspace: workspace, staging: staging, began: began))
    } catch {
      workspace.close()
      throw error
    }
  }

  private static func checkName(of site: String, _ output: String) throws(TreeError) {
    let path = try? TreePath(site)
    let isPlain = path?.isNested == false && !site.hasPrefix(".")
    // Room for what stands beside it: the longest is “.manifest.json”.
    if isPlain, site.utf8.count <= TreePath.componentLimit - 16 { return }
    throw TreeError(
      .plan, path: "\(output)/\(site)",
      message: "“\(site.visible)” cannot be a site's name",
      help: "use a name without slashes that does not begin with a dot")
  }

  private static func loadForDryRun(
    _ fileSystem: Files, _ path: String, _ site: String
  ) throws(TreeError) -> PreviousBuild {
    let output: Descriptor
    do {
      output = try fileSystem.openRoot(path)
    } catch {
      guard error.isMissing else { throw TreeError(.open, path: path, error) }
      return PreviousBuild(files: [], manifest: nil)
    }
    defer { try? fileSystem.close(output) }
    let bookkeeping = try? fileSystem.openDirectory(
      Workspace<Files>.bookkeepingName, in: output)
    defer { if let bookkeeping { try? fileSystem.close(bookkeeping) } }
    return PreviousBuild.load(
      fileSystem, output: output, bookkeeping: bookkeeping, site: site, began: nil)
  }

  func verify(threads: Int) throws(TreeError) -> Verification {
    try enter()
    defer { leave() }
    return Verification(tree: try verifiedTree(threads: threads))
  }

  func verifiedTree(threads: Int) throws(TreeError) -> VerifiedTree {
    try verified.withLock { (known) throws(TreeError) in
      if let known { return known }
      let tree = try lookAtTree(threads: threads)
      known = tree
      return tree
    }
  }

  private func lookAtTree(threads: Int) throws(TreeError) -> VerifiedTree {
    try withOutput { (output) throws(TreeError) in
      guard let output else {
        return VerifiedTree(
          previous: previous, states: previous.files.map { _ in .missing }, foreign: [],
          exists: false)
      }
      return try TreeVerifier.verify(
        fileSystem, site: site, in: output, outputPath: outputPath, previous: previous,
        threads: threads)
    }
  }

  /// Calls a closure with the output folder; nil where a dry run finds none.
  func withOutput<Value>(
    _ body: (Descriptor?) throws(TreeError) -> Value
  ) throws(TreeError) -> Value {
    if let writing { return try body(writing.workspace.output) }
    let output: Descriptor
    do {
      output = try fileSystem.openRoot(outputPath)
    } catch {
      guard error.isMissing else { throw TreeError(.open, path: outputPath, error) }
      return try body(nil)
    }
    defer { try? fileSystem.close(output) }
    return try body(output)
  }

  func put(
    _ description: FileDescription, bytes: UnsafeRawBufferPointer
  ) throws(TreeError) -> TreeFile {
    try call { (tree) throws(TreeError) in
      let file = TreeFile(
        description, size: bytes.count, sha256: ContentHash(of: bytes))
      switch try placement(of: file, in: tree) {
      case .conflict(let conflict):
        progress.withLock { $0.conflicts.append(conflict) }
      case .stands(let status):
        progress.withLock { $0.files.append(PutFile(file: file, origin: .stands(status))) }
      case .write(let replacing):
        let status = try stage(file, bytes)
        progress.withLock {
          $0.files.append(PutFile(file: file, origin: .written(status, replacing: replacing)))
        }
      }
      return file
    }
  }

  func keep(_ path: TreePath) throws(TreeError) -> TreeFile {
    try call { (tree) throws(TreeError) in
      guard let place = previous.place(of: path), case .stands(let status) = tree.states[place]
      else {
        throw TreeError(
          .plan, path: "\(outputPath)/\(site)/\(path)",
          message: "\(outputPath)/\(site)/\(path) does not stand as the last build left it",
          help: "build it anew")
      }
      let file = previous.files[place].file
      progress.withLock { $0.files.append(PutFile(file: file, origin: .stands(status))) }
      return file
    }
  }

  private func call(
    _ body: (VerifiedTree) throws(TreeError) -> TreeFile
  ) throws(TreeError) -> TreeFile {
    try enter()
    defer { leave() }
    do {
      return try body(try verifiedTree(threads: 1))
    } catch {
      progress.withLock { $0.failure = $0.failure ?? error }
      throw error
    }
  }

  func enter() throws(TreeError) {
    let isOpen = progress.withLock { progress in
      if progress.isEnded { return false }
      progress.calls += 1
      return true
    }
    guard isOpen else { throw ended() }
  }

  func leave() {
    let isLast = progress.withLock { progress in
      progress.calls -= 1
      return progress.isEnded && progress.calls == 0
    }
    if isLast { cleanUp() }
  }

  private func ended() -> TreeError {
    TreeError(
      .plan, path: "\(outputPath)/\(site)", message: "the build of \(site) has ended already",
      help: "begin another one")
  }

  private func stage(
    _ file: TreeFile, _ bytes: UnsafeRawBufferPointer
  ) throws(TreeError) -> FileStatus? {
    guard let writing else { return nil }
    if file.path.isNested { try stageDirectories(of: file.path, writing) }
    return try attempt(.write, writing.workspace.treePath(file.path.text)) {
      () throws(SystemError) in
      try fileSystem.createFile(
        file.path.text, in: writing.staging.tree, mode: file.mode, bytes: bytes)
    }
  }

  private func stageDirectories(
    of path: TreePath, _ writing: Writing
  ) throws(TreeError) {
    let directory = path.directory
    try stagedDirectories.withLock { (known) throws(TreeError) in
      if known.contains(directory) { return }
      try attempt(.create, writing.workspace.treePath(directory)) { () throws(SystemError) in
        let made = try fileSystem.openDirectories(
          directory, below: writing.staging.tree, creating: true)
        try fileSystem.close(made)
      }
      known.insert(directory)
    }
  }

  func add(_ files: [PutFile]) {
    progress.withLock { $0.files += files }
  }

  func commit(
    _ header: ManifestHeader, memo: ([TreeFile]) -> [UInt8]? = { _ in nil }
  ) throws(TreeError) -> TreeSummary {
    let tree = try verifiedTree(threads: 1)
    let handedOver = try progress.withLock { (progress) throws(TreeError) in
      guard !progress.isEnded, progress.calls == 0 else { throw ended() }
      progress.isEnded = true
      return progress
    }
    // What a failure leaves is put right at once; where that fails too, by the next build.
    defer { cleanUp() }
    if let failure = handedOver.failure { throw failure }
    try refuse(handedOver.conflicts)
    let plan = try ChangePlan(handedOver.files, tree: tree, treePath: "\(outputPath)/\(site)")
    guard let writing else { return plan.summary }
    let treeSwitch = TreeSwitch(
      writing: writing, plan: plan, tree: tree, syncs: options.syncsToDisk)
    let summary = try treeSwitch.run(header)
    if let bytes = memo(plan.files.map(\.file)) { writeMemo(bytes, writing) }
    return summary
  }

  func abort() {
    let isLast = progress.withLock { progress in
      if progress.isEnded { return false }
      progress.isEnded = true
      return progress.calls == 0
    }
    if isLast { cleanUp() }
  }

  private func cleanUp() {
    guard let writing else { return }
    try? fileSystem.close(writing.staging.tree)
    try? fileSystem.close(writing.staging.directory)
    try? writing.workspace.recover()
    writing.workspace.close()
  }

  private func refuse(_ conflicts: [Conflict]) throws(TreeError) {
    let sorted = conflicts.sorted { $0.path < $1.path }
    guard let first = sorted.first else { return }
    let others = sorted.count > 1 ? " (and \(sorted.count - 1) more such files)" : ""
    throw TreeError(
      .plan, path: "\(outputPath)/\(site)/\(first.blocker)",
      message: "\(outputPath)/\(site)/\(first.blocker.visible) was not written by a build, "
        + "and \(first.path) must go there\(others)",
      help: first.isRegularFile
        ? "move it away, or let the build adopt it" : "move it away, or name the file otherwise")
  }
}
