import Diagnostics
import OutputTree
public import SiteModel

/// What a file of the tree, other than a phone's, is made of.
enum SharedFile: Sendable {
  /// The common file of a family, by its place among the plan's families.
  case common(Int)
  case asset(Asset, [UInt8])
  case page(Page, ReadyTemplate)
}

struct PlannedSharedFile: Sendable {
  let path: TreePath
  let content: SharedFile
  let span: SourceSpan
}

/// A valid site with everything ready to be rendered.
public struct SitePlan: Sendable {
  let read: ReadSite
  let families: [FamilyTemplates]
  /// By model name.
  let models: [String: PlannedModel]
  let shared: [PlannedSharedFile]

  public var site: Site { read.site }

  /// The secrets that the site names.
  public var secretNames: Set<String> { read.secretNames }

  /// How many files the tree will have; an address of digits alone may have one name less.
  public var fileCount: Int {
    shared.count + site.phones.reduce(0) { $0 + (models[$1.model]?.names.count ?? 0) }
  }

  /// The names of the families in use.
  public var familyNames: [String] { families.map(\.family.name) }
}

/// A model in use, with what its phones have in common and the template of their files.
///
/// It is shared by reference: thousands of phones ask for theirs.
final class PlannedModel: Sendable {
  let values: ModelValues
  let template: ReadyTemplate
  let names: PhoneFileNames

  init(values: ModelValues, template: ReadyTemplate, names: PhoneFileNames) {
    self.values = values
    self.template = template
    self.names = names
  }
}

/// Works out which files a site's tree has.
struct SitePlanning {
  let read: ReadSite
  let catalogue: FamilyCatalogue
  let templates: TemplateFolder
  let reading: FileReading
  let macCase: MACCase
  /// The models in use, where the site at hand is only a part of the whole one.
  var usedModels: Set<String>?

  /// The plan and what is wrong with it; nil if anything is.
  func plan() -> (plan: SitePlan?, diagnostics: [Diagnostic]) {
    var preparation = TemplatePreparation(folder: templates, frame: read.site.frame)
    let families = prepareFamilies(&preparation)
    var shared: [PlannedSharedFile] = []
    var diagnostics: [Diagnostic] = []
    for (index, family) in families.enumerated() where family.common != nil {
      planCommon(index, family.family, into: &shared, &diagnostics)
    }
    for asset in read.site.frame.assets { plan(asset, into: &shared, &diagnostics) }
    for page in read.site.frame.pages {
      guard let template = preparation.page(page),
        let path = path(page.name, at: page.span, &diagnostics)
      else { continue }
      shared.append(
        PlannedSharedFile(path: path, content: .page(page, template), span: page.span))
    }
    diagnostics += preparation.diagnostics
    var models: [String: PlannedModel] = [:]
    for family in families {
      for model in family.models {
        let values = ModelValues(
          site: read.site, model: model, family: family.family,
          usedModels: family.models.map(\.name), variableType: family.phone.variableType)
        models[model.name] = PlannedModel(
          values: values, template: family.phone, names: PhoneFileNames(family.family, macCase))
      }
    }
    let plan = SitePlan(
      read: read, families: families, models: models, shared: shared)
    diagnostics += FileNameConflicts(plan).diagnostics()
    return (diagnostics.hasErrors ? nil : plan, diagnostics)
  }

  private func prepareFamilies(_ preparation: inout TemplatePreparation) -> [FamilyTemplates] {
    var present: Set<String> = []
    for phone in read.site.phones { present.insert(phone.model) }
    let models = (usedModels ?? present).sorted().compactMap { read.models[$0] }
    var layers: [String: [Layer]] = [:]
    for phone in read.site.phones
    where !phone.layer.variables.isEmpty || phone.layer.hidesSecrets {
      guard let model = read.models[phone.model] else { continue }
      layers[model.family, default: []].append(phone.layer)
    }
    let families = Set(models.filter { present.contains($0.name) }.map(\.family))
    return families.sorted().compactMap { name in
      catalogue.family(named: name).flatMap { family in
        preparation.family(
          family, models: models.filter { $0.family == name }, phoneLayers: layers[name] ?? [])
      }
    }
  }

  private func planCommon(
    _ index: Int, _ family: Family, into shared: inout [PlannedSharedFile],
    _ diagnostics: inout [Diagnostic]
  ) {
    let own = family.commonNames.map { (name: $0, span: family.span) }
    let further = read.site.frame.families[family.name]?.commonNames ?? []
    for (name, span) in own + further {
      guard let path = path(name, at: span, &diagnostics) else { continue }
      shared.append(PlannedSharedFile(path: path, content: .common(index), span: span))
    }
  }

  private func plan(
    _ asset: Asset, into shared: inout [PlannedSharedFile], _ diagnostics: inout [Diagnostic]
  ) {
    guard let path = path(asset.name, at: asset.span, &diagnostics) else { return }
    switch reading.read(asset.from) {
    case .success(let bytes):
      shared.append(PlannedSharedFile(path: path, content: .asset(asset, bytes), span: asset.span))
    case .failure(let fault):
      diagnostics.append(
        Diagnostic(
          .unreadableFile, "cannot read \(asset.from): \(fault.reason)", at: asset.span,
          help: ["`from` is relative to the file that it stands in"]))
    }
  }

  private func path(
    _ name: String, at span: SourceSpan, _ diagnostics: inout [Diagnostic]
  ) -> TreePath? {
    do {
      return try TreePath(name)
    } catch {
      diagnostics.append(
        Diagnostic(
          .unusablePath, "\(error)", at: span,
          help: ["write a name such as `a20.rom` or `firmware/a20.rom`"]))
      return nil
    }
  }
}
