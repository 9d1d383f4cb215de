import Foundation
import TestSupport
import Testing

@Suite("ringtree rollout")
struct RolloutCommandTests {
  private static let header = #"{"ringtree":"rollout","version":1,"site":"hq","ledger":"a"}"# + "\n"
  private static let seen =
    #"{"time":1764579600000,"mac":"808287010203","address":"192.0.2.7","event":"seen"}"# + "\n"
  private static let manifest = """
    {"version": 1, "site": "hq", "files": [{"path": "808287010204.cfg", "kind": "phone",
    "mac": "808287010204", "size": 0, "sha256": "\(String(repeating: "0", count: 64))"}]}
    """

  @Test("takes the manifest beside the ledger, and says so if there is none")
  func manifestBesideTheLedger() throws {
    let folder = try ScratchRepository(["out/x.jsonl": Self.header + Self.seen])
    let without = try folder.run("ringtree rollout out/x.jsonl")
    #expect(without.status == 0)
    #expect(without.output.hasPrefix("hq: 0 of 1 phone done, 1 on the way\n  808287010203  seen"))
    #expect(without.errors.contains("--manifest FILE"))
    try folder.write("out/hq.manifest.json", Self.manifest)
    let with = try folder.run("ringtree rollout out/x.jsonl")
    #expect(with.output == "hq: 0 of 1 phone done\n  808287010204  not seen\n")
    #expect(with.errors.isEmpty)
  }

  @Test(
    "writes each format to standard output",
    arguments: [
      ("json", "{\n  \"site\": \"hq\""), ("markdown", "## hq\n"), ("csv", "mac,family,"),
      ("text", "hq: "),
    ])
  func formats(format: String, beginning: String) throws {
    let folder = try ScratchRepository(["x.jsonl": Self.header + Self.seen])
    let run = try folder.run("ringtree rollout x.jsonl --format \(format)")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix(beginning))
  }

  @Test("warns of lines that it passed over")
  func faultyLines() throws {
    let folder = try ScratchRepository(["x.jsonl": Self.header + "{}\n" + Self.seen + "x\n{\"ti"])
    let run = try folder.run("ringtree rollout x.jsonl")
    #expect(run.status == 0)
    #expect(
      run.errors.hasPrefix("warning: x.jsonl: 2 lines were not understood and passed over (2, 4)\n")
    )
    #expect(run.output.hasPrefix("hq: 0 of 1 phone done, 1 on the way\n"))
  }

  @Test(
    "says what is wrong with files, and reports nothing",
    arguments: [
      ("missing.jsonl", "cannot read missing.jsonl: No such file", Int32(74)),
      ("out", "cannot read out: Is a directory", 74),
      ("text.jsonl", "text.jsonl is no ledger of a rollout", 1),
      ("a.jsonl lab.jsonl", "lab.jsonl is of the site `lab`, and a.jsonl of `hq`", 1),
      ("a.jsonl --manifest text.jsonl", "text.jsonl is no manifest: line 1", 1),
      ("a.jsonl --manifest lab.json", "lab.json is of the site `lab`, the ledger of `hq`", 1),
      ("a.jsonl --manifest no.json", "cannot read no.json: No such file", 74),
      ("a.jsonl --format yaml", "--format", 64),
    ])
  func faults(arguments: String, message: String, status: Int32) throws {
    let folder = try ScratchRepository([
      "a.jsonl": Self.header, "text.jsonl": "hello\n", "out/x": "",
      "lab.jsonl": Self.header.replacing("hq", with: "lab"),
      "lab.json": Self.manifest.replacing("hq", with: "lab"),
    ])
    let run = try folder.run("ringtree rollout \(arguments)")
    #expect(run.status == status)
    #expect(run.errors.contains(message))
    #expect(run.output.isEmpty)
  }
}
