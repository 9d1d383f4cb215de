import Diagnostics
import SiteModel
import Testing

/// Sites that mean harm, or are merely very wrong.
@Suite struct HostileSiteTests {
  /// A secret that no text holds by chance.
  private static let secret = "Xq7geheimZz"

  static let leaks: [(name: String, site: TestSite)] = [
    ("wrong shape", TestSite("accounts: {a: {name: A, password: [\(secret)]}}")),
    ("wrong tag", TestSite("accounts: {a: {name: A, password: !sceret \(secret)}}")),
    ("spaces", TestSite("accounts: {a: {name: A, password: \" \(secret) \"}}")),
    ("no secret's name", TestSite("accounts: {a: {name: A, password: !secret \"\(secret) x\"}}")),
    ("line break", TestSite("accounts:\n  a:\n    name: A\n    password: |\n      \(secret)\n")),
    ("misspelt key", TestSite("accounts: {a: {name: A, pasword: \(secret)}}")),
    ("beside an error", TestSite("accounts: {a: {nmae: A, password: \(secret)}}")),
    (
      "setting",
      TestSite("settings: {web: {admin_pasword: \(secret), admin_password: \"\(secret)\\t\"}}")
    ),
    ("in a URL", TestSite("provisioning: {url: http://phones:\(secret)@a/}")),
    ("in a wrong URL", TestSite("provisioning: {url: htp://phones:\(secret)@a/}")),
    ("in a host", TestSite("settings: {sip: {server: \"phones:\(secret)@pbx\"}}")),
    (
      "in a number",
      TestSite(
        "settings: {sip: {server: !secret s, stun_server: !secret s}}",
        files: [TestSite.secretsPath: "s: \(secret) x"])
    ),
    (
      "of the environment",
      TestSite(
        "settings: {label: !secret s}",
        environment: ["RINGTREE_SECRET_s": "\(secret)\n"])
    ),
    ("secrets file, list", TestSite("", files: [TestSite.secretsPath: "- \(secret)"])),
    ("secrets file, text", TestSite("", files: [TestSite.secretsPath: secret])),
    ("secrets file, nested", TestSite("", files: [TestSite.secretsPath: "a: {b: \(secret)}"])),
    ("secrets file, syntax", TestSite("", files: [TestSite.secretsPath: "a: \"\(secret)\nb: c"])),
    (
      "secrets file, line break",
      TestSite("", files: [TestSite.secretsPath: "a: \"\(secret)\\n\""])
    ),
    ("table, wrong row", table("id,name,password\n,Ana,\(secret)\n")),
    ("table, extra field", table("id,name,password\n101,Ana,x,\(secret)\n102,Bo,\(secret),y,z\n")),
    ("table, open quote", table("id,name,password\n101,\"Ana,\(secret)\n")),
    ("table, misspelt column", table("id,name,passwort\n101,Ana ,\(secret)\n101,Ana,\(secret)\n")),
    ("table, unknown column", table("id,name,password,sip pw\n101,Ana ,x,\(secret)\n")),
    ("table, spaces", table("id,name,password\n101,Ana,\(secret) \n")),
    ("table, two passwords", table("id,name,password,password_secret\n101,Ana,\(secret),x\n")),
    ("table, no header", table("101,Ana,\(secret)\n102,Bo,\(secret)\n")),
    (
      "table of phones",
      TestSite(
        "phones: !csv p.csv",
        files: [
          "sites/p.csv": "mac,model,settings.web.admin_password,raw.account.1.password\n"
            + "8082,A20,\(secret),\(secret)\n"
        ])
    ),
    ("raw", TestSite("raw: {account.1.password: \"\(secret)\\n\", b: ~}")),
  ]

  private static func table(_ accounts: String) -> TestSite {
    TestSite("accounts: !csv a.csv", files: ["sites/a.csv": accounts])
  }

