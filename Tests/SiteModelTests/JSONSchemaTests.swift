import Diagnostics
import Foundation
import SiteModel
import TestSupport
import Testing

/// What an editor says of a site file, beside what `check` says.
@Suite struct JSONSchemaTests {
  private static let phone = "mac: 80:82:87:00:00:01, model: A20"

  /// Sites that both take.
  static let accepted = [
    "{}", "site: hq", "site: 12", "include: a.yaml", "include: [a.yaml, b.yaml]",
    "provisioning: {url: tftp://auto, pnp: yes, interval: 1d, at: 03:30}",
    "provisioning: {url: !secret prov.url, password: !secret p}",
    "settings: {label: 12}", "settings: {label: 1.50}", "settings: {label: true}",
    "settings: {label: no}", "settings: {label: 2024-01-01}", "settings: {label: 0101}",
    "settings: {label: .inf}", "settings: {label: 0x1F}", "settings: {label: 1e3}",
    "settings: {label: a}", "settings: {label: \"a b\"}", "settings: {label: \"null\"}",
    "settings: {sip: {port: 5060}}", "settings: {sip: {port: \"5060\"}}",
    "settings: {sip: {expires: 90, keepalive: 30s, session_timer: \"15m\"}}",
    "settings: {sip: {server: 192.0.2.1, backup_server: \"::1\", stun_server: 1e5}}",
    "settings: {sip: {server: true}}", "settings: {sip: {server: !secret pbx}}",
    "settings: {web: {enabled: yes}}", "settings: {web: {enabled: On}}",
    "settings: {web: {enabled: true}}", "settings: {web: {enabled: \"false\"}}",
    "settings: {network: {address: 192.0.2.9, vlan: 20, vlan_priority: 0}}",
    "settings: {audio: {codecs: [g722, pcmu]}}", "settings: {audio: {codecs: g722}}",
    "settings: {time: {zone: Europe/Madrid}}", "settings: {sip: {srtp: off}}",
    "settings: {voice_mail: {number: 0101}}", "settings: {voice_mail: {number: \"*97\"}}",
    "settings: {dialling: {emergency: [112, \"911\"]}}", "settings: {dialling: {emergency: 112}}",
    "vars: {a: 1, b: [x, {c: yes}], _d: 0101, e: {}}", "raw: {a.b: 1, \"c d\": \"\", 5: no}",
    "families: {A2X: {common: [x.cfg], settings: {}, vars: {}, raw: {}}}",
    "models: {A20: {lines: 2, keys: \"8\"}, X20: {family: A2X}}",
    "accounts: {101: {name: 1, password: 0123}, 1e3: {name: no, password: !secret p}}",
    "accounts: {a: {name: A, password: p, port: 5061, transport: tls, enabled: no, expires: 1h}}",
    "accounts: {a: &a {name: A, password: p}, b: {<<: *a, name: B}}",
    "accounts: !csv a.csv\nphones: !csv p.csv", "phones: []",
    "phones: [{\(phone)}]", "phones: [{mac: 808287000001, model: A20}]",
    "phones: [{mac: 80828700e201, model: A20}]", "phones: [{mac: 8082.8700.0001, model: A20}]",
    "phones: [{mac: 80-82-87-00-0A-01, model: A20, accounts: 101}]\n"
      + "accounts: {101: {name: A, password: p, server: s}}",
    "phones: [{mac: \"80828700000b\", model: A20, keys: [{type: blf, value: 102, line: 1}]}]",
    "phones: [{\(phone), keys: [{type: hold, position: 2, label: 5}], raw: {a: 1}, vars: {b: 2}}]",
    "assets: [{from: a, as: b}]", "pages: [{template: a.xml, as: a.xml}]",
  ]

