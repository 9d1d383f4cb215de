import Diagnostics
import SiteModel
import Testing

@Suite struct FamilyTests {
  private static func catalogue(_ files: [String: String]) -> FamilyCatalogue {
    var sources = SourceSet()
    var reader = FamilyReader(reading: MemoryFiles(files).reading, folder: "templates")
    let read = reader.read(into: &sources)
    #expect(read.diagnostics.isEmpty)
    return read.catalogue
  }

  @Test func aFamilySaysWhatItsPhonesAre() throws {
    let files = [
      "templates/x/family.yaml": """
      family: X
      documentation: Phones of the tests.
      models: [X1, {name: X2, lines: 3, keys: 9}, "X3*"]
      common: [x.cfg, y.cfg]
      phone: "phone-{MAC}.cfg"
      dialect: voip-config
      maker: {oui: ["80:82:87", 80-82-88, 808289]}
      lines: 4
      keys: 12
      vars: {version: {documentation: A number.}, plain: {}}
      """,
      "templates/x/keys.yaml": "keys: {a.b: text, \"line.{1-6}.name\": text}",
      "templates/README.md": "not a family",
      "templates/shared/settings.cfg": "",
    ]
    let family = try #require(Self.catalogue(files).family(named: "X"))
    #expect(family.folder == "x")
    #expect(family.documentation == "Phones of the tests.")
    #expect(family.models.map(\.pattern.text) == ["X1", "X2", "X3*"])
    #expect(family.models.map(\.lines) == [nil, 3, nil])
    #expect(family.models.map(\.keys) == [nil, 9, nil])
    #expect(family.commonNames == ["x.cfg", "y.cfg"])
    #expect(family.phoneName == "phone-{MAC}.cfg")
    #expect(family.dialect == .voipConfig)
    #expect(family.organisations == [0x808287, 0x808288, 0x808289])
    #expect(family.lines == 4)
    #expect(family.keys == 12)
    #expect(family.variables.map(\.name) == ["version", "plain"])
    #expect(family.variables.map(\.documentation) == ["A number.", ""])
    #expect(family.keyCatalogue?.knows("line.6.name") == true)
  }

  @Test func whatAFamilyDoesNotSayHasAStandard() throws {
    let family = try #require(
      Self.catalogue(["templates/x/family.yaml": "family: X"]).family(named: "X"))
    #expect(family.phoneName == "{mac}.cfg")
    #expect(family.dialect == .none)
    #expect(family.commonNames == [])
    #expect(family.lines == 6)
    #expect(family.keys == 0)
    #expect(family.keyCatalogue == nil)
  }

  @Test func aModelBelongsToTheFamilyThatSpellsItOutBeforeAnyPattern() {
    let catalogue = Self.catalogue([
      "templates/a/family.yaml": "{family: A, models: ['X*', Y1]}",
      "templates/b/family.yaml": "{family: B, models: [X1, '*2', 'Y?']}",
    ])
    let families = ["X1", "X3", "X2", "Y1", "Y3", "Z2", "Z3", ""].map { model in
      catalogue.families(ofModel: model).map(\.name).joined(separator: " ")
    }
    #expect(families == ["B", "A", "A B", "A", "B", "B", "", ""])
    #expect(catalogue.names == ["A", "B"])
    #expect(catalogue.modelNames == ["X1", "Y1"])
  }

  static let patterns: [(String, String, Bool)] = [
    ("A20", "A20", true), ("A20", "A20W", false), ("A20*", "A20", true), ("A20*", "A20WAC", true),
    ("A2?", "A20", true), ("A2?", "A2", false), ("*", "", true), ("?", "", false),
    ("*W*", "A20WAC", true), ("*W", "A20WAC", false), ("a*", "A20", false), ("**", "A", true),
    ("*A*A*A*A*b", String(repeating: "A", count: 5000), false),
  ]

  @Test(arguments: patterns)
  func aPatternMatchesAsAShellsWould(_ pattern: String, _ name: String, _ matches: Bool) {
    #expect(NamePattern(pattern).matches(name) == matches)
  }

  @Test func aCatalogueKnowsKeysWithNumbersInTheirRanges() {
    var catalogue = KeyCatalogue()
    for pattern in ["a.b", "account.{1-6}.enable", "x.{0-2}.y.{5-5}", "v2.key"] {
      let isAdded = catalogue.add(pattern)
      #expect(isAdded)
    }
    let keys = [
      "a.b", "account.1.enable", "account.6.enable", "x.2.y.5", "v2.key",
      "account.0.enable", "account.7.enable", "account.enable", "x.2.y.6", "v3.key", "a.b.c", "",
      "account.99999999999999999999.enable",
    ]
    #expect(
      keys.map { catalogue.knows($0) } == Array(repeating: true, count: 5)
        + Array(repeating: false, count: 8))
  }

  @Test(arguments: ["a.{1-}", "a.{1", "a.{2-1}", "a.{x-y}", "a.{}", "a.{1-2-3}"])
  func aMalformedPatternIsRefused(_ pattern: String) {
    var catalogue = KeyCatalogue()
    let isAdded = catalogue.add(pattern)
    #expect(!isAdded)
  }

  @Test func theNearestKeyHasTheNumbersOfTheMisspeltOne() {
    var catalogue = KeyCatalogue()
    for pattern in ["account.{1-6}.enable", "network.vlan"] { _ = catalogue.add(pattern) }
    func nearest(_ key: String) -> String? {
      catalogue.nearest(to: key) { suggestion(for: $0, among: $1) }
    }
    #expect(nearest("acount.3.enable") == "account.3.enable")
    #expect(nearest("network.vlna") == "network.vlan")
    #expect(nearest("account.7.enable") == "account.{1-6}.enable")
    #expect(nearest("something.else.entirely") == nil)
  }
}
