import TestSupport
import Testing

@Suite("ringtree import")
struct ImportCommandTests {
  private static let site =
    "settings: {sip: {server: pbx.example.net}}\nphones:\n  - mac: 80:82:87:01:02:03\n    model: A20\n"
  private static let list = "MAC,Model,Ext,Name\n8082-8701-0204,A20,102,Ana\n"

  @Test("adds to the only site of a repository, which checks then")
  func adds() throws {
    let folder = try ScratchRepository(["sites/hq.yaml": Self.site, "list.csv": Self.list])
    let run = try folder.run("ringtree import list.csv")
    #expect(run.status == 0)
    #expect(
      run.errors == """
        sites/hq.yaml: 1 phone added, 0 already there; 1 account added
        their passwords are secrets still to be made: ringtree secrets new sip_102

        """)
    let check = try folder.run("ringtree check", environment: ["RINGTREE_SECRET_sip_102": "x"])
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.errors.contains("2 phones"))
  }

  @Test("--dry-run prints the lines, and writes nothing")
  func dryRun() throws {
    let folder = try ScratchRepository(["sites/hq.yaml": Self.site, "list.csv": Self.list])
    let run = try folder.run("ringtree import list.csv --dry-run")
    #expect(run.status == 0)
    #expect(
      run.output == """
        sites/hq.yaml
        + accounts:
        +   "102": {name: Ana, password: !secret sip_102}
        +   - mac: 80:82:87:01:02:04
        +     model: A20
        +     accounts: ["102"]
        +     settings: {label: Ana}

        """)
    #expect(try folder.text("sites/hq.yaml") == Self.site)
  }

  @Test("writes nothing if anything is wrong, and says where in the list")
  func wrong() throws {
    let folder = try ScratchRepository([
      "sites/hq.yaml": Self.site, "list.csv": "MAC,Model\n8082-8701-0204,A20\n808287010205,A99\n",
    ])
    let run = try folder.run("ringtree import list.csv --format github")
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("::error file=list.csv,line=3,"))
    #expect(try folder.text("sites/hq.yaml") == Self.site)
  }

  @Test("asks which site is meant where there are several")
  func several() throws {
    let folder = try ScratchRepository([
      "sites/a.yaml": Self.site, "sites/b.yaml": Self.site, "list.csv": Self.list,
    ])
    #expect(try folder.run("ringtree import list.csv").status == 64)
    #expect(try folder.run("ringtree import list.csv --site sites/b.yaml").status == 0)
    #expect(try folder.text("sites/a.yaml") == Self.site)
  }
}
