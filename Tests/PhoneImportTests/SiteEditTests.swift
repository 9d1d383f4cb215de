import Testing

@testable import PhoneImport

@Suite("An import into a site file")
struct SiteEditTests {
  private static let list = "MAC,Model,Name\n808287010203,A20,Ana\n808287010204,A21,\"Bo, C\"\n"
  private static let known = "  - mac: 80:82:87:01:02:01\n    model: A20\n"

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let site: String
    let expected: String

    init(_ name: String, _ site: String, _ expected: String) {
      testDescription = name
      self.site = site
      self.expected = expected
    }
  }

  static let cases = [
    Case(
      "goes behind the last phone, before what follows",
      "# top\nphones: # ours\n" + known + "    # end\n\nassets: []\n",
      "# top\nphones: # ours\n" + known
        + "  - mac: 80:82:87:01:02:03\n    model: A20\n    settings: {label: Ana}\n"
        + "  - mac: 80:82:87:01:02:04\n    model: A21\n    settings: {label: \"Bo, C\"}\n"
        + "    # end\n\nassets: []\n"),
    Case(
      "keeps empty lines between phones, and their notation",
      "phones:\n- mac: 8082.8701.02AA\n  model: A20\n\n- mac: 8082.8701.02AB\n  model: A20\n",
      "phones:\n- mac: 8082.8701.02AA\n  model: A20\n\n- mac: 8082.8701.02AB\n  model: A20\n"
        + "\n- mac: 8082.8701.0203\n  model: A20\n  settings: {label: Ana}\n"
        + "\n- mac: 8082.8701.0204\n  model: A21\n  settings: {label: \"Bo, C\"}\n"),
    Case(
      "writes phones on one line where those there are",
      "phones:\n  - {mac: 80-82-87-01-02-01, model: A20} # x",
      "phones:\n  - {mac: 80-82-87-01-02-01, model: A20} # x\n"
        + "  - {mac: 80-82-87-01-02-03, model: A20, settings: {label: Ana}}\n"
        + "  - {mac: 80-82-87-01-02-04, model: A21, settings: {label: \"Bo, C\"}}\n"),
    Case(
      "goes within brackets", "phones: [{mac: 808287010201, model: A20}]\n",
      "phones: [{mac: 808287010201, model: A20}, {mac: 808287010203, model: A20, "
        + "settings: {label: Ana}}, {mac: 808287010204, model: A21, settings: {label: \"Bo, C\"}}]\n"
    ),
    Case(
      "fills an empty section", "phones: [] # none yet\nassets: []\n",
      "phones: # none yet\n"
        + "  - mac: 80:82:87:01:02:03\n    model: A20\n    settings: {label: Ana}\n"
        + "  - mac: 80:82:87:01:02:04\n    model: A21\n    settings: {label: \"Bo, C\"}\n"
        + "assets: []\n"),
    Case(
      "makes a section, with the file's line ends", "vars: {a: b}\r\n",
      "vars: {a: b}\r\n\r\nphones:\r\n"
        + "  - mac: 80:82:87:01:02:03\r\n    model: A20\r\n    settings: {label: Ana}\r\n"
        + "  - mac: 80:82:87:01:02:04\r\n    model: A21\r\n    settings: {label: \"Bo, C\"}\r\n"),
  ]

  @Test("goes where a person would write it", arguments: cases)
  func place(_ example: Case) {
    let run = ImportRun(Self.list, site: example.site)
    #expect(run.codes == [], "\(run.printed)")
    #expect(run.text() == example.expected)
  }

  @Test("adds the accounts that the site lacks, and names the secrets that they want")
  func accounts() {
    let run = ImportRun(
      "MAC,Model,Ext,Name\n808287010203,A20,101,Ana\n808287010204,A20,102,Bo\n808287010205,A20,102,\n",
      site: "accounts:\n  \"101\": {name: Front, password: !secret x} # a\n")
    #expect(run.codes == [])
    #expect(
      run.text()?.hasPrefix(
        "accounts:\n  \"101\": {name: Front, password: !secret x} # a\n"
          + "  \"102\": {name: Bo, password: !secret sip_102}\n") == true)
    #expect(run.text()?.contains("    accounts: [\"101\"]\n    settings: {label: Ana}\n") == true)
    #expect(run.plan?.accounts == ["102"])
    #expect(run.plan?.secrets == ["sip_102"])
  }

  @Test("leaves a phone that the site has already as it is, and says where")
  func repeated() {
    let run = ImportRun(Self.list, site: "phones: [{mac: 80-82-87-01-02-03, model: A20}]\n")
    #expect(run.codes == ["I004"])
    #expect(run.plan?.phones.count == 1)
    #expect(run.plan?.knownCount == 1)
  }

  @Test("changes nothing the second time")
  func twice() throws {
    let site = try #require(ImportRun(Self.list, site: "").text())
    let again = ImportRun(Self.list, site: site)
    #expect(again.codes == ["I004", "I004"])
    #expect(again.plan?.files.isEmpty == true)
  }

  @Test("takes models that the site says")
  func siteModel() {
    let run = ImportRun(
      "MAC,Model\n808287010203,x20\n", site: "models: {X20: {family: A2X}}\n")
    #expect(run.plan?.phones.map(\.model) == ["X20"])
  }

  @Test("appends to the tables that the site names, in their columns and with their separator")
  func tables() {
    let run = ImportRun(
      "MAC,Model,Ext,Name\n808287010203,A20,101,Ana\n",
      into: [
        "sites/hq.yaml": "phones: !csv p.csv\naccounts: !csv a.csv\n",
        "sites/p.csv": "label;mac;model;accounts\r\n;80:82:87:01:02:01;A20;",
        "sites/a.csv": "id,name,password_secret\n",
      ])
    #expect(run.codes == [])
    #expect(
      run.text("sites/p.csv")
        == "label;mac;model;accounts\r\n;80:82:87:01:02:01;A20;\r\nAna;80:82:87:01:02:03;A20;101\r\n"
    )
    #expect(run.text("sites/a.csv") == "id,name,password_secret\n101,Ana,sip_101\n")
    #expect(run.text() == nil)
    #expect(run.plan?.files.map(\.path) == ["sites/a.csv", "sites/p.csv"])
  }

  @Test("says what a table has no column for")
  func lostField() {
    let run = ImportRun(
      Self.list, into: ["sites/hq.yaml": "phones: !csv p.csv\n", "sites/p.csv": "mac,model\n"])
    #expect(run.codes == ["I009"])
    #expect(run.text("sites/p.csv") == "mac,model\n80:82:87:01:02:03,A20\n80:82:87:01:02:04,A21\n")
  }

  @Test(
    "is refused where it has no place, and where the site would be in error",
    arguments: [
      ("{phones: []}\n", "I008"), ("vars: {p: &p []}\nphones: *p\n", "I008"),
      ("phones: [\n", "Y007"), ("phones: 1\n", "S002"),
    ])
  func refused(site: String, code: String) {
    let run = ImportRun(Self.list, site: site)
    #expect(run.codes == [code], "\(run.printed)")
    #expect(run.plan == nil)
  }

  @Test("is refused if the site would be in error after it")
  func unreadable() {
    let run = ImportRun(
      "MAC,Model,Name\n808287010203,A20,\(String(repeating: "x", count: 300))\n", site: "")
    #expect(run.codes == ["I010"])
    #expect(run.plan == nil)
  }

  @Test(
    "writes texts that no reader of YAML takes for something else",
    arguments: [
      ("Ana García", "Ana García"), ("no", "\"no\""), ("0101", "\"0101\""), ("a: b", "\"a: b\""),
      ("x #y", "\"x #y\""), ("say \"hi\"", "\"say \\\"hi\\\"\""), ("-", "\"-\""), ("*a", "\"*a\""),
      ("C:\\", "\"C:\\\\\""), ("", "\"\""), ("a\u{7}", "\"a\\u0007\""), ("[x]", "\"[x]\""),
    ])
  func scalars(text: String, expected: String) {
    #expect(YAMLText.scalar(text) == expected)
  }
}
