public import Diagnostics
import YAMLNodes

/// Reads the families of a templates folder.
public struct FamilyReader {
  let reading: FileReading
  /// The templates folder, as the user would type it.
  let folder: String

  private var report = DecodingReport()
  private let scalars = ScalarReader(
    context: DecodingContext(secrets: SecretStore { _ in nil }))

  private static let names = [
    "family", "documentation", "models", "common", "phone", "dialect", "maker", "lines", "keys",
    "vars",
  ]

  public init(reading: FileReading, folder: String) {
    self.reading = reading
    self.folder = folder
  }

  /// All families below the templates folder: each folder in it that holds a `family.yaml`.
  public mutating func read(
    into sources: inout SourceSet
  ) -> (catalogue: FamilyCatalogue, diagnostics: [Diagnostic]) {
    var families: [Family] = []
    switch reading.list(folder) {
    case .failure(let fault):
      report.diagnostics.append(
        Diagnostic(
          .noFamilies, "cannot read the templates folder \(folder): \(fault.reason)",
          help: ["name it with `--templates DIR`"]))
    case .success(let names):
      for name in names {
        let path = FilePath.join(folder, "\(name)/family.yaml")
        switch reading.read(path) {
        case .failure(let fault) where fault.isMissing: continue
        case .failure(let fault):
          report.diagnostics.append(
            Diagnostic(.unusableFamily, "cannot read \(path): \(fault.reason)"))
        case .success(let bytes):
          let source = sources.add(SourceFile(name: path, bytes: bytes))
          family(bytes, source: source, folder: name, into: &sources).map { families.append($0) }
        }
      }
      if families.isEmpty, !report.diagnostics.hasErrors {
        report.diagnostics.append(
          Diagnostic(
            .noFamilies, "no family in the templates folder \(folder)",
            help: ["a family is a folder in it with a family.yaml"]))
      }
    }
    checkNeighbours(families)
    return (FamilyCatalogue(families), report.diagnostics)
  }

  private mutating func checkNeighbours(_ families: [Family]) {
    var byName: [String: Family] = [:]
    var byModel: [String: Family] = [:]
    for family in families {
      if let earlier = byName.updateValue(family, forKey: family.name) {
        report.report(
          .repeatedFamily, "two families are called `\(family.name)`", at: family.span,
          also: [DiagnosticLabel(earlier.span, "the other one")], help: "rename one of them")
      }
      for model in family.models where model.pattern.isLiteral {
        if let earlier = byModel.updateValue(family, forKey: model.pattern.text) {
          report.report(
            .ambiguousModel,
            "the families \(earlier.name) and \(family.name) both claim `\(model.pattern.text)`",
            at: family.span, also: [DiagnosticLabel(earlier.span, "the other one")],
            help: "leave it to one of them")
        }
      }
    }
  }

  private mutating func family(
    _ bytes: [UInt8], source: SourceID, folder name: String, into sources: inout SourceSet
  ) -> Family? {
    let parsed = YAMLParser.parse(bytes, source: source)
    report.diagnostics += parsed.diagnostics
    let start = SourceSpan(source: source, start: 0, end: 0)
    guard let root = parsed.document?.root else {
      if parsed.diagnostics.isEmpty {
        report.report(.unusableFamily, "the file is empty", at: start, help: "write `family: NAME`")
      }
      return nil
    }
    guard let entries = root.entries(of: "a family", report: &report) else { return nil }
    var draft = FamilyDraft(folder: name, span: start)
    for (key, value) in entries {
      take(key, value, into: &draft)
    }
    if !draft.saysName {
      report.report(
        .missingKey, "a family without `family`", at: start, help: "write `family: NAME`")
    }
    draft.keyCatalogue = catalogue(folder: name, into: &sources)
    return draft.family
  }

  private mutating func take(_ key: YAMLNode, _ value: YAMLNode, into draft: inout FamilyDraft) {
    switch key.text {
    case "family":
      draft.span = value.span
      draft.saysName = true
      draft.name = scalars.plainText(value, "family", "a name", report: &report)
        .flatMap { familyName($0, at: value.span) }
    case "documentation":
      draft.documentation = scalars.plainText(value, "documentation", "a text", report: &report)
    case "models":
      for item in value.listItems(of: "`models`", report: &report) {
        model(item).map { draft.models.append($0) }
      }
    case "common":
      for item in value.listItems(of: "`common`", report: &report) {
        scalars.plainText(item, "common", "a file's name", report: &report)
          .map { draft.commonNames.append($0) }
      }
    case "phone": phoneName(value, into: &draft)
    case "dialect":
      draft.dialect =
        scalars.choice(
          value, "dialect", among: FileDialect.allCases.map(\.rawValue), report: &report
        ).flatMap { FileDialect(rawValue: $0) } ?? draft.dialect
    case "maker": maker(value, into: &draft)
    case "lines":
      draft.lines =
        scalars.number(value, "lines", in: SiteLimits.lines, report: &report) ?? draft.lines
    case "keys":
      draft.keys =
        scalars.number(value, "keys", in: SiteLimits.keyCount, report: &report) ?? draft.keys
    case "vars": variables(value, into: &draft)
    default:
      report.reportUnknown(
        .unknownKey, "a family has no", key.text, at: key.span, among: Self.names)
    }
  }

