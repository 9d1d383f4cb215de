import Diagnostics
import SiteModel
import TestSupport
import Testing

/// A site that is read piece by piece is the site that is read as a whole, right or wrong.
@Suite struct PieceTests {
  @Test func piecesAreTheWhole() {
    var random = SeededGenerator.announced()
    var inPieces = 0
    var withErrors = 0
    for _ in 0..<400 {
      let site = TestSite(RandomSite.text(&random))
      let whole = site.load(inPieces: false)
      let pieces = site.load(batch: Int.random(in: 1...4, using: &random))
      if pieces.wasInPieces { inPieces += 1 }
      if pieces.wasInPieces, pieces.diagnostics.hasErrors { withErrors += 1 }
      #expect(pieces.rendered() == whole.rendered())
      #expect(pieces.site.map(describe) == whole.site.map(describe))
      if pieces.rendered() != whole.rendered() {
        print(site.files[TestSite.path] ?? "")
        break
      }
    }
    #expect(inPieces > 100)
    #expect(withErrors > 50)
  }

  @Test func longListsOfPlainPhonesAreReadInPieces() {
    var text = "settings: {sip: {server: s}}\naccounts:\n"
    for number in 0..<1000 { text += "  \"\(number)\": {name: N, password: p}\n" }
    text += "phones:\n"
    for number in 0..<1000 {
      text +=
        "  - mac: \(MACAddress(bits: 0x8082_8700_0000 + UInt64(number)).digits)\n"
        + "    model: A20\n    accounts: [\"\(number)\"]\n"
    }
    let result = TestSite(text).load()
    #expect(result.wasInPieces)
    #expect(result.codes == [])
    #expect(result.site?.phones.count == 1000)
    #expect(result.site?.accounts.count == 1000)
  }

  @Test(arguments: 58...66)
  func nestingIsTooDeepInPiecesWhereItIsInTheWhole(_ depth: Int) {
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let site = TestSite(
      "phones:\n  - mac: 80:82:87:00:00:01\n    model: A20\n    vars: {a: \(nested)}\n")
    #expect(site.load().rendered() == site.load(inPieces: false).rendered())
  }

  @Test func anAccountTwiceIsTheSameErrorInPieces() {
    let site = TestSite(
      """
      settings: {sip: {server: s}}
      accounts:
        "1": {name: A, password: p}
        "2": {name: B, password: p}
        "1": {name: C, password: p}
        "1": {name: D}
      """)
    let pieces = site.load(batch: 1)
    #expect(pieces.wasInPieces)
    #expect(pieces.codes == ["S026", "Y021", "Y021"])
    #expect(pieces.rendered() == site.load(inPieces: false).rendered())
  }
}

/// Sites with all kinds of right and wrong in them.
private enum RandomSite {
  static func text(_ random: inout SeededGenerator) -> String {
    var parts = [
      pick(
        ["settings: {sip: {server: pbx}}", "settings: {sip: {server: p b}}", "# nothing"], &random),
      accounts(&random), phones(&random),
    ]
    if chance(4, &random) { parts.insert("vars: {a: &text hello, b: &keys [{type: hold}]}", at: 0) }
    if chance(8, &random) {
      parts.append(pick(["phnes: []", "a: b: c", "phones: []", "..."], &random))
    }
    if chance(3, &random) { parts.swapAt(1, 2) }
    return parts.joined(separator: chance(4, &random) ? "\n\n# a comment\n" : "\n")
  }

  private static func accounts(_ random: inout SeededGenerator) -> String {
    var text = "accounts:\n"
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let id = pick(["\"101\"", "102", "sales", "a b", "\"0103\"", "104", "105"], &random)
      let value = pick(
        [
          "{name: Ana, password: p}", "\n    name: Bo\n    password: p", "{name: C}", "nobody",
          "{name: D, password: !secret here}", "{name: *text, password: p}",
          "{name: E, password: p, port: 0}", "&a {name: F, password: p}",
        ], &random)
      text += "  \(id):\(value.hasPrefix("\n") ? "" : " ")\(value)\n"
      if chance(8, &random) { text += pick(["# comment", "", "   x: y", "\t"], &random) + "\n" }
    }
    return text
  }

  private static func phones(_ random: inout SeededGenerator) -> String {
    var text = "phones:\n"
    let indent = pick(["", "  "], &random)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let last = Int.random(in: 0...5, using: &random)
      let mac = pick(["80:82:87:00:00:0\(last)", "80828700000\(last)", "80:82:87:00:00"], &random)
      let model = pick(["A20", "A20", "A02", "A22X", "~"], &random)
      let further = [
        "accounts: [\"101\", 102]", "accounts: sales", "accounts: [none]", "keys: *keys",
        "keys: [{type: hold}, {type: blf}]", "settings: {label: \"a\\nb\"}", "vars: {a: [1, 2]}",
        "settings:\n\(indent)    network: {vlan: 020}",
        "raw: {a: |\n\(indent)      b\n\(indent)    }",
      ]
      text += "\(indent)- mac: \(mac)\n\(indent)  model: \(model)\n"
      if chance(2, &random) { text += "\(indent)  \(pick(further, &random))\n" }
      if chance(9, &random) { text += pick(["# comment", "", "  ]", "- 'x"], &random) + "\n" }
    }
    return text
  }

  private static func pick(_ texts: [String], _ random: inout SeededGenerator) -> String {
    texts.randomElement(using: &random) ?? ""
  }

  private static func chance(_ one: Int, _ random: inout SeededGenerator) -> Bool {
    Int.random(in: 0..<one, using: &random) == 0
  }
}
