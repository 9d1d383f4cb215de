import Diagnostics
import OutputTree
import SiteModel
import Synchronization
import Templates

/// Renders the files of a plan on all processors and hands each over.
struct SiteRendering {
  /// Takes a file; it is called from several threads at once.
  typealias Sink = @Sendable (FileDescription, UnsafeRawBufferPointer) throws(TreeError) -> Void

  let plan: SitePlan
  let workers: Int
  let sink: Sink

  /// What each worker has of its own.
  private struct Worker {
    var output: [UInt8] = []
    var check = RenderedFileCheck()
    var findings = FindingCollection()
    var failure: TreeError?
  }

  private struct Outcome {
    var findings = FindingCollection()
    var failure: TreeError?
  }

  /// Renders shared files and phones' files.
  ///
  /// - Parameters:
  ///   - phones: places among the site's phones; nil for all.
  ///   - shared: places among the plan's shared files; nil for all.
  /// - Returns: what is wrong with what was rendered.
  /// - Throws: the first failure of the sink.
  func run(phones: [Int]? = nil, shared: [Int]? = nil) throws(TreeError) -> [Diagnostic] {
    let sharedCount = shared?.count ?? plan.shared.count
    let phoneCount = phones?.count ?? plan.site.phones.count
    let step = 16
    let outcome = Mutex(Outcome())
    ParallelWork.run(count: sharedCount + (phoneCount + step - 1) / step, workers: workers) {
      Worker()
    } body: { index, worker in
      guard worker.failure == nil else { return }
      do throws(TreeError) {
        if index < sharedCount {
          let place = shared?[index] ?? index
          try renderShared(plan.shared[place], order: place, &worker)
        } else {
          let first = (index - sharedCount) * step
          for place in first..<min(first + step, phoneCount) {
            let phone = phones?[place] ?? place
            try renderPhone(phone, &worker)
          }
        }
      } catch {
        worker.failure = error
      }
    } finish: { worker in
      outcome.withLock {
        $0.findings.add(worker.findings)
        $0.failure = $0.failure ?? worker.failure
      }
    }
    let end = outcome.withLock { $0 }
    if let failure = end.failure { throw failure }
    return end.findings.diagnostics
  }

  private func renderPhone(_ index: Int, _ worker: inout Worker) throws(TreeError) {
    let phone = plan.site.phones[index]
    guard let model = plan.models[phone.model] else { return }
    let family = model.values.family
    let names = model.names.names(of: phone.mac)
    let (root, label) = model.values.root(of: phone)
    let isRendered = render(
      model.template, root, order: plan.shared.count + index, name: names.first ?? "",
      phone: phone, family: family, &worker)
    guard isRendered else { return }
    let role = FileRole.phone(
      PhoneIdentity(
        mac: phone.mac.digits, family: family.name, model: phone.model, label: label))
    for name in names {
      try put(name, role, holdsSecrets: model.template.holdsSecrets, worker.output)
    }
  }

  private func renderShared(
    _ file: PlannedSharedFile, order: Int, _ worker: inout Worker
  ) throws(TreeError) {
    switch file.content {
    case .asset(_, let bytes):
      try put(file.path.text, .asset, holdsSecrets: false, bytes)
    case .common(let index):
      let family = plan.families[index]
      guard let template = family.common else { return }
      let root = CommonValues.root(
        site: plan.site, family: family.family, models: family.models,
        variableType: template.variableType)
      let isRendered = render(
        template, root, order: order, name: file.path.text, phone: nil, family: family.family,
        &worker)
      guard isRendered else { return }
      try put(
        file.path.text, .common(family: family.family.name), holdsSecrets: template.holdsSecrets,
        worker.output)
    case .page(_, let template):
      let root = PageValues.root(
        site: plan.site, models: plan.models.mapValues(\.values),
        variableType: template.variableType)
      let isRendered = render(
        template, root, order: order, name: file.path.text, phone: nil, family: nil, &worker)
      guard isRendered else { return }
      try put(file.path.text, .page, holdsSecrets: template.holdsSecrets, worker.output)
    }
  }

  /// Renders into the worker's buffer; reports and returns false if the file must not be written.
  private func render(
    _ template: ReadyTemplate, _ root: [TemplateValue], order: Int, name: String, phone: Phone?,
    family: Family?, _ worker: inout Worker
  ) -> Bool {
    worker.output.removeAll(keepingCapacity: true)
    do {
      try template.template.render(root, into: &worker.output)
    } catch {
      let said = error.path.flatMap {
        SaidWhere(plan: plan).span(of: $0, phone: phone, family: family)
      }
      worker.findings.add(
        error.diagnostic(also: said.map { [DiagnosticLabel($0, "the value is said here")] } ?? []),
        file: name, order: order)
      return false
    }
    guard let family else { return true }
    let faults = worker.output.withUnsafeBytes { worker.check.faults($0, of: family) }
    for fault in faults {
      worker.findings.add(
        diagnostic(fault, template, root), file: name, order: order)
    }
    return faults.isEmpty
  }

  /// Renders once more to find the places in the templates that wrote the lines at fault.
  private func diagnostic(
    _ fault: RenderedFault, _ template: ReadyTemplate, _ root: [TemplateValue]
  ) -> Diagnostic {
    let traced = try? template.template.renderTraced(root)
    func span(_ line: Int?) -> SourceSpan? {
      guard let line, let traced, traced.lines.indices.contains(line - 1) else { return nil }
      return traced.lines[line - 1].pieces.first?.span
    }
    let other = span(fault.otherLine).map { [DiagnosticLabel($0, "written here first")] } ?? []
    return Diagnostic(
      fault.code, fault.message, at: span(fault.line).map { DiagnosticLabel($0, "written here") },
      also: other, help: [fault.help])
  }

  private func put(
    _ name: String, _ role: FileRole, holdsSecrets: Bool, _ bytes: [UInt8]
  ) throws(TreeError) {
    let path: TreePath
    do {
      path = try TreePath(name)
    } catch {
      throw TreeError(
        .plan, path: name, message: "\(error)", help: "change `phone` in the family's family.yaml")
    }
    let description = FileDescription(path: path, role: role, holdsSecrets: holdsSecrets)
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(TreeError) in try sink(description, buffer) }
    }
    try result.get()
  }
}