  @Test(arguments: leaks.map(\.name), DiagnosticFormat.allCases)
  func noDiagnosticShowsASecret(_ name: String, _ format: DiagnosticFormat) throws {
    let site = try #require(Self.leaks.first { $0.name == name }).site
    let result = site.load()
    #expect(result.diagnostics.hasErrors)
    #expect(!result.rendered(format).contains(Self.secret))
  }

  private static let long = String(repeating: "x", count: 100_000)

  static let longTexts: [String] = [
    "\(long): a", "settings: {sip: {port: \(long)}}", "settings: {sip: {expires: \(long)}}",
    "settings: {sip: {port: 0\(long.map { _ in "1" }.joined())}}",
    "settings: {sip: {server: \(long)_}}", "settings: {web: {enabled: \(long)}}",
    "settings: {sip: {transport: \(long)}}", "settings: {time: {zone: \(long)}}",
    "settings: {label: !\(long) a}", "settings: {? \(long) : a}", "vars: {? a-\(long) : a}",
    "site: \(long)", "families: {? \(long) : {}}", "models: {? \(long) : {}}",
    "models: {A20: {family: \(long)}}", "accounts: {? \(long) : {}}", "include: \(long)",
    "phones: !csv \(long)", "phones: [{mac: \(long), model: \(long), accounts: [\(long)]}]",
    "phones: [{mac: 808287000001, model: A20, keys: [{type: \(long)}]}]",
  ]

  @Test(arguments: longTexts.indices)
  func aMessageQuotesOnlyTheBeginningOfALongText(_ index: Int) {
    let result = TestSite(Self.longTexts[index]).load()
    #expect(result.diagnostics.hasErrors)
    for diagnostic in result.diagnostics {
      for text in [diagnostic.message] + diagnostic.help + diagnostic.notes {
        #expect(text.utf8.count < 1000)
      }
    }
  }

  @Test func manyWrongNamesAmongManyAreAllReported() {
    var text = "settings: {sip: {server: s}}\naccounts:\n"
    for number in 0..<2000 { text += "  account-\(number): {name: N, password: p}\n" }
    text += "phones:\n"
    for number in 0..<2000 {
      text +=
        "  - {mac: \(MACAddress(bits: 0x8082_8700_0000 + UInt64(number)).digits), "
        + "model: A20, accounts: [acount-\(number)]}\n"
    }
    let result = TestSite(text).load()
    #expect(result.diagnostics.count == 2000)
    #expect(result.diagnostics.first?.help.first?.hasPrefix("did you mean") == true)
    // Nobody would wait for the comparison of each with each.
    #expect(result.diagnostics.last?.replacement == nil)
  }

  @Test func manyEntriesOfManyFilesAreMerged() {
    var files: [String: String] = [:]
    for number in 0..<4 {
      let entries = (0..<5000).map { "k\($0): v\(number)" }
      files["sites/\(number).yaml"] = "raw: {\(entries.joined(separator: ", "))}"
    }
    let result = TestSite("include: [0.yaml, 1.yaml, 2.yaml, 3.yaml]", files: files).load()
    #expect(result.site?.frame.layer.raw.count == 5000)
    #expect(result.site?.frame.layer.raw.allSatisfy { $0.value == "v3" } == true)
  }

  @Test func aliasesThatGrowAreStopped() {
    var text = "vars:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "  a\(level): &a\(level) [\(items)]\n"
    }
    #expect(TestSite(text).load().codes.contains("Y025"))
  }

  @Test func manyPhonesMayShareALayout() {
    var text = "settings: {sip: {server: s}}\nphones:\n"
    let keys = (0..<40).map { "{type: blf, value: \"\($0)\", label: L}" }.joined(separator: ", ")
    for number in 0..<4000 {
      text +=
        "  - mac: \(MACAddress(bits: 0x8082_8700_0000 + UInt64(number)).digits)\n"
        + "    model: Z1\n    keys: \(number == 0 ? "&keys [\(keys)]" : "*keys")\n"
    }
    let result = TestSite(text).load()
    #expect(result.codes == [])
    #expect(result.site?.phones.allSatisfy { $0.keys.count == 40 } == true)
  }
}