  /// Sites whose shape both refuse.
  static let refused = [
    "[]", "a", "sit: hq", "site: [a]", "site: a b", "site: ~", "include: {a: b}", "include: ~",
    "sip: {}", "provisioning: {uri: a}", "provisioning: [a]", "settings: []", "settings: ~",
    "settings: {sipp: {}}", "settings: {server: a}", "settings: {sip: {sever: a}}",
    "settings: {sip: a}", "settings: {label: ~}", "settings: {label: [a]}",
    "settings: {label: \"\"}",
    "settings: {label: \" a\"}", "settings: {label: \"a\\tb\"}", "settings: {label: {a: b}}",
    "settings: {label: \(String(repeating: "a", count: 65))}", "settings: {label: null}",
    "settings: {sip: {port: 0}}", "settings: {sip: {port: 65536}}", "settings: {sip: {port: a}}",
    "settings: {sip: {port: 1.5}}", "settings: {sip: {port: true}}", "settings: {sip: {port: [1]}}",
    "settings: {sip: {port: \"05060\"}}", "settings: {sip: {port: -1}}",
    "settings: {sip: {expires: soon}}", "settings: {sip: {expires: 29}}",
    "settings: {sip: {expires: 1h30m}}", "settings: {sip: {transport: UDP}}",
    "settings: {sip: {transport: [udp]}}", "settings: {sip: {srtp: true}}",
    "settings: {sip: {server: a b}}", "settings: {sip: {server: sip://a}}",
    "settings: {web: {enabled: 1}}", "settings: {web: {enabled: maybe}}",
    "settings: {audio: {codecs: [g711]}}", "settings: {audio: {codecs: [g722, g722]}}",
    "settings: {time: {zone: Madrid}}", "settings: {voice_mail: {number: 1 2}}",
    "settings: {dialling: {emergency: [1, 2, 3, 4, 5, 6, 7, 8, 9]}}",
    "settings: {network: {address: \"192.0.2.9/24\"}}", "provisioning: {url: file:///a}",
    "provisioning: {at: \"3:30\"}", "vars: {a-b: 1}", "vars: {a: ~}", "vars: [a]", "raw: {a: [b]}",
    "raw: {a: ~}", "raw: {\"\": a}", "families: {A2X: {setting: {}}}",
    "families: {A2X: {common: a}}",
    "models: {A20: {line: 2}}", "models: {A20: {lines: 65}}", "models: {A20: A2X}",
    "accounts: []", "accounts: {a: {name: A}}", "accounts: {a: {password: p}}", "accounts: {a: b}",
    "accounts: {a b: {name: A, password: p}}", "accounts: {a: {name: A, password: p, x: y}}",
    "accounts: {a: {name: A, password: ~}}", "accounts: {a: {name: A, password: p, port: 0}}",
    "phones: {}", "phones: [a]", "phones: [{mac: 80:82:87:00:00:01}]", "phones: [{model: A20}]",
    "phones: [{\(phone), sip: {}}]", "phones: [{mac: 80:82:87, model: A20}]",
    "phones: [{mac: true, model: A20}]", "phones: [{mac: [1], model: A20}]",
    "phones: [{\(phone), keys: [{type: blff}]}]", "phones: [{\(phone), keys: [{type: blf}]}]",
    "phones: [{\(phone), keys: [{value: 1}]}]", "phones: [{\(phone), keys: {type: hold}}]",
    "phones: [{\(phone), keys: [{type: hold, line: 0}]}]",
    "phones: [{\(phone), keys: [{type: hold, position: 1001}]}]",
    "assets: [{from: a}]", "assets: {from: a, as: b}", "pages: [{template: a}]",
    "pages: [{template: a, as: b, x: c}]", "x-notes: a",
  ]

