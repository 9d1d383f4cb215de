import Diagnostics
import SiteModel
import Testing

/// What values mean: a plain scalar is what it looks like, whatever YAML would make of it.
@Suite struct ValueTests {
  /// The value of a setting, said at the top of a site; nil if anything is wrong with it.
  static func value(_ path: String, _ text: String) -> SettingValue? {
    let parts = path.split(separator: ".")
    let body = parts.count == 1 ? "{\(path): \(text)}" : "{\(parts[0]): {\(parts[1]): \(text)}}"
    let result = TestSite("settings: \(body)").load()
    guard !result.diagnostics.hasErrors else { return nil }
    return result.site?.frame.layer.settings.first?.value
  }

  static let values: [(path: String, text: String, value: SettingValue)] = [
    ("label", "Ana", .text("Ana")),
    ("label", "012", .text("012")),
    ("label", "1.50", .text("1.50")),
    ("label", "no", .text("no")),
    ("label", "1e3", .text("1e3")),
    ("label", "2024-01-01", .text("2024-01-01")),
    ("label", "'null'", .text("null")),
    ("label", "nULL", .text("nULL")),
    ("label", "none", .text("none")),
    ("label", "\"a: b # c\"", .text("a: b # c")),
    ("label", "Zoë 李", .text("Zoë 李")),
    ("sip.server", "pbx.example.net", .text("pbx.example.net")),
    ("sip.server", "PBX_1", .text("PBX_1")),
    ("sip.server", "192.0.2.1", .text("192.0.2.1")),
    ("sip.server", "2001:db8::1", .text("2001:db8::1")),
    ("sip.server", "\"::ffff:192.0.2.1\"", .text("::ffff:192.0.2.1")),
    ("sip.server", "1:2:3:4:5:6:7:8", .text("1:2:3:4:5:6:7:8")),
    ("sip.server", "1e5", .text("1e5")),
    ("sip.server", "null.example.net", .text("null.example.net")),
    ("network.dns", "192.0.2.1", .text("192.0.2.1")),
    ("provisioning.url", "tftp://auto", .text("tftp://auto")),
    (
      "provisioning.url", "\"https://[2001:db8::1]:8443/p?a=b\"",
      .text("https://[2001:db8::1]:8443/p?a=b")
    ),
    ("sip.port", "5061", .number(5061)),
    ("sip.port", "\"5061\"", .number(5061)),
    ("sip.port", "1", .number(1)),
    ("network.vlan_priority", "0", .number(0)),
    ("sip.expires", "90", .number(90)),
    ("sip.expires", "90s", .number(90)),
    ("sip.expires", "15m", .number(900)),
    ("sip.expires", "1h", .number(3600)),
    ("sip.expires", "2d", .number(172_800)),
    ("sip.keepalive", "0", .number(0)),
    ("web.enabled", "true", .boolean(true)),
    ("web.enabled", "yes", .boolean(true)),
    ("web.enabled", "On", .boolean(true)),
    ("web.enabled", "\"true\"", .boolean(true)),
    ("web.enabled", "no", .boolean(false)),
    ("web.enabled", "OFF", .boolean(false)),
    ("sip.srtp", "off", .text("off")),
    ("time.clock", "24h", .text("24h")),
    ("time.zone", "Europe/Madrid", .text("Europe/Madrid")),
    ("voice_mail.number", "*97", .text("*97")),
    ("voice_mail.number", "0101", .text("0101")),
    ("voice_mail.number", "+34600", .text("+34600")),
    ("provisioning.at", "03:30", .text("03:30")),
    ("provisioning.at", "23:59", .text("23:59")),
    ("audio.codecs", "[g722, pcmu]", .list(["g722", "pcmu"])),
    ("audio.codecs", "g722", .list(["g722"])),
    ("dialling.emergency", "[112, \"911\"]", .list(["112", "911"])),
  ]

  @Test(arguments: values)
  func aSettingIsReadByItsKind(_ path: String, _ text: String, _ value: SettingValue) {
    #expect(Self.value(path, text.hasPrefix("*") ? "\"\(text)\"" : text) == value)
  }

  @Test(arguments: SettingsSchema.standard.fields.indices)
  func everySettingIsFoundByItsPath(_ index: Int) {
    let slot = SettingSlot(index: index)
    #expect(SettingsSchema.standard.slot(path: SettingsSchema.standard.path(of: slot)) == slot)
    #expect(!SettingsSchema.standard[slot].documentation.isEmpty)
  }

