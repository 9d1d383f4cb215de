public import Diagnostics
public import OutputTree
public import SiteModel
import Synchronization

/// What a run compiles with, whichever site it is.
public struct CompilerSettings: Sendable {
  public var reading: FileReading
  public var templatesFolder: String
  public var macCase: MACCase
  /// How many threads work at once.
  public var workers: Int

  public init(
    reading: FileReading = .disk, templatesFolder: String, macCase: MACCase = .lower,
    workers: Int
  ) {
    self.reading = reading
    self.templatesFolder = templatesFolder
    self.macCase = macCase
    self.workers = max(1, workers)
  }
}

/// Compiles sites to trees: reads, checks, renders, hands over for writing.
public struct SiteCompiler {
  public let settings: CompilerSettings
  public let catalogue: FamilyCatalogue
  let templates: TemplateFolder
  let secrets: SecretStore

  /// Reads the families and templates that all sites share.
  public init(
    _ settings: CompilerSettings, secrets: SecretStore, into sources: inout SourceSet,
    diagnostics: inout [Diagnostic]
  ) {
    self.settings = settings
    self.secrets = secrets
    var reader = FamilyReader(reading: settings.reading, folder: settings.templatesFolder)
    let families = reader.read(into: &sources)
    catalogue = families.catalogue
    diagnostics += families.diagnostics
    templates = TemplateFolder(
      settings.templatesFolder, reading: settings.reading, into: &sources)
  }

  /// Reads and validates a site and prepares its files; the plan is nil if anything is wrong.
  public func plan(
    _ path: String, into sources: inout SourceSet
  ) -> (plan: SitePlan?, diagnostics: [Diagnostic]) {
    let reading = SiteReading(
      reading: settings.reading, catalogue: catalogue, secrets: secrets,
      workers: settings.workers)
    let read = reading.read(path, into: &sources)
    guard let site = read.site else { return (nil, read.diagnostics) }
    let planning = SitePlanning(
      read: site, catalogue: catalogue, templates: templates, reading: settings.reading,
      macCase: settings.macCase)
    // Templates are checked against what the site says: with errors there, theirs may be false.
    if read.diagnostics.hasErrors { return (nil, read.diagnostics) }
    let planned = planning.plan()
    return (planned.plan, read.diagnostics + planned.diagnostics)
  }

  /// Renders every file of a plan without keeping it: what is wrong is found before a build.
  /// `progress` is called with each number of files that are done, from several threads.
  public func check(
    _ plan: SitePlan, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> [Diagnostic] {
    let rendering = SiteRendering(plan: plan, workers: settings.workers) {
      (_, _) throws(TreeError) in progress(1)
    }
    do {
      return try rendering.run()
    } catch {
      return [error.diagnostic]
    }
  }

  /// Renders every file of a plan into an update, which the caller commits, and says what is wrong
  /// with what was rendered; if anything is, the update must be dropped. `progress` is called with
  /// each number of files that are done, from several threads. Throws if a file cannot be written.
  public func render(
    _ plan: SitePlan, into update: TreeUpdate,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(TreeError) -> [Diagnostic] {
    let rendering = SiteRendering(plan: plan, workers: settings.workers) {
      (description, bytes) throws(TreeError) in
      try update.put(description, bytes: bytes)
      progress(1)
    }
    return try rendering.run()
  }

  /// Renders one file of a plan: a file's name, a phone's MAC address in any notation, or a family,
  /// whose common file is meant. Gives the file's bytes, nil if the tree has no such file, and what
  /// is wrong with it.
  public func render(
    _ plan: SitePlan, file wanted: String
  ) -> (bytes: [UInt8]?, diagnostics: [Diagnostic]) {
    guard let target = plan.target(wanted) else { return (nil, []) }
    let result = Mutex<[UInt8]?>(nil)
    let rendering = SiteRendering(plan: plan, workers: 1) {
      (description, bytes) throws(TreeError) in
      if description.path.text == target.name || target.name.isEmpty {
        result.withLock { $0 = Array(bytes) }
      }
    }
    do {
      let diagnostics = try rendering.run(phones: target.phones, shared: target.shared)
      return (result.withLock { $0 }, diagnostics)
    } catch {
      return (nil, [error.diagnostic])
    }
  }
}

extension TreeError {
  /// The same as a diagnostic, for the list of everything that went wrong.
  public var diagnostic: Diagnostic {
    Diagnostic(.treeFailure, message, help: [help])
  }
}
