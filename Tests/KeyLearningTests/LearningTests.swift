import Diagnostics
import KeyLearning
import SiteModel
import TestSupport
import Testing

@Suite("What is learnt of an export")
struct LearningTests {
  @Test("Keys that differ in a number are one pattern, with the kind of all their values")
  func folding() {
    let learning = Learning(
      """
      #!version:1.0.0.1
      account.1.enable = 1
      account.2.enable = 0
      account.3.enable =
      account.1.expires = 1
      account.2.expires = 3600
      account.1.sip_server.1.address = 192.0.2.1
      account.2.sip_server.1.address = pbx.example.net
      local_time.ntp_server1=pool.ntp.org
      local_time.ntp_server2 =
      auto_provision.server.url = tftp://192.0.2.1
      network.vlan.id =
      """)
    #expect(
      learning.lines == [
        "account.{1-2}.expires: number", "account.{1-2}.sip_server.1.address: text",
        "account.{1-3}.enable: switch", "auto_provision.server.url: url",
        "local_time.ntp_server{1-2}: text", "network.vlan.id: empty",
      ])
    #expect(learning.diagnostics.isEmpty)
  }

  @Test("A pattern stands for no key that was not there: gaps stay gaps")
  func gaps() {
    let keys =
      ["1.1", "1.2", "2.1", "2.2", "3.1", "5.1", "5.2"].map { $0.split(separator: ".") }
      .map { "line.\($0[0]).key.\($0[1]) = x\n" }.joined()
    #expect(
      Learning(keys).lines == [
        "line.3.key.1: text", "line.5.key.{1-2}: text", "line.{1-2}.key.{1-2}: text",
      ])
  }

  @Test("Numbers that could not be written again stand for themselves")
  func oddNumbers() {
    #expect(
      Learning("key.01 = x\nkey.02 = x\nkey.12345678901 = x\nv2 = x\n").lines
        == ["key.01: text", "key.02: text", "key.12345678901: text", "v2: text"])
  }

  @Test("The dialect of <<VOIP CONFIG FILE>> is read too, sections or not")
  func voipConfig() {
    let learning = Learning(
      """
      <<VOIP CONFIG FILE>>Version:2.0002
      <SIP CONFIG MODULE>
      SIP  Port          :5060
      --SIP Line List--  :
      SIP1 Register Addr :192.0.2.1
      SIP2 Register Addr :
      SIP1 Register Pwd  :s3cret
      Time :12:30
      <<END OF FILE>>

      """.replacing("\n", with: "\r\n"), dialect: .voipConfig)
    #expect(
      learning.lines == [
        "--SIP Line List--: empty", "SIP  Port: number", "SIP1 Register Pwd: password",
        "SIP{1-2} Register Addr: address", "Time: text",
      ])
    #expect(learning.diagnostics.isEmpty)
    #expect(learning.catalogue?.knows("SIP2 Register Addr") == true)
  }

  @Test(
    "The kind of a value is seen in it",
    arguments: [
      ("", "empty"), ("0", "switch"), ("1", "switch"), ("2", "number"), ("01", "number"),
      ("192.0.2.1", "address"), ("1.2.3", "text"), ("https://a/", "url"), ("a=b", "text"),
      ("caf\u{e9}", "text"), ("-1", "text"),
    ])
  func kinds(value: String, kind: String) {
    #expect(Learning("key = \(value)").lines == ["key: \(kind)"])
  }

  @Test("No value is in the catalogue, nor in a finding, and passwords are not even looked at")
  func secrets() {
    let learning = Learning(
      """
      account.1.password = needle1
      security.user_password = admin:needle2
      snmp.pin = 12345
      account.1.label = needle3
      needle4 without a sign
      [ section ]
      """)
    #expect(
      learning.lines == [
        "account.1.label: text", "account.1.password: password",
        "security.user_password: password", "snmp.pin: password",
      ])
    #expect(!learning.yaml.contains("needle"))
    #expect(learning.diagnostics.map(\.code.id) == ["L001"])
    #expect(!learning.printed.contains("needle"))
  }

  @Test("The same keys in another order make the same file, byte for byte")
  func deterministic() {
    var generator = SeededGenerator.announced()
    let lines = (0..<500).map { "s\($0 % 7).key.\($0 / 7).x\($0 % 3) = \($0)" }
    let yaml = Learning(lines.joined(separator: "\n")).yaml
    for _ in 0..<5 {
      #expect(Learning(lines.shuffled(using: &generator).joined(separator: "\n")).yaml == yaml)
    }
    #expect(yaml.hasPrefix("# The keys that the firmware of A2X phones knows"))
  }

  @Test("A catalogue knows each of random keys, and none that was not among them")
  func exact() throws {
    var generator = SeededGenerator.announced()
    func key() -> String {
      let words = ["account", "line", "a b", "x-", "\"", "\\", "#", "no", ":"]
      return (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        (words.randomElement(using: &generator) ?? "")
          + "\(Int.random(in: 0...4, using: &generator))"
      }.joined(separator: ".")
    }
    for _ in 0..<50 {
      let keys = Set((0..<100).map { _ in "k" + key() })
      let learning = Learning(keys.map { "\($0) = 1\n" }.joined())
      let catalogue = try #require(learning.catalogue)
      #expect(keys.allSatisfy(catalogue.knows))
      #expect(Set(try #require(catalogue.keys(upTo: 10_000))) == keys)
    }
  }

  @Test(
    "Of 2,000 keys all are known, and one with two letters swapped is refused with the right one")
  func manyKeys() throws {
    let words = ["enable", "label", "display_name", "transport", "expires"]
    let keys =
      (0..<100).flatMap { group in
        words.map { "section\(group % 10).part_\(Self.word(group)).\($0)" }
      }
      + (1...50).flatMap { number in
        ["type", "line", "value", "label", "a", "b"].map { "linekey.\(number).\($0)" }
      }
      + (1...6).flatMap { account in
        (0..<200).map { "account.\(account).\(Self.word($0)).setting" }
      }
    #expect(Set(keys).count == 2_000)
    let catalogue = try #require(Learning(keys.map { "\($0) = x\n" }.joined()).catalogue)
    #expect(keys.allSatisfy(catalogue.knows))
    for (wrong, right) in [
      ("linekey.7.vlaue", "linekey.7.value"), ("linekey.7.tpye", "linekey.7.type"),
      ("section3.part_\(Self.word(3)).tranpsort", "section3.part_\(Self.word(3)).transport"),
      ("account.2.\(Self.word(17)).setitng", "account.2.\(Self.word(17)).setting"),
    ] {
      #expect(!catalogue.knows(wrong))
      #expect(catalogue.nearest(to: wrong) { suggestion(for: $0, among: $1) } == right)
    }
  }

  /// A word of three letters for each number.
  private static func word(_ number: Int) -> String {
    let letters = Array("bcdfghjklmnpqrst")
    return String([letters[number / 16 % 16], "a", letters[number % 16]])
  }
}

