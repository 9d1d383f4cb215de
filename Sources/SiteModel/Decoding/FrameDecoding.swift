import Diagnostics
import YAMLNodes

/// Reads what a site says beside its phones and accounts.
struct FrameReader {
  let context: DecodingContext
  let catalogue: FamilyCatalogue
  private let layers: LayerReader
  private let scalars: ScalarReader

  init(context: DecodingContext, catalogue: FamilyCatalogue) {
    self.context = context
    self.catalogue = catalogue
    layers = LayerReader(context: context)
    scalars = ScalarReader(context: context)
  }

  /// Takes a top-level entry of a file into the frame of that file; `isMain` says whether it is the
  /// site's own file, not an included one.
  func take(
    _ key: String, at keySpan: SourceSpan, _ value: YAMLNode, isMain: Bool, file: String,
    into frame: inout SiteFrame, report: inout DecodingReport
  ) {
    switch key {
    case "site":
      readName(value, isMain: isMain, into: &frame, report: &report)
    case "provisioning":
      if let section = layers.schema.section(named: "provisioning") {
        layers.readSection(section, value, into: &frame.layer, report: &report)
      }
    case "settings":
      layers.readSettings(value, into: &frame.layer, report: &report)
    case "vars":
      layers.readVariables(value, into: &frame.layer, report: &report)
    case "raw":
      layers.readRaw(value, into: &frame.layer, report: &report)
    case "families":
      readFamilies(value, into: &frame, report: &report)
    case "models":
      readModels(value, into: &frame, report: &report)
    case "assets":
      readAssets(value, file: file, into: &frame, report: &report)
    case "pages":
      readPages(value, into: &frame, report: &report)
    default:
      reportUnknown(key, at: keySpan, report: &report)
    }
  }

  private func reportUnknown(
    _ key: String, at span: SourceSpan, report: inout DecodingReport
  ) {
    report.reportUnknown(
      .unknownKey, "a site has no", key, at: span, among: SiteObject.site.names,
      help: layers.schema.section(named: key) == nil
        ? nil : "settings stand under `settings`: `settings: {\(key): …}`")
  }

  private func readName(
    _ node: YAMLNode, isMain: Bool, into frame: inout SiteFrame, report: inout DecodingReport
  ) {
    guard isMain else {
      report.report(
        .unknownKey, "an included file does not name a site", at: node.span,
        help: "say `site:` in the file that includes it")
      return
    }
    guard let name = scalars.plainText(node, "site", "a name", report: &report) else { return }
    if SiteFrame.isName(name) {
      frame.name = name
    } else {
      report.report(
        .unusableName, "`\(excerpt(name))` cannot name a site: a folder is named after it",
        at: node.span,
        help: "use up to 64 letters, digits, `.`, `_` and `-`, and begin with a letter or digit")
    }
  }

  private func readFamilies(
    _ node: YAMLNode, into frame: inout SiteFrame, report: inout DecodingReport
  ) {
    guard let entries = node.entries(of: "`families`", report: &report) else { return }
    for (key, value) in entries {
      let name = key.text
      if catalogue.family(named: name) == nil {
        report.reportUnknown(
          .unknownFamily, "unknown family", name, at: key.span, among: catalogue.names,
          help: "a family is a folder with a family.yaml below the templates folder")
      }
      guard let entries = value.entries(of: "the family `\(excerpt(name))`", report: &report) else {
        continue
      }
      var use = FamilyUse()
      for (key, value) in entries {
        if key.text(equals: "common") {
          readCommonNames(value, into: &use, report: &report)
        } else if !layers.take(key, value, into: &use.layer, report: &report) {
          report.reportUnknown(
            .unknownKey, "a family has no", key.text, at: key.span,
            among: SiteObject.family.names)
        }
      }
      frame.families[name] = use
    }
  }

  private func readCommonNames(
    _ node: YAMLNode, into use: inout FamilyUse, report: inout DecodingReport
  ) {
    guard let items = node.items(of: "`common`", report: &report) else { return }
    for item in items {
      guard let name = treeName(item, "common", report: &report) else { continue }
      use.commonNames.append((name, item.usedSpan))
    }
  }

