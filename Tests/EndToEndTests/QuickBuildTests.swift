import TestSupport
import Testing

/// A build that remembers the last one writes what a build from nothing writes, whatever was
/// changed in between.
@Suite struct QuickBuildTests {
  @Test func aBuildAfterAnyEditsIsTheSameAsOneFromNothing() throws {
    var generator = SeededGenerator.announced()
    let repository = try SiteRepository()
    var site = EditedSite()
    try site.write(to: repository)
    var remembered = 0
    for round in 1...40 {
      let edits = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        site.edit(using: &generator)
      }
      try site.write(to: repository)
      let quick = try repository.ringtree("build", "sites/hq.yaml", "--secrets", "secrets.yaml")
      let whole = try repository.ringtree(
        "build", "sites/hq.yaml", "--secrets", "secrets.yaml", "-o", "fresh-\(round)")
      #expect(quick.status == whole.status, "\(round), \(edits): \(quick.errors)")
      try #require(quick.status == 0, "\(round), \(edits): \(quick.errors)")
      if try repository.files("out")[".ringtree/hq.memo"] != nil { remembered += 1 }
      let left = try BuiltTree(repository, "out")
      let right = try BuiltTree(repository, "fresh-\(round)")
      #expect(
        left == right, "\(round), \(edits): \(BuiltTree.difference(left, right))")
      try repository.remove("fresh-\(round)")
    }
    #expect(remembered == 40, "builds without findings are remembered")
  }

  @Test func aBuildAfterNoEditChangesNothingAndTouchesNothing() throws {
    let repository = try SiteRepository()
    try EditedSite().write(to: repository)
    let build = ["build", "sites/hq.yaml", "--secrets", "secrets.yaml"]
    try #require(try repository.command(build).run().status == 0)
    let before = try repository.files("out")
    #expect(before[".ringtree/hq.memo"] != nil, "nothing was remembered")
    let run = try repository.command(build).run()
    #expect(run.errors.contains("0 added, 0 changed, 0 removed"), "\(run.errors)")
    #expect(
      try repository.files("out/hq")
        == before.filter { $0.key.hasPrefix("hq/") }.reduce(into: [:]) {
          $0[String($1.key.dropFirst(3))] = $1.value
        })
  }
}

/// A site with everything that a build depends on, each of which an edit may change.
private struct EditedSite {
  private struct Account {
    let number: Int
    var name: String
    var password: String
  }

  private struct Phone {
    let number: Int
    var label: String
    var account: Int
    var key: Int?
    var raw: Int?
  }

  private var server = 1
  private var familyLabel = 0
  private var modelRaw = 0
  private var includedExpires = 3600
  private var secret = 0
  private var asset = 0
  private var templateNote = 0
  private var commonNote = 0
  private var accounts = (0..<12).map {
    Account(number: $0, name: "User \($0)", password: "password-\($0)")
  }
  private var nextNumber = 20
  private var phones = (0..<12).map {
    Phone(number: $0, label: "First \($0)", account: $0, key: nil, raw: nil)
  }

  /// Changes one thing; says which.
  mutating func edit(using generator: inout SeededGenerator) -> String {
    let fresh = Int.random(in: 1...1_000_000, using: &generator)
    let place = phones.indices.randomElement(using: &generator) ?? 0
    switch Int.random(in: 0..<15, using: &generator) {
    case 0: server = fresh
    case 1: familyLabel = fresh
    case 2: modelRaw = fresh
    case 3: includedExpires = 60 + fresh % 80_000
    case 4: secret = fresh
    case 5: asset = fresh
    case 6: templateNote = fresh
    case 7: commonNote = fresh
    case 8: accounts[fresh % accounts.count].name = "User \(fresh)"
    case 9: accounts[fresh % accounts.count].password = "password-\(fresh)"
    case 10: phones[place].label = "Changed \(fresh)"
    case 11: phones[place].key = fresh
    case 12: phones[place].raw = fresh
    case 13:
      // With an account of its own: one that two phones share is a finding.
      accounts.append(Account(number: nextNumber, name: "New", password: "password-\(fresh)"))
      phones.append(
        Phone(number: nextNumber, label: "New", account: nextNumber, key: nil, raw: nil))
      nextNumber += 1
    default:
      if phones.count > 3 {
        let gone = phones.remove(at: place)
        accounts.removeAll { $0.number == gone.account }
      }
      phones.shuffle(using: &generator)
    }
    return "\(fresh)"
  }

  func write(to repository: SiteRepository) throws {
    try repository.write("templates/a2x/family.yaml", SmallSite.family)
    try repository.write(
      "templates/a2x/common.cfg", SmallSite.common + "note = \(commonNote)\n")
    try repository.write(
      "templates/a2x/mac.cfg",
      SmallSite.phone + "note = \(templateNote)\nexpires = {{ settings.sip.expires }}\n"
        + "{% for key in keys %}\nkey.{{ loop.index }} = {{ key.value | default(\"none\") }}\n{% endfor %}\n"
    )
    try repository.write("secrets.yaml", "shared: secret-\(secret)\n")
    try repository.write("sites/common.yaml", "settings: {sip: {expires: \(includedExpires)}}\n")
    try repository.write("sites/a.rom", "rom \(asset)\n")
    try repository.write("sites/hq.yaml", text)
  }

  private var text: String {
    var text = """
      include: [common.yaml]
      settings: {sip: {server: pbx\(server).example.net}}
      families: {A2X: {settings: {label: Family \(familyLabel)}}}
      models: {A20: {raw: {model.raw: "\(modelRaw)", model.secret: !secret shared}}}
      assets: [{from: a.rom, as: a.rom}]
      accounts:

      """
    for account in accounts {
      text += "  \"\(1000 + account.number)\": "
      text += "{name: \(account.name), password: \(account.password)}\n"
    }
    text += "phones:\n"
    for phone in phones {
      text += "  - mac: \"\(808_287_000_000 + phone.number)\"\n    model: A20\n"
      text += "    accounts: [\"\(1000 + phone.account)\"]\n"
      text += "    settings: {label: \(phone.label)}\n"
      if let key = phone.key { text += "    keys: [{type: blf, value: \"\(key)\"}]\n" }
      if let raw = phone.raw { text += "    raw: {own.raw: \"\(raw)\"}\n" }
    }
    return text
  }
}