  /// Sites that only `check` refuses, and why the schema cannot.
  static let onlyChecked: [(why: String, site: String)] = [
    ("an editor sees the number without its zero", "settings: {sip: {port: 05060}}"),
    ("an editor sees 31", "settings: {sip: {port: 0x1F}}"),
    ("for JSON 5060.0 is a whole number", "settings: {sip: {port: 5060.0}}"),
    ("a pattern knows no ranges", "settings: {sip: {port: \"65536\"}}"),
    ("a pattern knows no ranges", "settings: {sip: {expires: 29s}}"),
    ("an editor sees the secret's name alone", "settings: {sip: {port: !secret \"5060\"}}"),
    ("the form of a host is more than its letters", "settings: {sip: {server: a..b}}"),
    ("a number is no host, but 1e5 is one", "settings: {sip: {server: 12}}"),
    ("it could be a secret's name", "provisioning: {url: pbx}"),
    ("it could be a secret's name", "settings: {network: {dns: 192.0.2.256}}"),
    ("it could be a secret's name", "provisioning: {at: noon}"),
    ("the form of a URL is more than its letters", "provisioning: {url: \"http://a:0/\"}"),
    ("a length in bytes", "settings: {label: \(String(repeating: "ü", count: 40))}"),
    (
      "twelve digits, but YAML's number has lost them", "phones: [{mac: 8082870000010, model: A20}]"
    ),
    ("no phone's address", "phones: [{mac: 01:00:00:00:00:01, model: A20}]"),
    ("the same address twice", "phones: [{\(phone)}, {\(phone)}]"),
    ("what models there are", "phones: [{mac: 80:82:87:00:00:01, model: A02}]"),
    ("what models there are", "models: {X20: {lines: 2}}"),
    ("what families there are", "families: {A2Y: {}}"),
    ("what accounts there are", "phones: [{\(phone), accounts: [a]}]"),
    (
      "an account twice on one phone",
      "settings: {sip: {server: s}}\naccounts: {a: {name: A, password: p}}\n"
        + "phones: [{\(phone), accounts: [a, a]}]"
    ),
    (
      "nobody says the server",
      "accounts: {a: {name: A, password: p}}\nphones: [{\(phone), accounts: [a]}]"
    ),
    ("how many keys the model has", "phones: [{\(phone), keys: [{type: hold, position: 5}]}]"),
    (
      "two keys in one place",
      "phones: [{\(phone), keys: [{type: hold, position: 2}, {type: hold, position: 2}]}]"
    ),
    ("how many lines the phone has", "phones: [{\(phone), keys: [{type: line, line: 2}]}]"),
    (
      "a static address without its gateway",
      "phones: [{\(phone), settings: {network: {mode: static}}}]"
    ),
    ("what files there are", "phones: !csv nothing.csv"),
    ("what files there are", "include: [nothing.yaml]"),
    ("where secrets come from", "settings: {label: !secret nowhere}"),
    ("which tags there are", "settings: {label: !upper a}"),
    (
      "two ways to say one thing",
      "provisioning: {pnp: true}\nsettings: {provisioning: {pnp: true}}"
    ),
  ]

  private static func check(_ text: String) -> [String] {
    let site = TestSite(
      text,
      files: [
        "sites/a.yaml": "", "sites/b.yaml": "", "sites/a.csv": "id,name,password\n",
        "sites/p.csv": "mac,model\n", TestSite.secretsPath: "{prov.url: http://a/, p: p, pbx: pbx}",
      ])
    return site.load().diagnostics.filter { $0.severity == .error }.map(\.code.id)
  }

  @Test func anEditorAndCheckAgreeOnShapes() throws {
    let sites = Self.accepted + Self.refused + Self.onlyChecked.map(\.site)
    guard case .messages(let messages) = try PythonValidator.validate(sites) else {
      print("skipped: Python's jsonschema and PyYAML are not installed")
      return
    }
    #expect(messages.count == sites.count)
    for (index, (site, message)) in zip(sites, messages).enumerated() {
      let isRefused = (Self.accepted.count..<Self.accepted.count + Self.refused.count).contains(
        index)
      #expect((message != nil) == isRefused, "\(site): \(message ?? "accepted by the schema")")
    }
  }

  @Test(arguments: accepted)
  func checkTakesWhatTheSchemaTakes(_ site: String) {
    #expect(Self.check(site) == [])
  }

  @Test(arguments: refused + onlyChecked.map(\.site))
  func checkRefusesWhatTheSchemaRefusesAndMore(_ site: String) {
    #expect(Self.check(site) != [])
  }

  @Test func theSchemaIsTheSameEachTimeAndReviewed() {
    #expect(SiteJSONSchema.text() == SiteJSONSchema.text())
    #expect(Golden.mismatch("SiteModel/site.schema.json", SiteJSONSchema.text()) == nil)
  }

  @Test func everySettingIsInTheSchema() throws {
    let data = Data(SiteJSONSchema.text().utf8)
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: Any])
    for section in SettingsSchema.standard.sections {
      let name = section.name.isEmpty ? "settings" : "settings_\(section.name)"
      let definition = try #require(definitions[name] as? [String: Any])
      let properties = try #require(definition["properties"] as? [String: Any])
      #expect(Set(section.fields.map(\.name)).isSubset(of: properties.keys))
      #expect(definition["additionalProperties"] as? Bool == false)
    }
    #expect(schema["$id"] == nil)
  }
}
