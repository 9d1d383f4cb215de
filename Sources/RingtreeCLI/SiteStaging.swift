import Diagnostics
import Dispatch
import OutputTree
import SiteModel
import TreeCompiler

/// A site whose new tree is ready beside the old one.
struct StagedSite {
  let name: String
  let provisioningURL: String?
  let update: TreeUpdate
  let phoneCount: Int
  let familyNames: [String]
  /// What the next build is to remember, made of the tree's files.
  let memo: ([TreeFile], SourceSet) -> [UInt8]?
}

/// Prepares the trees of sites: quickly where little changed, else from everything.
struct SiteStaging {
  let output: String
  let options: TreeUpdateOptions
  let workers: Int
  private(set) var sites: [StagedSite] = []
  private var updates: [String: TreeUpdate] = [:]

  init(output: String, options: TreeUpdateOptions, workers: Int) {
    self.output = output
    self.options = options
    self.workers = workers
  }

  private struct QuickSite {
    let compiler: SiteCompiler
    let build: QuickBuild
    let update: TreeUpdate
  }

  /// Reads, checks and renders sites; findings and failures go to the session.
  mutating func stage(_ paths: [String], _ session: inout Session) {
    for path in paths { _ = session.compiler(forSite: path) }
    let before = (session.sources, session.diagnostics)
    if TreeUpdate.hasMemo(output: output), stageQuickly(paths, &session) { return }
    // Locks are taken anew, in an order that all builds share: two that hold one each and wait for
    // the other's would wait for ever.
    if paths.count > 1 { abort() }
    // Whatever stood against it is found again, and reported, with everything read.
    (session.sources, session.diagnostics) = before
    stageWhole(paths, &session)
  }

  /// Drops what was prepared; the trees stay as they are.
  mutating func abort() {
    for update in updates.values { update.abort() }
    updates = [:]
    sites = []
  }

  /// False if any of the sites needs to be read as a whole.
  private mutating func stageQuickly(_ paths: [String], _ session: inout Session) -> Bool {
    var quick: [QuickSite] = []
    for path in paths {
      let compiler = session.compiler(forSite: path)
      guard !session.diagnostics.hasErrors,
        let site = quickSite(path, compiler, mayWait: paths.count == 1, &session)
      else { return false }
      quick.append(site)
    }
    let addresses = quick.flatMap(\.build.addresses)
    guard Set(quick.map(\.build.siteName)).count == quick.count,
      quick.count == 1 || Set(addresses).count == addresses.count
    else { return false }
    for site in quick {
      let isRendered = try? site.compiler.render(site.build, into: site.update)
      guard isRendered == true else {
        // What was handed over cannot be taken back.
        abort()
        return false
      }
      sites.append(
        StagedSite(
          name: site.build.siteName, provisioningURL: site.build.provisioningURL,
          update: site.update,
          phoneCount: site.build.addresses.count, familyNames: site.build.familyNames,
          memo: { files, _ in site.build.memo(files) }))
    }
    session.diagnostics += session.secrets.unused(
      besides: quick.reduce(into: []) { $0.formUnion($1.build.secretNames) })
    return true
  }

  private mutating func quickSite(
    _ path: String, _ compiler: SiteCompiler, mayWait: Bool, _ session: inout Session
  ) -> QuickSite? {
    var begun: TreeUpdate?
    let build = compiler.quickBuild(
      path, generator: ProgramFile.fingerprint, into: &session.sources
    ) { name in
      guard updates[name] == nil, TreeUpdate.hasMemo(output: output, site: name),
        let update = try? begin(name, mayWait: mayWait)
      else { return nil }
      begun = update
      updates[name] = update
      // What stands on the disk is looked at while the site is being read.
      DispatchQueue.global().async { _ = try? update.verifyPrevious() }
      return update.readMemo()
    }
    guard let build, let begun else { return nil }
    return QuickSite(compiler: compiler, build: build, update: begun)
  }

  private mutating func stageWhole(_ paths: [String], _ session: inout Session) {
    let plans = session.plans(paths)
    guard !session.diagnostics.hasErrors else { return }
    let names = plans.map(\.plan.site.frame.name)
    let locked: Void? = session.attempt { () throws(TreeError) in
      for name in Set(names).subtracting(updates.keys).sorted() { updates[name] = try begin(name) }
    }
    guard locked != nil else { return }
    for (compiler, plan) in plans {
      let name = plan.site.frame.name
      guard let update = updates[name] else { continue }
      let staged = session.attempt { () throws(TreeError) in
        try update.verifyPrevious(threads: workers)
        return try render(plan, compiler, into: update)
      }
      guard let findings = staged else { return }
      session.diagnostics += findings
      let isClean = session.diagnostics.isEmpty
      sites.append(
        StagedSite(
          name: name, provisioningURL: plan.site.frame.provisioningURL, update: update,
          phoneCount: plan.site.phones.count,
          familyNames: plan.familyNames,
          memo: { files, sources in
            isClean
              ? compiler.memo(
                of: plan, files: files, generator: ProgramFile.fingerprint, sources: sources) : nil
          }))
    }
  }

  private func render(
    _ plan: SitePlan, _ compiler: SiteCompiler, into update: TreeUpdate
  ) throws(TreeError) -> [Diagnostic] {
    let progress = Progress("\(plan.site.frame.name): building", total: plan.fileCount)
    let counter = progress.counter
    defer { progress.end() }
    return try compiler.render(plan, into: update) { counter.advance($0) }
  }

  private func begin(_ name: String, mayWait: Bool = true) throws(TreeError) -> TreeUpdate {
    var options = options
    options.lockWait = mayWait ? LockWait { Self.sayWaiting(name) } : LockWait(bound: .zero)
    return try TreeUpdate.begin(output: output, site: name, options: options)
  }

  private static func sayWaiting(_ name: String) {
    Terminal.printForPeople("another build of \(name) is running: waiting for it\n")
  }
}