  private func readModels(
    _ node: YAMLNode, into frame: inout SiteFrame, report: inout DecodingReport
  ) {
    guard let entries = node.entries(of: "`models`", report: &report) else { return }
    for (key, value) in entries {
      let name = key.text
      var use = ModelUse(span: key.span)
      guard let entries = value.entries(of: "the model `\(excerpt(name))`", report: &report) else {
        use.isFaulty = true
        frame.models[name] = use
        continue
      }
      for (key, value) in entries {
        if key.text(equals: "family") {
          use.family = scalars.plainText(value, "family", "a family's name", report: &report)
          use.isFaulty = use.family == nil
          if let family = use.family, catalogue.family(named: family) == nil {
            report.reportUnknown(
              .unknownFamily, "unknown family", family, at: value.span, among: catalogue.names)
          }
        } else if key.text(equals: "lines") {
          use.lines = scalars.number(value, "lines", in: SiteLimits.lines, report: &report)
        } else if key.text(equals: "keys") {
          use.keys = scalars.number(value, "keys", in: SiteLimits.keyCount, report: &report)
        } else if !layers.take(key, value, into: &use.layer, report: &report) {
          report.reportUnknown(
            .unknownKey, "a model has no", key.text, at: key.span,
            among: SiteObject.model.names)
        }
      }
      frame.models[name] = use
    }
  }

  private func readAssets(
    _ node: YAMLNode, file: String, into frame: inout SiteFrame, report: inout DecodingReport
  ) {
    guard let items = node.items(of: "`assets`", report: &report) else { return }
    for item in items {
      guard let pair = pair(item, "an asset", .asset, report: &report) else { continue }
      let path = FilePath.resolve(pair.source, besideFile: file)
      frame.assets.append(Asset(from: path, name: pair.name, span: pair.span))
    }
  }

  private func readPages(
    _ node: YAMLNode, into frame: inout SiteFrame, report: inout DecodingReport
  ) {
    guard let items = node.items(of: "`pages`", report: &report) else { return }
    for item in items {
      guard let pair = pair(item, "a page", .page, report: &report) else { continue }
      frame.pages.append(
        Page(
          template: pair.source, name: pair.name, templateSpan: pair.sourceSpan, span: pair.span))
    }
  }

  /// A source and the name that it gets in the tree: `{from: …, as: …}`.
  private func pair(
    _ node: YAMLNode, _ what: String, _ object: SiteObject, report: inout DecodingReport
  ) -> (source: String, sourceSpan: SourceSpan, name: String, span: SourceSpan)? {
    guard let entries = node.entries(of: what, report: &report) else { return nil }
    let names = object.names
    let sourceKey = names[0]
    var source: (text: String, span: SourceSpan)?
    var name: (text: String, span: SourceSpan)?
    var said: Set<String> = []
    for (key, value) in entries {
      said.insert(key.text)
      if key.text == sourceKey {
        source = scalars.plainText(value, sourceKey, "a path", report: &report)
          .map { ($0, value.usedSpan) }
      } else if key.text(equals: "as") {
        name = treeName(value, "as", report: &report).map { ($0, value.usedSpan) }
      } else {
        report.reportUnknown(
          .unknownKey, "\(what) has no", key.text, at: key.span, among: names)
      }
    }
    let missing = names.filter { !said.contains($0) }
    if !missing.isEmpty {
      report.report(
        .missingKey, "\(what) without `\(missing.joined(separator: "` and `"))`",
        at: node.usedSpan, help: "write `{\(sourceKey): …, as: its name in the tree}`")
    }
    guard let source, let name else { return nil }
    return (source.text, source.span, name.text, name.span)
  }

  /// A name in the tree; what such a name may be is checked where the tree is planned.
  private func treeName(
    _ node: YAMLNode, _ name: String, report: inout DecodingReport
  ) -> String? {
    scalars.plainText(node, name, "a file's name", report: &report)
  }
}

extension SiteFrame {
  /// Whether a name can be a folder's and a file's everywhere.
  public static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 64 else { return false }
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    return isAlphanumeric(first)
      && name.utf8.allSatisfy { isAlphanumeric($0) || "._-".utf8.contains($0) }
  }

  /// Takes over what a file says that includes the one that this frame is of.
  mutating func merge(stronger: SiteFrame) {
    name = stronger.name
    span = stronger.span
    layer.merge(stronger: stronger.layer)
    for (family, use) in stronger.families {
      var merged = families[family] ?? FamilyUse()
      merged.layer.merge(stronger: use.layer)
      merged.commonNames += use.commonNames
      families[family] = merged
    }
    for (model, use) in stronger.models {
      var merged = models[model] ?? ModelUse(span: use.span)
      merged.layer.merge(stronger: use.layer)
      merged.family = use.family ?? merged.family
      merged.lines = use.lines ?? merged.lines
      merged.keys = use.keys ?? merged.keys
      merged.span = use.span
      merged.isFaulty = merged.isFaulty || use.isFaulty
      models[model] = merged
    }
    isComplete = isComplete && stronger.isComplete
    assets += stronger.assets
    pages += stronger.pages
  }
}
