import Foundation
import TestSupport
import Testing

@Suite("ringtree init")
struct InitializeCommandTests {
  @Test("makes a repository that checks without a warning, is in its canonical form and builds")
  func builds() throws {
    let repository = try ScaffoldedRepository().scratch
    let check = try repository.run("ringtree check --secrets secrets.example.yaml")
    #expect(check.status == 0)
    #expect(!check.errors.contains("warning"), "\(check.errors)")
    #expect(try repository.run("ringtree fmt --check").status == 0)
    let build = try repository.run("ringtree build --secrets secrets.example.yaml")
    #expect(build.status == 0)
    #expect(repository.exists("out/hq/808287000001.cfg"))
    #expect(try repository.run("git status --porcelain").output == "")
  }

  @Test("names the site")
  func name() throws {
    let scratch = try ScratchRepository()
    #expect(try scratch.run("ringtree init --name branch-2 x").status == 0)
    #expect(try scratch.text("x/sites/branch-2.yaml").contains("\nsite: branch-2\n"))
    #expect(try scratch.run("ringtree init --name ../x y").status == 64)
  }

  @Test("keeps secrets and built trees out of git, but not the examples")
  func ignores() throws {
    let repository = try ScaffoldedRepository().scratch
    let run = try repository.run(
      "git check-ignore secrets.yaml secrets.prod.yaml out/hq/a secrets.example.yaml sites/hq.yaml")
    #expect(run.output == "secrets.yaml\nsecrets.prod.yaml\nout/hq/a\n")
  }

  @Test("writes the schema that the program has, and tells editors of it")
  func schema() throws {
    let repository = try ScaffoldedRepository().scratch
    #expect(
      try repository.text("site.schema.json") == repository.run("ringtree schema").output)
    let settings = try JSONSerialization.jsonObject(
      with: Data(contentsOf: repository.url.appendingPathComponent(".vscode/settings.json")))
    let schemas = (settings as? [String: Any])?["yaml.schemas"] as? [String: [String]]
    #expect(schemas?["./site.schema.json"] == ["sites/*.yaml", "sites/*.yml"])
    #expect(
      try repository.text("sites/hq.yaml")
        .hasPrefix("# yaml-language-server: $schema=../site.schema.json\n"))
  }

  @Test("copies the templates as they are")
  func templates() throws {
    let repository = try ScaffoldedRepository().scratch
    let shipped = Golden.repositoryRoot.appendingPathComponent("templates").path
    let run = try repository.run("diff -r '\(shipped)' templates")
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("overwrites nothing: a folder with one of its files is refused, and named")
  func refuses() throws {
    let scratch = try ScratchRepository(["x/.gitignore": "mine\n", "x/other": ""])
    let run = try scratch.run("ringtree init x")
    #expect(run.status == 1)
    #expect(run.errors.contains("error[O006]"))
    #expect(run.errors.contains("there already: .gitignore\n"))
    #expect(scratch.files() == ["x", "x/.gitignore", "x/other"])
    #expect(try scratch.text("x/.gitignore") == "mine\n")
  }

  @Test("takes a folder that has other files")
  func otherFiles() throws {
    let scratch = try ScratchRepository(["x/notes.txt": "mine\n"])
    #expect(try scratch.run("ringtree init x").status == 0)
    #expect(try scratch.text("x/notes.txt") == "mine\n")
    #expect(try scratch.mode("x/ci/changes.sh") == "755")
  }

  @Test("says where templates may be if it finds none")
  func noTemplates() throws {
    let scratch = try ScratchRepository(withTemplates: false)
    let run = try scratch.run("ringtree init x")
    #expect(run.status == 74)
    #expect(run.errors.contains("--templates"))
    #expect(scratch.files() == [])
  }
}
