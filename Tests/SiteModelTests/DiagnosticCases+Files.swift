extension DiagnosticCase {
  /// Files that a site names.
  static let files: [DiagnosticCase] = [
    DiagnosticCase("S031", "include: [1️⃣other.yaml2️⃣]"),
    DiagnosticCase("S031", "include: [a.yaml]", files: ["sites/a.yaml": "include: 1️⃣./hq.yaml2️⃣"]),
    DiagnosticCase("S001", "include: [a.yaml]", files: ["sites/a.yaml": "site: 1️⃣a2️⃣"]),
    // What the missing file may say is not reported as missing.
    DiagnosticCase(
      "S031",
      """
      include: [1️⃣pbx.yaml2️⃣]
      phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: ["101"]}]
      """),
    DiagnosticCase(
      "S032",
      """
      accounts: 1️⃣!csv accounts.csv2️⃣
      phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: ["101", "102"]}]
      """),
    DiagnosticCase("S032", "phones: 1️⃣!csv phones.csv2️⃣"),
    DiagnosticCase("S003", "phones: []\ninclude:1️⃣2️⃣\n"),
  ]

  /// Secrets: from a file, the environment, or nowhere.
  static let secrets: [DiagnosticCase] = [
    DiagnosticCase("S024", "settings: {label: 1️⃣!secret here2️⃣}"),
    DiagnosticCase(
      "S024",
      """
      settings: {web: {admin_password: 1️⃣!secret here2️⃣, user_password: !secret here}}
      vars: {a: !secret here, b: !secret here, c: [!secret here]}
      raw: {a: !secret here, b: !secret here}
      """),
    DiagnosticCase(
      "S013", "settings: {label: 1️⃣!secret here2️⃣}", environment: ["RINGTREE_SECRET_here": "geheim\n"]
    ),
    DiagnosticCase(
      "S009", "settings: {sip: {server: 1️⃣!secret here2️⃣}}",
      files: [TestSite.secretsPath: "here: geh eim"]),
    DiagnosticCase(
      "S023", "phones: [{mac: 80:82:87:00:00:01, model: A20}]",
      files: [TestSite.secretsPath: "1️⃣spare2️⃣: geheim"]),
    DiagnosticCase("S025", "", files: [TestSite.secretsPath: "1️⃣- geheim2️⃣"]),
    DiagnosticCase("S025", "", files: [TestSite.secretsPath: "here: 1️⃣[geheim]2️⃣"]),
    DiagnosticCase("S025", "", files: [TestSite.secretsPath: "here:1️⃣2️⃣"]),
    DiagnosticCase("S025", "", files: [TestSite.secretsPath: "here: 1️⃣\"geheim\\n\"2️⃣"]),
  ]

  private static let table =
    "settings: {sip: {server: pbx}}\naccounts: !csv a.csv\nphones: !csv p.csv\n"
  private static let phoneRow = "mac,model,accounts\n80:82:87:00:00:01,A20,101\n"
  private static let accountRow = "id,name,password\n101,Ana,geheim\n"

  private static func tables(
    _ code: String, phones: String = phoneRow, accounts: String = accountRow
  ) -> DiagnosticCase {
    DiagnosticCase(code, table, files: ["sites/p.csv": phones, "sites/a.csv": accounts])
  }

  /// Tables: the places are the tables' own.
  static let tables: [DiagnosticCase] = [
    tables("S026", phones: "1️⃣mac2️⃣,label\n80:82:87:00:00:01,A\n80:82:87:00:00:02,B\n"),
    tables("S026", accounts: "1️⃣id2️⃣\n101\n102\n"),
    tables("S026", accounts: "1️⃣name2️⃣,password\nAna,geheim\n"),
    tables("S026", accounts: "id,name,password\n101,Ana,p\n1️⃣,Bo,geheim2️⃣\n"),
    tables("S026", accounts: "id,name,password\n1️⃣1012️⃣,Ana,\n"),
    tables("S035", phones: "mac,model,accounts,1️⃣lable2️⃣\n80:82:87:00:00:01,A20,101,Ana\n"),
    tables("S035", phones: "mac,1️⃣Model2️⃣,accounts\n80:82:87:00:00:01,A20,101\n"),
    tables("S035", phones: "mac,model,accounts,1️⃣settings.sip2️⃣\n80:82:87:00:00:01,A20,101,a\n"),
    tables("S035", phones: "mac,model,accounts,1️⃣key01.type2️⃣\n80:82:87:00:00:01,A20,101,none\n"),
    tables("S035", phones: "mac,model,accounts,1️⃣key1.position2️⃣\n80:82:87:00:00:01,A20,101,1\n"),
    tables("S035", accounts: "id,name,1️⃣passwort2️⃣\n101,Ana,geheim\n"),
    tables(
      "S037",
      phones: "mac,model,accounts,label,1️⃣settings.label2️⃣\n80:82:87:00:00:01,A20,101,Ana,Bo\n"),
    tables(
      "S037", accounts: "id,name,password,password_secret\n101,Ana,geheim,1️⃣sip_1012️⃣\n"),
    tables("S038", accounts: accountRow + "1️⃣1012️⃣,Ana,geheim\n"),
    tables("S014", phones: "mac,model,accounts\n1️⃣80828700012️⃣,A20,101\n"),
    tables("S019", phones: "mac,model,accounts\n80:82:87:00:00:01,A20,101;1️⃣1022️⃣\n"),
    tables("S019", phones: "mac,model,accounts\n80:82:87:00:00:01,A20,\"101, 1️⃣1022️⃣\"\n"),
    tables(
      "S005",
      phones: "mac,model,accounts,settings.network.vlan\n80:82:87:00:00:01,A20,101,1️⃣0202️⃣\n"),
    tables("S013", accounts: "id,name,password\n101,1️⃣Ana 2️⃣,geheim\n"),
    tables(
      "S029",
      phones: "mac,model,accounts,key2.type\n80:82:87:00:00:01,A20,101,1️⃣blf2️⃣\n"),
  ]

  private static func family(_ code: String, _ text: String, and: [String] = []) -> DiagnosticCase {
    DiagnosticCase(
      code, "phones: [{mac: 80:82:87:00:00:01, model: A20}]",
      files: ["templates/x/family.yaml": text], and: and)
  }

  private static func catalogue(_ code: String, _ text: String) -> DiagnosticCase {
    DiagnosticCase(
      code, "phones: [{mac: 80:82:87:00:00:01, model: A20}]",
      files: ["templates/a2x/keys.yaml": text])
  }

  /// Families and what their firmware knows.
  static let families: [DiagnosticCase] = [
    family("F002", "1️⃣2️⃣"),
    family("F002", "family: X\nphone: 1️⃣phone.cfg2️⃣"),
    family("F003", "family: 1️⃣X2️⃣\nmodels: [A20]"),
    family("F004", "family: 1️⃣A2X2️⃣"),
    family("S001", "family: X\n1️⃣model2️⃣: [X1]"),
    family("S001", "family: X\nmodels: [{name: X1, 1️⃣line2️⃣: 1}]"),
    family("S001", "family: X\nmaker: {1️⃣ouis2️⃣: []}"),
    family("S002", "family: X\nmodels: 1️⃣X12️⃣"),
    family("S006", "family: X\nlines: 1️⃣652️⃣"),
    family("S008", "family: X\ndialect: 1️⃣doted2️⃣"),
    family("S014", "family: X\nmaker: {oui: [1️⃣80:822️⃣]}"),
    family("S026", "1️⃣2️⃣models: [X1]"),
    family("S026", "family: X\nmodels: [1️⃣{lines: 1}2️⃣]"),
    family("S039", "family: 1️⃣a/b2️⃣"),
    family("S039", "family: X\nvars: {1️⃣a-b2️⃣: {documentation: a}}"),
    catalogue("F005", "1️⃣kyes: {a: text}2️⃣"),
    catalogue("F005", "keys: {a.b: text, 1️⃣\"a.{6-1}\"2️⃣: text}"),
    DiagnosticCase("F001", ""),
  ]
}
