import Diagnostics
import SiteModel
import Testing

/// How files become one site.
@Suite struct LoadingTests {
  private static func settings(_ layer: Layer?) -> [String] {
    (layer.map { describe($0) } ?? []).map { $0.trimmingPrefix("  ").description }
  }

  @Test func aFileIsStrongerThanWhatItIncludes() {
    let result = TestSite(
      """
      settings: {sip: {server: own}}
      include: [a.yaml, b.yaml]
      vars: {x: own}
      raw: {k: own, z: own}
      """,
      files: [
        "sites/a.yaml":
          "include: common/c.yaml\nsettings: {sip: {server: a, port: 1}}\nvars: {x: a, y: a}",
        "sites/b.yaml": "settings: {sip: {port: 2}}\nraw: {k: b, l: b}\nmodels: {A20: {lines: 1}}",
        "sites/common/c.yaml":
          "settings: {sip: {port: 3, expires: 60}}\nraw: {l: c}\nmodels: {A20: {keys: 2}}\n"
          + "assets: [{from: ring.wav, as: r.wav}]",
      ]
    ).load()
    #expect(!result.diagnostics.hasErrors)
    #expect(
      Self.settings(result.site?.frame.layer) == [
        "sip.expires = number(60)", "sip.port = number(2)", "sip.server = text(\"own\")",
        "vars.y = \"a\"", "vars.x = \"own\"", "raw l = b", "raw k = own", "raw z = own",
      ])
    #expect(result.site?.frame.name == "hq")
    #expect(result.site?.frame.models["A20"]?.lines == 1)
    #expect(result.site?.frame.models["A20"]?.keys == 2)
    #expect(result.site?.frame.assets.map(\.from) == ["sites/common/ring.wav"])
  }

  @Test func aFileThatIsIncludedTwiceCountsOnce() {
    let result = TestSite(
      "include: [a.yaml, b.yaml]\nphones: [{mac: 80:82:87:00:00:01, model: A20, accounts: [c]}]",
      files: [
        "sites/a.yaml": "include: [c.yaml]", "sites/b.yaml": "include: [./c.yaml]",
        "sites/c.yaml": "settings: {sip: {server: s}}\naccounts: {c: {name: C, password: p}}",
      ]
    ).load()
    #expect(result.codes == [])
    #expect(result.site?.accounts.count == 1)
  }

  @Test func phonesAndAccountsOfAllFilesComeTogether() {
    let result = TestSite(
      """
      include: a.yaml
      settings: {sip: {server: s}}
      accounts: {b: {name: B, password: p}}
      phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: [a, b]}]
      """,
      files: [
        "sites/a.yaml": """
        accounts: {a: {name: A, password: p}}
        phones: [{mac: 80:82:87:00:00:02, model: A20}]
        """
      ]
    ).load()
    #expect(result.codes == [])
    #expect(result.site?.phones.map(\.mac.digits) == ["808287000002", "808287000001"])
    #expect(result.site?.accounts.map(\.id) == ["a", "b"])
  }

  @Test func theSiteIsNamedAfterItsFileOrByItself() {
    #expect(TestSite("").load().site?.frame.name == "hq")
    #expect(TestSite("site: north.2").load().site?.frame.name == "north.2")
  }

  @Test func levelsAreKeptApart() {
    let result = TestSite(
      """
      settings: {sip: {server: s, port: 1}}
      families: {A2X: {common: [x.cfg], settings: {sip: {port: 2}}, raw: {f: 1}}}
      models: {A20: {settings: {sip: {port: 3}}}, X20: {family: A2X, lines: 6, keys: 0}}
      phones:
        - {mac: 80:82:87:00:00:01, model: A20, settings: {sip: {port: 4}}, vars: {v: 5}}
        - {mac: 80:82:87:00:00:02, model: X20}
      """
    ).load()
    #expect(result.codes == [])
    #expect(
      result.site.map(describe) == """
        site hq
          sip.port = number(1)
          sip.server = text("s")
        family A2X ["x.cfg"]
          sip.port = number(2)
          raw f = 1
        model A20 - ["-", "-"]
          sip.port = number(3)
        model X20 A2X ["6", "0"]
        phone 808287000001 A20 []
          sip.port = number(4)
          vars.v = "5"
        phone 808287000002 X20 []
        """)
    #expect(result.models?["X20"]?.lines == 6)
    #expect(result.models?["X20"]?.family == "A2X")
    #expect(result.models?["A21"]?.keys == 3)
    #expect(result.models?["A21"]?.lines == 2)
    #expect(result.models?["A22-5"]?.family == "A2X")
    #expect(result.models?["nothing"] == nil)
  }

  @Test func anchorsAndMergeKeysShareWhatIsWritten() {
    let result = TestSite(
      """
      settings: {sip: {server: s}}
      accounts:
        a: &a {name: A, password: p, transport: tcp}
        b: {<<: *a, name: B}
      phones:
        - mac: 80:82:87:00:00:01
          model: A20
          accounts: [a]
          keys: &keys [{type: hold}, {type: blf, value: "1"}]
          settings: &settings {label: One, sip: {port: 1}}
        - mac: 80:82:87:00:00:02
          model: A20
          accounts: [b]
          keys: *keys
          settings: {<<: *settings, label: Two}
      """
    ).load()
    #expect(result.codes == [])
    #expect(result.site?.accounts.map(\.transport) == ["tcp", "tcp"])
    #expect(result.site?.accounts.map(\.name) == ["A", "B"])
    let phones = result.site?.phones ?? []
    #expect(phones.map(\.keys.count) == [2, 2])
    #expect(
      phones.last.map { Self.settings($0.layer) } == [
        "label = text(\"Two\")", "sip.port = number(1)",
      ])
  }

  @Test func aRowOfATableIsThePhoneThatItWouldBeInYAML() {
    let yaml = TestSite(
      """
      settings: {sip: {server: s}}
      accounts:
        "101": {name: Ana, password: p, port: 5070, enabled: no, voice_mail: "*97"}
        "0102": {name: "null", password: !secret here}
      phones:
        - mac: 808287000001
          model: A20
          accounts: ["101", "0102"]
          settings: {label: Desk, network: {vlan: 20}, audio: {codecs: [g722]}}
          vars: {room: "007"}
          raw: {a.b.c: "1"}
          keys: [{type: blf, value: "102", label: "Bo, Li", pickup: "**", line: 2},
                 {position: 3, type: hold}]
        - {mac: 80828700e002, model: A20}
      """, environment: ["RINGTREE_SECRET_here": "geheim"]
    ).load()
    let table = TestSite(
      "settings: {sip: {server: s}}\naccounts: !csv a.csv\nphones: !csv ../lists/p.csv",
      files: [
        "sites/a.csv": """
        id,name,password,password_secret,port,enabled,voice_mail
        101,Ana,p,,5070,no,*97
        0102,null,,here,,,
        """,
        "lists/p.csv": """
        mac;model;accounts;label;settings.network.vlan;settings.audio.codecs;vars.room;raw.a.b.c;\
        key3.type;key1.type;key1.value;key1.label;key1.pickup;key1.line
        808287000001;A20;101 0102;Desk;20;g722;007;1;hold;blf;102;Bo, Li;**;2
        80828700e002;A20;;;;;;;;;;;;
        """,
      ], environment: ["RINGTREE_SECRET_here": "geheim"]
    ).load()
    #expect(yaml.codes == [])
    #expect(table.codes == [])
    #expect(yaml.site.map(describe) == table.site.map(describe))
  }

  @Test func aSecretComesFromTheFileElseFromTheEnvironment() {
    let result = TestSite(
      """
      settings: {web: {admin_password: !secret a, user_password: !secret b-c}}
      vars: {v: !secret d}
      phones: [{mac: 80:82:87:00:00:01, model: A20}]
      """,
      files: [TestSite.secretsPath: "a: of the file"],
      environment: [
        "RINGTREE_SECRET_a": "not this", "RINGTREE_SECRET_B_C": "of the shell",
        "RINGTREE_SECRET_d": "as it is",
      ]
    ).load()
    #expect(result.codes == [])
    #expect(
      Self.settings(result.site?.frame.layer) == [
        "web.admin_password = text(\"of the file\")", "web.user_password = text(\"of the shell\")",
        "vars.v = \"as it is\"",
      ])
    #expect(result.site?.frame.layer.hidesSecrets == true)
  }

  @Test func aFileThatIsMissingIsSaidWithoutAPlace() {
    var site = TestSite("")
    site.files = [:]
    let result = site.load()
    #expect(result.site == nil)
    #expect(result.codes == ["S032"])
    #expect(result.diagnostics.first?.primary == nil)
  }

  @Test func includesThatNeverEndAreStopped() {
    var files: [String: String] = [:]
    for number in 0..<40 { files["sites/\(number).yaml"] = "include: \(number + 1).yaml" }
    #expect(TestSite("include: 0.yaml", files: files).load().codes == ["S031"])
  }
}
