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

  private static let ledger = """
    {"ringtree":"rollout","version":1,"site":"hq","ledger":"00000000"}
    {"time":1,"mac":"808287010203","address":"192.0.2.3","event":"seen"}
    {"time":2,"mac":"808287010299","address":"192.0.2.4","event":"unknown","vendor":"ATCOM","model":"ATCOM"}
    {"time":3,"mac":"808287010299","address":"192.0.2.4","event":"unknown","vendor":"ATCOM","model":"ATCOM"}
    {"time":4,"mac":"001565010203","address":"192.0.2.5","event":"unknown","vendor":"Yealink","model":"T46G"}
    {"time":5,"address":"192.0.2.6","event":"unknown","vendor":"ATCOM","model":"ATCOM"}

    """

  @Test("--seen adds the phones that a rollout met, without those of other makers")
  func seen() throws {
    let folder = try ScratchRepository([
      "sites/hq.yaml": Self.site, "out/hq.rollout.jsonl": Self.ledger,
    ])
    let run = try folder.run("ringtree import --seen out/hq.rollout.jsonl --model A21")
    #expect(run.status == 0)
    #expect(
      run.errors == """
        1 phone of other makers left out
        1 phone without a MAC address left out
        sites/hq.yaml: 1 phone added, 0 already there

        """)
    #expect(
      try folder.text("sites/hq.yaml")
        == Self.site + "  - mac: 80:82:87:01:02:99\n    model: A21\n")
  }

  @Test("--seen asks for the model, which phones do not say")
  func seenWithoutModel() throws {
    let folder = try ScratchRepository([
      "sites/hq.yaml": Self.site, "out/hq.rollout.jsonl": Self.ledger,
    ])
    let run = try folder.run("ringtree import --seen out/hq.rollout.jsonl --format github")
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("::error file=out/hq.rollout.jsonl,line=3,"), "\(run.output)")
    #expect(run.output.contains("I006"))
    #expect(try folder.text("sites/hq.yaml") == Self.site)
  }

  @Test("--seen refuses what is no ledger")
  func noLedger() throws {
    let folder = try ScratchRepository(["sites/hq.yaml": Self.site, "list.csv": Self.list])
    let run = try folder.run("ringtree import --seen list.csv")
    #expect(run.status == 1)
    #expect(run.errors.contains("error[O007]"))
  }

  @Test("wants a list or a ledger, and not both", arguments: ["", "list.csv --seen list.csv"])
  func usage(arguments: String) throws {
    #expect(try ScratchRepository().run("ringtree import \(arguments)").status == 64)
  }
}
