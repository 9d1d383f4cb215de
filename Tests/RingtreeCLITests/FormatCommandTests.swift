import Foundation
import TestSupport
import Testing

@Suite("ringtree fmt")
struct FormatCommandTests {
  private static let untidy = "site:   hq\n"
  private static let tidy = "site: hq\n"

  @Test("writes what is not canonical, with its permissions, and leaves the rest untouched")
  func writes() throws {
    let folder = try ScratchRepository(["sites/a.yaml": Self.untidy, "sites/b.yaml": Self.tidy])
    _ = try folder.run("chmod 640 sites/a.yaml")
    let untouched = try folder.inode("sites/b.yaml")
    let run = try folder.run("ringtree fmt")
    #expect(run.status == 0)
    #expect(run.errors == "sites/a.yaml: formatted\n")
    #expect(try folder.text("sites/a.yaml") == Self.tidy)
    #expect(try folder.mode("sites/a.yaml") == "640")
    #expect(try folder.inode("sites/b.yaml") == untouched)
    #expect(folder.files() == ["sites", "sites/a.yaml", "sites/b.yaml"])
  }

  @Test("--check names what would change, control characters escaped, and writes nothing")
  func check() throws {
    let name = "sites/a\u{1B}[2J.yaml"
    let folder = try ScratchRepository([name: Self.untidy, "sites/b.yaml": Self.tidy])
    let run = try folder.run("ringtree fmt --check")
    #expect(run.status == 1)
    #expect(run.output == "sites/a␛[2J.yaml\n")
    #expect(try folder.text(name) == Self.untidy)
    #expect(try folder.run("ringtree fmt --check sites/b.yaml").status == 0)
  }

  @Test("leaves a file with an error of syntax alone, says where, and formats the others")
  func refuses() throws {
    let folder = try ScratchRepository(["sites/a.yaml": "site: [\n", "sites/b.yaml": Self.untidy])
    let run = try folder.run("ringtree fmt --format github")
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("::error file=sites/a.yaml,line="))
    #expect(try folder.text("sites/a.yaml") == "site: [\n")
    #expect(try folder.text("sites/b.yaml") == Self.tidy)
  }

  @Test("writes through a symbolic link, which stays one")
  func link() throws {
    let folder = try ScratchRepository(["real.yaml": Self.untidy])
    _ = try folder.run("mkdir sites; ln -s ../real.yaml sites/a.yaml")
    #expect(try folder.run("ringtree fmt").status == 0)
    #expect(try folder.text("real.yaml") == Self.tidy)
    #expect(try folder.run("readlink sites/a.yaml").output == "../real.yaml\n")
  }

  @Test(
    "writes to standard output", arguments: ["--stdout sites/a.yaml", "- < sites/a.yaml"])
  func standardOutput(arguments: String) throws {
    let folder = try ScratchRepository(["sites/a.yaml": Self.untidy])
    let run = try folder.run("ringtree fmt \(arguments)")
    #expect(run.status == 0)
    #expect(run.output == Self.tidy)
    #expect(try folder.text("sites/a.yaml") == Self.untidy)
  }

  @Test("says which file it cannot read, and ends with 74")
  func unreadable() throws {
    let run = try ScratchRepository().run("ringtree fmt nowhere.yaml")
    #expect(run.status == 74)
    #expect(run.errors == "error: cannot read nowhere.yaml: No such file or directory\n")
  }

  @Test(
    "refuses options that say nothing together",
    arguments: ["--check --stdout a", "--stdout", "--stdout a b", "- a"])
  func usage(arguments: String) throws {
    #expect(try ScratchRepository().run("ringtree fmt \(arguments)").status == 64)
  }
}