@Suite("What cannot be learnt")
struct UnlearnableTests {
  @Test("A file without keys is none", arguments: ["", "\n\n", "# only a comment\n"])
  func empty(text: String) {
    let learning = Learning(text)
    #expect(learning.export == nil)
    #expect(learning.diagnostics.map(\.code.id) == ["L002"])
  }

  @Test("Lines without a key are counted in one finding, at the first")
  func strange() {
    let learning = Learning(
      "<?xml version='1.0'?>\nnothing\na = b\n= c\na{1} = d\n", dialect: .dotted)
    #expect(learning.lines == ["a: text"])
    #expect(
      learning.diagnostics.map(\.message) == [
        "4 lines without a key were left out, the first of them here"
      ])
  }

  @Test("An export of another dialect is not the family's")
  func otherDialect() {
    let voip = Learning("<<VOIP CONFIG FILE>>Version:2.0002\nKey :1\n", dialect: .dotted)
    #expect(voip.diagnostics.map(\.code.id) == ["L003"])
    let dotted = Learning("key = 1\n", dialect: .voipConfig)
    #expect(dotted.diagnostics.map(\.code.id) == ["L003"])
    #expect(dotted.export == nil)
  }

  @Test("Hostile files give keys or findings, and never crash")
  func hostile() {
    var generator = SeededGenerator.announced()
    let pieces = [
      "=", ":", "<", ">>", "\n", "\r", "\0", "{", "1-6}", "key", "9999999999", "\u{feff}", " ",
    ]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...40, using: &generator))
        .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let learning = Learning(text)
      #expect((learning.export == nil) == learning.diagnostics.hasErrors)
      #expect(learning.export == nil || learning.catalogue != nil)
    }
  }
}

@Suite("Two firmwares")
struct KeyDifferenceTests {
  private func difference(_ old: [String], _ new: [String]) -> String? {
    var catalogue = KeyCatalogue()
    for pattern in old { _ = catalogue.add(pattern) }
    let export = Learning(new.map { "\($0) = 1\n" }.joined()).export
    return export.flatMap { KeyDifference(from: catalogue, to: $0)?.text }
  }

  @Test("What is new and what is gone is said in patterns")
  func changes() {
    #expect(
      difference(
        ["account.{1-2}.enable", "account.{1-2}.old", "same"],
        ["account.1.enable", "account.2.enable", "account.3.enable", "same", "x.1", "x.2"])
        == "- account.{1-2}.old\n+ account.3.enable\n+ x.{1-2}\n")
  }

  @Test("The same keys differ in nothing")
  func same() {
    #expect(difference(["a.{1-3}"], ["a.1", "a.2", "a.3"]) == "")
  }

  @Test("Zeros in front of a number make no difference")
  func zeros() {
    #expect(
      difference(["a.1", "b.{0-2}.c", "d0"], ["a.001", "b.00.c", "b.1.c", "b.02.c", "d0"]) == "")
    #expect(difference(["a.10"], ["a.010", "a.01"]) == "+ a.01\n")
  }

  @Test("A catalogue of more keys than can be counted is not compared")
  func tooLarge() {
    #expect(difference(["a.{1-9223372036854775807}"], ["a.1"]) == nil)
    #expect(difference(["a.{0-9223372036854775807}.{0-9223372036854775807}"], ["a.1"]) == nil)
    #expect(difference(["a.{1-1001}.{1-1000}"], ["a.1"]) == nil)
  }
}
