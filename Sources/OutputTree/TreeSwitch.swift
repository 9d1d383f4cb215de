/// Brings a plan about: stages what is missing, switches the tree in one step, then the manifest,
/// sweeps what was the old tree and records how all files stand.
struct TreeSwitch<Files: FileSystem> {
  private let fileSystem: Files
  private let workspace: Workspace<Files>
  private let staging: Staging
  private let began: FileTime
  private let plan: ChangePlan
  private let tree: VerifiedTree
  private let syncs: Bool

  init(
    writing: UpdateEngine<Files>.Writing, plan: ChangePlan, tree: VerifiedTree, syncs: Bool
  ) {
    workspace = writing.workspace
    fileSystem = writing.workspace.fileSystem
    staging = writing.staging
    began = writing.began
    self.plan = plan
    self.tree = tree
    self.syncs = syncs
  }

  func run(_ header: ManifestHeader) throws(TreeError) -> TreeSummary {
    let manifest = try stageManifest(header)
    if plan.step == .exchange {
      try TreeLinker(workspace: workspace, staging: staging).link(plan.files, tree)
    }
    let journal = try plan.step.map { (step) throws(TreeError) in try self.journal(for: step) }
    if let journal { try write(journal) }
    if syncs { try sync(staging.directory) }
    let switched = try workspace.now()
    try switchTree()
    if manifest.isStaged {
      try workspace.renameStaged(Staging.manifestName, in: staging, to: workspace.manifestName)
    }
    var summary = plan.summary
    if plan.step == .exchange, let journal {
      summary.displaced = try workspace.sweepOldTree(
        in: staging.directory, oldPaths: journal.oldPaths)
    }
    let site = try attempt(.open, workspace.path(workspace.site)) { () throws(SystemError) in
      try fileSystem.openDirectory(workspace.site, in: workspace.output)
    }
    defer { try? fileSystem.close(site) }
    let recorder = TreeRecorder(
      workspace: workspace, site: site, plan: plan, began: began, switched: switched)
    let stamps = try recorder.settle()
    if syncs { try syncAfterwards(site) }
    recordState(stamps, manifest)
    return summary
  }

  /// Our files in the tree as it stands: what was recorded, and what this build adopts.
  private func oldPaths() -> [TreePath] {
    let recorded = tree.previous.files.indices.filter {
      if case .missing = tree.states[$0] { false } else { true }
    }.map { tree.previous.files[$0].file.path }
    guard !tree.foreign.isEmpty else { return recorded }
    let adopted = plan.files.filter { put in
      if case .written(_, replacing: false) = put.origin { return false }
      return tree.previous.place(of: put.file.path) == nil
    }
    return recorded + adopted.map(\.file.path)
  }

  private struct NewManifest {
    let record: RecordedManifest?
    let hash: ContentHash
    let header: ManifestHeader
    let isStaged: Bool
  }

  private func stageManifest(_ header: ManifestHeader) throws(TreeError) -> NewManifest {
    let known = tree.previous.manifest
    if let known, known.header == header, tree.previous.isListed, plan.isSameList {
      return NewManifest(record: known, hash: known.hash, header: header, isStaged: false)
    }
    let bytes = Manifest(
      site: workspace.site, header: header, files: plan.files.map(\.file)
    ).json()
    let hash = ContentHash(of: bytes)
    if let known, known.hash == hash {
      return NewManifest(record: known, hash: hash, header: header, isStaged: false)
    }
    try stage(Staging.manifestName, bytes, mode: 0o644)
    return NewManifest(record: nil, hash: hash, header: header, isStaged: true)
  }

  private func stage(_ name: String, _ bytes: [UInt8], mode: UInt32) throws(TreeError) {
    let path = workspace.ownPath("\(workspace.stagingName)/\(name)")
    _ = try attempt(.write, path) { () throws(SystemError) in
      try fileSystem.createFile(name, in: staging.directory, mode: mode, bytes: bytes)
    }
  }

  private func journal(for step: ChangePlan.PlannedStep) throws(TreeError) -> SwitchJournal {
    switch step {
    case .install: return SwitchJournal(step: .install, oldPaths: [])
    case .exchange:
      let path = workspace.ownPath(workspace.stagingName)
      let status = try attempt(.read, path) { () throws(SystemError) in
        try fileSystem.status(of: staging.tree)
      }
      return SwitchJournal(step: .exchange(staged: status.inode), oldPaths: oldPaths())
    case .replace(let path, _): return SwitchJournal(step: .replace(path), oldPaths: [])
    case .remove(let path): return SwitchJournal(step: .remove(path), oldPaths: [])
    }
  }