  static let macAddresses: [(String, UInt64)] = [
    ("80:82:87:01:02:03", 0x8082_8701_0203),
    ("80-82-87-01-02-03", 0x8082_8701_0203),
    ("8082.8701.0203", 0x8082_8701_0203),
    ("808287010203", 0x8082_8701_0203),
    ("\"808287010203\"", 0x8082_8701_0203),
    ("80:82:87:0A:0b:0C", 0x8082_870A_0B0C),
    ("012345678901", 0x0123_4567_8901),
    ("80828701e203", 0x8082_8701_E203),
    ("10:20:30:40:50:10", 0x1020_3040_5010),
    ("001122334455", 0x0011_2233_4455),
    ("0o1122334455", 0),
    ("0x1122334455", 0),
  ]

  @Test(arguments: macAddresses)
  func aMACAddressIsReadInEveryNotation(_ text: String, _ bits: UInt64) {
    // 01:23:… is a group's address, so that it is looked at without a phone.
    let bare = text.filter { $0 != "\"" }
    guard bits != 0 else {
      #expect(MACAddress(bare) == nil)
      return
    }
    #expect(MACAddress(bare)?.bits == bits)
    guard MACAddress(bits: bits).isMulticast == false else { return }
    let phones = TestSite("phones: [{mac: \(text), model: Z1}]").load().site?.phones
    #expect(phones?.map(\.mac.bits) == [bits])
  }

  @Test func aMACAddressIsWrittenInEveryNotation() {
    let mac = MACAddress(bits: 0x8082_8701_0AFF)
    #expect(mac.digits == "808287010aff")
    #expect(mac.upperDigits == "808287010AFF")
    #expect(mac.colonSeparated == "80:82:87:01:0a:ff")
    #expect(mac.organisation == 0x808287)
    #expect(MACAddress(mac.digits) == mac)
    #expect(MACAddress(mac.colonSeparated) == mac)
  }

  @Test func namesThatLookLikeNumbersStayText() {
    let result = TestSite(
      """
      settings: {sip: {server: pbx}}
      vars: {a: 0101, b: 1.0, c: yes, d: 0x1F, e: [1_000, {f: 12:30}]}
      raw: {0101: 007, a: "", true: no}
      accounts: {0101: {name: 12, password: 0123}, 1e3: {name: no, password: 1.10}}
      phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: [0101, 1e3]}]
      """
    ).load()
    #expect(result.codes == [])
    #expect(
      result.site.map(describe) == """
        site hq
          sip.server = text("pbx")
          vars.a = "0101"
          vars.b = "1.0"
          vars.c = "yes"
          vars.d = "0x1F"
          vars.e = ["1_000", {f: "12:30"}]
          raw 0101 = 007
          raw a =\u{20}
          raw true = no
        account 0101 12 0123 true - - - - - - - - - - - - - -
        account 1e3 no 1.10 true - - - - - - - - - - - - - -
        phone 808287000001 A20 ["0101", "1e3"]
        """)
  }

  @Test func anAccountMaySayEverything() {
    let result = TestSite(
      """
      accounts:
        "101":
          {name: Ana, password: p, user: u, auth_user: au, display_name: dn, label: l,
           enabled: no, server: s, port: 5070, transport: tls, outbound_proxy: op,
           outbound_port: 5071, backup_server: bs, backup_port: 5072, expires: 10m,
           srtp: required, voice_mail: "*97"}
      phones: [{mac: 80:82:87:00:00:01, model: A20, accounts: "101"}]
      """
    ).load()
    #expect(result.codes == [])
    #expect(
      result.site?.accounts.map(describe) == [
        "account 101 Ana p false u au dn l s tls op bs required *97 5070 5071 5072 600"
      ])
  }

  @Test func functionKeysTakeTheNextPosition() {
    let result = TestSite(
      """
      phones:
        - mac: 80:82:87:00:00:01
          model: D32
          keys: [{type: hold, position: 4}, {type: blf, value: 102, label: Ana, pickup: "**"},
                 {type: none, position: 1}, {type: line}]
      """
    ).load()
    #expect(result.codes == [])
    #expect(
      result.site?.phones.first?.keys.map { "\($0.position) \($0.type.rawValue)" } == [
        "1 none", "2 line", "4 hold", "5 blf",
      ])
  }
}