  private mutating func familyName(_ name: String, at span: SourceSpan) -> String? {
    if SiteFrame.isName(name) { return name }
    report.report(
      .unusableName, "`\(excerpt(name))` cannot name a family", at: span,
      help: "use up to 64 letters, digits, `.`, `_` and `-`, and begin with a letter or digit")
    return nil
  }

  private mutating func model(_ node: YAMLNode) -> FamilyModel? {
    guard node.kind == .mapping else {
      return scalars.plainText(node, "models", "a model's name", report: &report)
        .map { FamilyModel(pattern: NamePattern($0), lines: nil, keys: nil) }
    }
    var name: String?
    var lines: Int?
    var keys: Int?
    for (key, value) in node.entries {
      switch key.text {
      case "name": name = scalars.plainText(value, "name", "a model's name", report: &report)
      case "lines": lines = scalars.number(value, "lines", in: SiteLimits.lines, report: &report)
      case "keys": keys = scalars.number(value, "keys", in: SiteLimits.keyCount, report: &report)
      default:
        report.reportUnknown(
          .unknownKey, "a model has no", key.text, at: key.span, among: ["name", "lines", "keys"])
      }
    }
    guard let name else {
      report.report(
        .missingKey, "a model without `name`", at: node.span, help: "write `{name: A20, lines: 2}`")
      return nil
    }
    return FamilyModel(pattern: NamePattern(name), lines: lines, keys: keys)
  }

  private mutating func phoneName(_ node: YAMLNode, into draft: inout FamilyDraft) {
    guard let text = scalars.plainText(node, "phone", "a file's name", report: &report) else {
      return
    }
    if text.contains("{mac}") || text.contains("{MAC}") {
      draft.phoneName = text
    } else {
      report.report(
        .unusableFamily, "every phone's file would be called `\(excerpt(text))`", at: node.span,
        help: "put `{mac}` (or `{MAC}` for upper case) where the address goes")
    }
  }

  private mutating func maker(_ node: YAMLNode, into draft: inout FamilyDraft) {
    guard let entries = node.entries(of: "`maker`", report: &report) else { return }
    for (key, value) in entries {
      guard key.text(equals: "oui") else {
        report.reportUnknown(
          .unknownKey, "a maker has no", key.text, at: key.span, among: ["oui"])
        continue
      }
      for item in value.listItems(of: "`oui`", report: &report) {
        guard let text = scalars.plainText(item, "oui", "three octets", report: &report) else {
          continue
        }
        // Three octets in any notation that a whole address may have.
        let separator =
          text.contains("-") ? "-00-00-00" : text.contains(":") ? ":00:00:00" : "000000"
        if let mac = MACAddress(text + separator) {
          draft.organisations.append(mac.organisation)
        } else {
          report.report(
            .notAMACAddress, "`\(excerpt(text))` is not the beginning of a MAC address",
            at: item.span,
            help: "write its first three octets: `80:82:87`")
        }
      }
    }
  }

  private mutating func variables(_ node: YAMLNode, into draft: inout FamilyDraft) {
    guard let entries = node.entries(of: "`vars`", report: &report) else { return }
    for (key, value) in entries where LayerReader.isIdentifier(key, report: &report) {
      var documentation = ""
      for (name, text) in value.listEntries(of: "`\(key.text)`", report: &report) {
        if name.text(equals: "documentation") {
          documentation =
            scalars.plainText(text, "documentation", "a text", report: &report) ?? ""
        } else {
          report.reportUnknown(
            .unknownKey, "a variable has no", name.text, at: name.span, among: ["documentation"])
        }
      }
      draft.variables.append(DeclaredVariable(name: key.text, documentation: documentation))
    }
  }

  /// The catalogue beside `family.yaml`, if there is one.
  private mutating func catalogue(
    folder name: String, into sources: inout SourceSet
  ) -> KeyCatalogue? {
    let path = FilePath.join(folder, "\(name)/keys.yaml")
    let bytes: [UInt8]
    switch reading.read(path) {
    case .success(let read): bytes = read
    case .failure(let fault):
      if !fault.isMissing {
        report.diagnostics.append(
          Diagnostic(.unusableKeys, "cannot read \(path): \(fault.reason)"))
      }
      return nil
    }
    let read = KeyCatalogue.read(bytes, source: sources.add(SourceFile(name: path, bytes: bytes)))
    report.diagnostics += read.diagnostics
    return read.catalogue
  }
}

/// A family while its file is read.
private struct FamilyDraft {
  let folder: String
  var span: SourceSpan
  var saysName = false
  var name: String?
  var documentation: String?
  var models: [FamilyModel] = []
  var commonNames: [String] = []
  var phoneName = "{mac}.cfg"
  var dialect = FileDialect.none
  var organisations: [UInt32] = []
  var lines = 6
  var keys = 0
  var variables: [DeclaredVariable] = []
  var keyCatalogue: KeyCatalogue?

  var family: Family? {
    name.map {
      Family(
        name: $0, folder: folder, documentation: documentation ?? "", models: models,
        commonNames: commonNames, phoneName: phoneName, dialect: dialect,
        organisations: organisations, lines: lines, keys: keys, variables: variables,
        keyCatalogue: keyCatalogue, span: span)
    }
  }
}
