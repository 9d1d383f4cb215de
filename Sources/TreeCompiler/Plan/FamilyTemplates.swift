import Diagnostics
import SiteModel
import Templates

/// A template that is ready to render, and whether its file shows secrets.
struct ReadyTemplate: Sendable {
  let template: CompiledTemplate
  let variableType: RecordType
  let holdsSecrets: Bool
}

/// A family that the site uses, with its templates compiled for the site's `vars`.
struct FamilyTemplates: Sendable {
  let family: Family
  /// The models of the family that the site uses, by name.
  let models: [KnownModel]
  /// Nil for a family without a common file.
  let common: ReadyTemplate?
  let phone: ReadyTemplate
}

/// Compiles the templates that a site needs.
struct TemplatePreparation {
  let folder: TemplateFolder
  let frame: SiteFrame
  private(set) var diagnostics: [Diagnostic] = []

  init(folder: TemplateFolder, frame: SiteFrame) {
    self.folder = folder
    self.frame = frame
  }

  /// Compiles a family's templates; nil if one of them is missing or in error. `phoneLayers` is
  /// what the family's phones say themselves, where they say `vars`.
  mutating func family(
    _ family: Family, models: [KnownModel], phoneLayers: [Layer]
  ) -> FamilyTemplates? {
    let familyLayer = frame.families[family.name]?.layer ?? Layer()
    let modelLayers = models.compactMap { frame.models[$0.name]?.layer }
    var types = VariableTypes(declared: family.variables)
    types.add(frame.layer, isAlways: true)
    types.add(familyLayer, isAlways: true)
    let commonType = types.record
    for layer in modelLayers + phoneLayers { types.add(layer, isAlways: false) }
    diagnostics += types.diagnostics
    let upperLayers = [frame.layer, familyLayer]
    var common: ReadyTemplate?
    if !family.commonNames.isEmpty {
      common = compile(
        "\(family.folder)/common.cfg", TemplateSchema.standard.common(variables: commonType),
        format: .lines, variableType: commonType, hidden: upperLayers, needed: family.span)
      if common == nil { return nil }
    }
    let phone = compile(
      "\(family.folder)/mac.cfg", TemplateSchema.standard.phone(variables: types.record),
      format: .lines, variableType: types.record, hidden: upperLayers + modelLayers + phoneLayers,
      needed: family.span)
    return phone.map {
      FamilyTemplates(family: family, models: models, common: common, phone: $0)
    }
  }

  /// Compiles a page's template; nil if it is missing or in error.
  mutating func page(_ page: Page) -> ReadyTemplate? {
    guard let format = OutputFormat(fileName: page.name) else {
      diagnostics.append(
        Diagnostic(
          .unknownFormat, "how values are made safe in `\(page.name)` cannot be told from its name",
          at: page.span, help: ["end it in .xml, .cfg or .txt"]))
      return nil
    }
    var types = VariableTypes()
    types.add(frame.layer, isAlways: true)
    diagnostics += types.diagnostics
    return compile(
      page.template, TemplateSchema.standard.page(variables: types.record), format: format,
      variableType: types.record, hidden: [frame.layer], needed: page.templateSpan)
  }

  private mutating func compile(
    _ name: String, _ root: RecordType, format: OutputFormat, variableType: RecordType,
    hidden: [Layer], needed: SourceSpan
  ) -> ReadyTemplate? {
    guard let text = folder.text(named: name) else {
      let near = suggestion(for: name, among: folder.names)
      diagnostics.append(
        Diagnostic(
          .missingTemplate, "there is no template \(FilePath.join(folder.path, name))",
          at: needed, help: [near.map { "did you mean `\($0)`?" } ?? "write it, or name another"]))
      return nil
    }
    let folder = folder
    let compiler = TemplateCompiler(
      root: root, format: format, includeNames: folder.names, include: folder.text(named:))
    let compiled = compiler.compile(text)
    diagnostics += compiled.diagnostics
    guard let template = compiled.template else { return nil }
    let names = template.readNames
    let readsHidden =
      hidden.contains(where: \.hidesSecrets)
      && names.contains { $0.hasPrefix("vars") || $0.hasPrefix("raw") }
    return ReadyTemplate(
      template: template, variableType: variableType,
      holdsSecrets: readsHidden
        || !names.isDisjoint(with: TemplateSchema.standard.secretNames))
  }
}
