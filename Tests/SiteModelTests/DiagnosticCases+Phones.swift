extension DiagnosticCase {
  private static let head = "settings: {sip: {server: pbx}}\n"

  /// Phones, their accounts and models.
  static let phones: [DiagnosticCase] = [
    DiagnosticCase("S014", "phones: [{mac: 1️⃣80:82:87:00:012️⃣, model: A20}]"),
    DiagnosticCase("S014", "phones: [{mac: 1️⃣80:82:87:00:00:0G2️⃣, model: A20}]"),
    DiagnosticCase("S014", "phones: [{mac: 1️⃣80:82-87:00:00:012️⃣, model: A20}]"),
    DiagnosticCase("S014", "phones: [{mac: 1️⃣8082:8700:00012️⃣, model: A20}]"),
    DiagnosticCase("S014", "phones: [{mac: 1️⃣08082870000102️⃣, model: A20}]"),
    DiagnosticCase("S014", "phones: [{mac: 1️⃣\"\"2️⃣, model: A20}]"),
    DiagnosticCase("S015", "phones: [{mac: 1️⃣00:00:00:00:00:002️⃣, model: A20}]"),
    DiagnosticCase("S015", "phones: [{mac: 1️⃣0000000000002️⃣, model: A20}]"),
    DiagnosticCase("S015", "phones: [{mac: 1️⃣81:82:87:00:00:012️⃣, model: A20}]"),
    DiagnosticCase("S015", "phones: [{mac: 1️⃣ffff.ffff.ffff2️⃣, model: A20}]"),
    DiagnosticCase(
      "S016",
      """
      phones:
        - {mac: 80:82:87:00:00:0A, model: A20}
        - {mac: 1️⃣8082.8700.000a2️⃣, model: A20}
      """),
    DiagnosticCase(
      "S016",
      """
      phones:
        - {mac: &m 80:82:87:00:00:0A, model: A20}
        - {mac: 1️⃣*m2️⃣, model: A20}
      """),
    DiagnosticCase("S017", "phones: [{mac: 80:82:87:00:00:01, model: 1️⃣A02️⃣}]"),
    DiagnosticCase("S017", "phones: [{mac: 80:82:87:00:00:01, model: 1️⃣a202️⃣}]"),
    DiagnosticCase("S017", "models: {1️⃣X202️⃣: {lines: 2}}"),
    DiagnosticCase(
      "S017",
      "models: {1️⃣X202️⃣: {lines: 2}}\nphones: [{mac: 80:82:87:00:00:01, model: X20}]"),
    DiagnosticCase("S018", "families: {1️⃣A2Y2️⃣: {}}"),
    DiagnosticCase("S018", "models: {X20: {family: 1️⃣A2Y2️⃣}}"),
    DiagnosticCase(
      "S019",
      head + "accounts: {\"101\": {name: A, password: p}}\n"
        + "phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: [1️⃣1022️⃣]}]"),
    DiagnosticCase(
      "S019", "phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: 1️⃣1022️⃣}]"),
    DiagnosticCase(
      "S027",
      head + """
        accounts: {a: &a {name: A, password: p}, b: *a, c: *a}
        phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: [a, b, 1️⃣c2️⃣]}]
        """),
    DiagnosticCase(
      "S027",
      head + """
        models: {A20: {lines: 1}}
        accounts: {a: &a {name: A, password: p}, b: *a}
        phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: [a, 1️⃣b2️⃣]}]
        """),
    DiagnosticCase(
      "S030",
      """
      accounts: {a: {name: A, password: p}}
      phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: [1️⃣a2️⃣]}]
      """),
    DiagnosticCase(
      "S038", "include: [b.yaml]\naccounts: {1️⃣a2️⃣: {name: A, password: p}}",
      files: ["sites/b.yaml": "accounts: {a: {name: A, password: p}}"]),
    DiagnosticCase(
      "S040",
      """
      phones:
        - mac: 1️⃣80:82:87:00:00:012️⃣
          model: A20
          settings: {network: {mode: static, address: 192.0.2.10}}
      """),
    DiagnosticCase(
      "S040",
      """
      settings: {network: {mode: static, netmask: 255.255.255.0, gateway: 192.0.2.1}}
      phones:
        - {mac: 1️⃣80:82:87:00:00:012️⃣, model: A20}
        - {mac: 80:82:87:00:00:02, model: A20, settings: {network: {mode: dhcp}}}
        - {mac: 80:82:87:00:00:03, model: A20, settings: {network: {address: 192.0.2.9}}}
      """),
    DiagnosticCase(
      "S045",
      head + """
        accounts: {a: {name: A, password: p}}
        phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: [a, 1️⃣a2️⃣]}]
        """),
    DiagnosticCase("F003", "models: {1️⃣A220X2️⃣: {}}"),
    DiagnosticCase("F003", "phones: [{mac: 80:82:87:00:00:01, model: 1️⃣A22XX2️⃣}]"),
  ]

  private static func keys(_ keys: String, model: String = "A20") -> String {
    "phones: [{mac: 80:82:87:00:00:01, model: \(model), keys: [\(keys)]}]"
  }

  /// Function keys.
  static let keys: [DiagnosticCase] = [
    DiagnosticCase("S008", keys("{type: 1️⃣blff2️⃣}")),
    DiagnosticCase("S026", keys("1️⃣{value: \"1\"}2️⃣")),
    DiagnosticCase("S028", keys("{type: none, position: 2}, 1️⃣{type: hold, position: 2}2️⃣")),
    DiagnosticCase(
      "S028",
      keys(
        "{type: none, position: 3}, {type: none, position: 1}, "
          + "{type: hold}, 1️⃣{type: hold}2️⃣")),
    DiagnosticCase("S028", keys("1️⃣{type: none, position: 5}2️⃣, {type: none}")),
    DiagnosticCase(
      "S028", keys("{type: none}, {type: none}, {type: none}, 1️⃣{type: none}2️⃣", model: "A21")),
    DiagnosticCase("S029", keys("1️⃣{type: blf}2️⃣")),
    DiagnosticCase("S029", keys("{type: line, line: 1️⃣22️⃣}")),
    DiagnosticCase("S006", keys("{type: none, position: 1️⃣02️⃣}")),
    DiagnosticCase("S003", keys("{type: blf, value: 1️⃣~2️⃣}")),
  ]

  /// What is legal, but perhaps not meant.
  static let warnings: [DiagnosticCase] = [
    DiagnosticCase(
      "S020",
      head + """
        accounts: {a: {name: A, password: p}}
        phones:
          - {mac: 80:82:87:00:00:01, model: A20, accounts: [a]}
          - {mac: 80:82:87:00:00:02, model: A20, accounts: [1️⃣a2️⃣]}
        """),
    DiagnosticCase(
      "S021",
      """
      accounts: {1️⃣a2️⃣: {name: A, password: p}}
      phones: [{mac: 80:82:87:00:00:01, model: A20}]
      """),
    DiagnosticCase(
      "S022", "models: {1️⃣A212️⃣: {}}\nphones: [{mac: 80:82:87:00:00:01, model: A20}]"),
    DiagnosticCase("S036", "phones: [{mac: 1️⃣80:82:88:00:00:012️⃣, model: A20}]"),
    DiagnosticCase("S044", "1️⃣2️⃣settings: {}"),
    DiagnosticCase("S044", "1️⃣2️⃣"),
    DiagnosticCase("S044", "1️⃣2️⃣phones: []"),
  ]
}
