import Diagnostics

/// A model with what its family and the site say of it.
public struct KnownModel: Sendable {
  public let name: String
  public let family: String
  /// The most accounts it takes.
  public let lines: Int
  /// The most function keys it has.
  public let keys: Int
  let organisations: [UInt32]
}

/// Which models there are: those of the families, and what the site says under `models`.
public struct ModelDirectory: Sendable {
  private let catalogue: FamilyCatalogue
  private let known: [String: KnownModel]
  private let siteNames: Set<String>
  private let names: [String]

  /// The directory of one site; what is wrong with its `models` is reported.
  init(catalogue: FamilyCatalogue, frame: SiteFrame, report: inout DecodingReport) {
    self.catalogue = catalogue
    siteNames = Set(frame.models.keys)
    names = catalogue.modelNames + frame.models.keys.sorted()
    var known: [String: KnownModel] = [:]
    for family in catalogue.families {
      for model in family.models where model.pattern.isLiteral {
        known[model.pattern.text] = Self.make(model.pattern.text, family, nil)
      }
    }
    for (name, use) in frame.models.sorted(by: { $0.value.span.start < $1.value.span.start }) {
      if let familyName = use.family {
        // A family that is unknown was reported where the site named it.
        known[name] = catalogue.family(named: familyName).map { Self.make(name, $0, use) }
      } else {
        let claims = catalogue.families(ofModel: name)
        if claims.count == 1 { known[name] = Self.make(name, claims[0], use) }
        if claims.count != 1, use.isFaulty {
          known[name] = nil
        } else if claims.count != 1 {
          Self.reportClaims(
            name, claims, at: use.span, known: catalogue.modelNames, report: &report)
          known[name] = nil
        }
      }
    }
    self.known = known
  }

  private static func make(_ name: String, _ family: Family, _ use: ModelUse?) -> KnownModel {
    let claim =
      family.models.first { $0.pattern.text == name }
      ?? family.models.first { $0.pattern.matches(name) }
    return KnownModel(
      name: name, family: family.name, lines: use?.lines ?? claim?.lines ?? family.lines,
      keys: use?.keys ?? claim?.keys ?? family.keys, organisations: family.organisations)
  }

  private static func reportClaims(
    _ name: String, _ claims: [Family], at span: SourceSpan, known: [String],
    report: inout DecodingReport
  ) {
    if claims.isEmpty {
      report.reportUnknown(
        .unknownModel, "unknown model", name, at: span, among: known,
        help: "if it is right, say the family that it belongs to: "
          + "`models: {\(excerpt(name)): {family: …}}`")
    } else {
      report.report(
        .ambiguousModel,
        "the families \(claims.map(\.name).joined(separator: " and ")) both claim `\(name)`",
        at: span, help: "say which it is: `models: {\(name): {family: \(claims[0].name)}}`")
    }
  }

  /// A model by its name; reports it if nobody knows it.
  func model(_ name: String, at span: SourceSpan, report: inout DecodingReport) -> KnownModel? {
    if let model = known[name] { return model }
    if siteNames.contains(name) { return nil }
    let claims = catalogue.families(ofModel: name)
    if claims.count == 1 { return Self.make(name, claims[0], nil) }
    Self.reportClaims(
      name, claims, at: span, known: names, report: &report)
    return nil
  }

  /// A model by its name, for a phone that is already valid.
  public subscript(name: String) -> KnownModel? {
    if let model = known[name] { return model }
    let claims = catalogue.families(ofModel: name)
    return claims.count == 1 ? Self.make(name, claims[0], nil) : nil
  }
}
