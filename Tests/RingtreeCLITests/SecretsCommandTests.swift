import Foundation
import TestSupport
import Testing

@Suite("ringtree secrets")
struct SecretsCommandTests {
  private static let site = """
    settings: {sip: {server: pbx.example.net}, web: {admin_password: !secret web}}
    accounts:
      "101": {name: Ana, password: !secret sip_101}
      "102": {name: Bo, password: !secret sip_101}
      "103": {name: Cy, password: !secret sip_103}
    phones:
      - {mac: 80:82:87:01:02:03, model: A20, accounts: ["101"]}

    """
  private static let values = "sip_101: hunter2-hunter2\nold: swordfish\n"

  private static func repository() throws -> ScratchRepository {
    try ScratchRepository(["sites/hq.yaml": site, "secrets.yaml": values])
  }

  @Test("list names each secret, its source and its uses, and never a value")
  func list() throws {
    let folder = try Self.repository()
    let run = try folder.run(
      "ringtree secrets list --secrets secrets.yaml",
      environment: ["RINGTREE_SECRET_WEB": "correct-horse"])
    #expect(run.status == 0)
    #expect(
      run.output == """
        old      secrets.yaml:2:1      unused
        sip_101  secrets.yaml:1:1      sites/hq.yaml:3:32 and 1 more
        sip_103  missing               sites/hq.yaml:5:31
        web      $RINGTREE_SECRET_WEB  sites/hq.yaml:1:66

        """)
    #expect(
      run.errors
        == "4 secrets, 1 missing, 1 unused\nto make what is missing: ringtree secrets new sip_103\n"
    )
  }

  @Test("list --format json says the same to programs")
  func json() throws {
    let folder = try Self.repository()
    let run = try folder.run("ringtree secrets list --secrets secrets.yaml --format json")
    #expect(!run.output.contains("hunter2"))
    let list = try JSONDecoder().decode(List.self, from: Data(run.output.utf8))
    #expect(list.secrets.map(\.name) == ["old", "sip_101", "sip_103", "web"])
    #expect(list.secrets.map(\.found) == [true, true, false, false])
    #expect(list.secrets.map(\.uses.count) == [0, 2, 1, 1])
    #expect(list.secrets[1].uses[0] == List.Place(path: "sites/hq.yaml", line: 3, column: 32))
  }

  private struct List: Decodable {
    struct Place: Decodable, Equatable {
      let path: String
      let line: Int
      let column: Int
    }
    struct Secret: Decodable {
      let name: String
      let found: Bool
      let uses: [Place]
    }
    let secrets: [Secret]
  }

  @Test("list reports a site that is in error")
  func listOfBrokenSite() throws {
    let folder = try ScratchRepository(["sites/hq.yaml": "phones: ["])
    let run = try folder.run("ringtree secrets list")
    #expect(run.status == 1)
    #expect(run.errors.contains("error[Y007]"))
  }

  @Test("new prints lines that a secrets file may hold")
  func new() throws {
    let folder = try Self.repository()
    let run = try folder.run("ringtree secrets new sip_103 web 101 | tee secrets.yaml")
    #expect(run.status == 0)
    #expect(
      run.output.matches(of: /(?m)^("?)(sip_103|web|101)\1: "[A-HJ-NP-Za-kmnp-z2-9]{20}"$/).count
        == 3)
    let list = try folder.run("ringtree secrets list --secrets secrets.yaml --format json")
    #expect(list.output.matches(of: /"found": true/).count == 3)
  }

  @Test("new --append adds to the file, for its owner alone, and keeps what is there")
  func append() throws {
    let folder = try ScratchRepository(["secrets.yaml": "# ours\nold: swordfish"])
    let run = try folder.run("ringtree secrets new sip_101 --append secrets.yaml --length 32")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.errors == "secrets.yaml: 1 secret added\n")
    #expect(
      try folder.text("secrets.yaml").wholeMatch(
        of: /# ours\nold: swordfish\nsip_101: "\w{32}"\n/) != nil)
    #expect(try folder.mode("secrets.yaml") == "600")
    #expect(folder.files() == ["secrets.yaml"])
  }

  @Test("new --append makes the file, for its owner alone")
  func create() throws {
    let folder = try ScratchRepository()
    #expect(try folder.run("ringtree secrets new a_b --append secrets.yaml").status == 0)
    #expect(try folder.mode("secrets.yaml") == "600")
  }

  @Test(
    "new --append replaces nothing",
    arguments: [
      ("old: swordfish\n", "error[O004]"), ("{a: b}\n", "error[O005]"), ("- a\n", "error[S025]"),
      ("sops: {mac: x}\n", "error[S025]"), ("a: [\n", "error[Y007]"),
    ])
  func refused(content: String, code: String) throws {
    let folder = try ScratchRepository(["secrets.yaml": content])
    let run = try folder.run("ringtree secrets new other old --append secrets.yaml")
    #expect(run.status == 1)
    #expect(run.errors.contains(code), "\(run.errors)")
    #expect(!run.errors.contains("swordfish"))
    #expect(try folder.text("secrets.yaml") == content)
  }

  @Test(
    "new refuses names and lengths that cannot be",
    arguments: ["", "'a b'", "a a", "a --length 11", "a --length 65"])
  func usage(arguments: String) throws {
    #expect(try ScratchRepository().run("ringtree secrets new \(arguments)").status == 64)
  }
}