  /// A journal is there as a whole or not at all.
  private func write(_ journal: SwitchJournal) throws(TreeError) {
    try stage(Staging.unfinishedJournalName, journal.encoded(), mode: 0o600)
    let path = workspace.ownPath("\(workspace.stagingName)/\(Staging.journalName)")
    try attempt(.rename, path) { () throws(SystemError) in
      try fileSystem.rename(
        Staging.unfinishedJournalName, in: staging.directory, to: Staging.journalName,
        in: staging.directory)
    }
  }

  private func switchTree() throws(TreeError) {
    switch plan.step {
    case nil: return
    case .install:
      try attempt(.rename, workspace.path(workspace.site)) { () throws(SystemError) in
        try fileSystem.renameExclusively(
          Staging.treeName, in: staging.directory, to: workspace.site, in: workspace.output)
      }
    case .exchange: try workspace.exchangeTree(in: staging)
    case .replace(let path, let isNew):
      try inDirectory(of: path) { (directory) throws(TreeError) in
        try attempt(.rename, workspace.treePath(path.text)) { () throws(SystemError) in
          if isNew {
            try fileSystem.renameExclusively(
              path.text, in: staging.tree, to: path.name, in: directory)
          } else {
            try fileSystem.rename(path.text, in: staging.tree, to: path.name, in: directory)
          }
        }
      }
    case .remove(let path):
      try inDirectory(of: path) { (directory) throws(TreeError) in
        try attempt(.remove, workspace.treePath(path.text)) { () throws(SystemError) in
          try fileSystem.removeFile(path.name, in: directory)
        }
      }
    }
  }

  private func inDirectory(
    of path: TreePath, _ body: (Descriptor) throws(TreeError) -> Void
  ) throws(TreeError) {
    let directory = try attempt(.open, workspace.treePath(path.directory)) {
      () throws(SystemError) in
      let site = try fileSystem.openDirectory(workspace.site, in: workspace.output)
      defer { try? fileSystem.close(site) }
      return try fileSystem.openDirectories(path.directory, below: site)
    }
    defer { try? fileSystem.close(directory) }
    try body(directory)
  }

  private func sync(_ descriptor: Descriptor) throws(TreeError) {
    try attempt(.sync, workspace.outputPath) { () throws(SystemError) in
      try fileSystem.syncAll(descriptor)
    }
  }

  private func syncAfterwards(_ site: Descriptor) throws(TreeError) {
    try attempt(.sync, workspace.outputPath) { () throws(SystemError) in
      try fileSystem.syncDirectory(site)
      try fileSystem.syncDirectory(workspace.output)
    }
  }

  /// Writes the state, unless it says the same already. Without one the next build only takes
  /// longer, so a failure is none of this one.
  private func recordState(_ stamps: [FileStamp?], _ manifest: NewManifest) {
    var record = manifest.record
    if record == nil,
      let status = try? fileSystem.status(of: workspace.manifestName, in: workspace.output)
    {
      record = RecordedManifest(
        hash: manifest.hash, stamp: FileStamp(status: status, isSettled: false),
        header: manifest.header)
    }
    guard let record, !isRecorded(stamps, record) else { return }
    let files = plan.files.indices.map {
      RecordedFile(file: plan.files[$0].file, stamp: stamps[$0])
    }
    let bytes = BuildState(manifest: record, files: files).encoded()
    do throws(TreeError) {
      try stage(Staging.stateName, bytes, mode: 0o600)
      try attempt(.rename, workspace.ownPath(workspace.stateName)) { () throws(SystemError) in
        try fileSystem.rename(
          Staging.stateName, in: staging.directory, to: workspace.stateName,
          in: workspace.bookkeeping)
      }
    } catch {
      return
    }
  }

  private func isRecorded(_ stamps: [FileStamp?], _ manifest: RecordedManifest) -> Bool {
    let previous = tree.previous
    return previous.isFromState && previous.manifest == manifest && plan.isSameList
      && stamps.indices.allSatisfy { stamps[$0] == previous.files[$0].stamp }
  }
}
