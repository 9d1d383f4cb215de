import ArgumentParser
import RingtreeCLI
import TestSupport
import Testing

@Suite("The CI of a repository made by init")
struct ScaffoldedCITests {
  /// Whether this program can say what changes within a file.
  static let canDiff = Ringtree.configuration.subcommands.contains { $0._commandName == "diff" }

  private static func steps(_ repository: ScaffoldedRepository, job: String) throws
    -> [CIScripts.Step]
  {
    CIScripts.gitHub(try repository.scratch.text(".github/workflows/phones.yml"), job: job)
  }

  private static func step(
    _ name: String, of repository: ScaffoldedRepository, job: String = "check"
  ) throws -> CIScripts.Step {
    try #require(try steps(repository, job: job).first { $0.name == name })
  }

  @Test("has the steps that these tests run, and no other")
  func names() throws {
    let repository = try ScaffoldedRepository()
    #expect(
      try Self.steps(repository, job: "check").map(\.name) == [
        "Install ringtree", "Check", "Canonical form", "Which phones change",
        "Comment on the pull request",
      ])
    #expect(try Self.steps(repository, job: "build").map(\.name) == ["Install ringtree", "Build"])
  }

  @Test(
    "GitHub: passes as it is", arguments: ["Install ringtree", "Check", "Canonical form"])
  func passes(name: String) throws {
    let repository = try ScaffoldedRepository()
    let run = try repository.run(Self.step(name, of: repository))
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  @Test("GitHub: a mistake in the site is annotated at its line")
  func annotation() throws {
    let repository = try ScaffoldedRepository()
    let site = try repository.scratch.text("sites/hq.yaml")
    try repository.scratch.write(
      "sites/hq.yaml", site.replacing("model: A41", with: "model: A4l"))
    let line = try #require(
      site.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.contains("model: A41") })
    let run = try repository.run(Self.step("Check", of: repository))
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("::error file=sites/hq.yaml,line=\(line + 1),"), "\(run.output)")
  }

  @Test("GitHub: a site that is not in its canonical form fails, and is named")
  func form() throws {
    let repository = try ScaffoldedRepository()
    let site = try repository.scratch.text("sites/hq.yaml")
    try repository.scratch.write("sites/hq.yaml", site.replacing("site: hq", with: "site:  hq"))
    let run = try repository.run(Self.step("Canonical form", of: repository))
    #expect(run.status == 1)
    #expect(run.output == "sites/hq.yaml\n")
  }

  @Test("GitHub: builds the tree with the secrets of the environment")
  func build() throws {
    let repository = try ScaffoldedRepository()
    let secrets = "web_admin: w\nsip_101: hunter2-101\nsip_102: hunter2-102"
    let run = try repository.run(
      Self.step("Build", of: repository, job: "build"), ["RINGTREE_SECRETS": secrets])
    #expect(run.status == 0, "\(run.errors)")
    #expect(!(run.output + run.errors).contains("hunter2"))
    #expect(try repository.scratch.text("out/hq/808287000001.cfg").contains("hunter2-101"))
  }

  @Test("GitHub: comments on a pull request which phones change")
  func comment() throws {
    let repository = try ScaffoldedRepository()
    try Self.changeLabel(repository)
    try repository.fake("gh", "echo \"$@\" >> gh.log\ncat changes.md >> gh.log\n")
    let environment = ["BASE": "HEAD~1", "GITHUB_STEP_SUMMARY": "summary.md", "NUMBER": "7"]
    for name in ["Which phones change", "Comment on the pull request"] {
      let run = try repository.run(Self.step(name, of: repository), environment)
      #expect(run.status == 0, "\(run.output)\(run.errors)")
    }
    let comment = try repository.scratch.text("gh.log")
    #expect(comment.hasPrefix("pr comment 7 --body-file changes.md --edit-last\n## Phones\n"))
    #expect(comment.contains("- changed: `808287000001.cfg`\n"))
    #expect(!Self.canDiff || comment.contains("Front office"))
    #expect(try repository.scratch.text("summary.md").contains("### hq"))
    #expect(
      try repository.scratch.run("git worktree list").output.split(separator: "\n").count == 1)
  }

  private static func changeLabel(_ repository: ScaffoldedRepository) throws {
    let site = try repository.scratch.text("sites/hq.yaml")
    try repository.scratch.write(
      "sites/hq.yaml", site.replacing("label: Reception", with: "label: Front office"))
    try repository.commitAll()
  }

  @Test("files that come and go are named, and no more than 200 of them")
  func comingAndGoing() throws {
    let repository = try ScaffoldedRepository()
    let site = try repository.scratch.text("sites/hq.yaml")
    let more = (0..<250).map { "  - {mac: \"\(808_287_100_000 + $0)\", model: A20}\n" }.joined()
    try repository.scratch.write(
      "sites/hq.yaml", site.replacing("phones:\n", with: "phones:\n" + more))
    try repository.commitAll()
    let come = try repository.scratch.run("ci/changes.sh HEAD~1 && cat changes.md")
    #expect(come.output.contains("- new: `808287100000.cfg`\n"), "\(come.errors)")
    #expect(come.output.hasSuffix("- and 50 more\n"))
    try repository.scratch.write("sites/hq.yaml", site)
    let gone = try repository.scratch.run("ci/changes.sh HEAD && cat changes.md")
    #expect(gone.output.contains("- gone: `808287100000.cfg`\n"), "\(gone.errors)")
    let same = try repository.scratch.run("ci/changes.sh HEAD~1 && cat changes.md")
    #expect(same.output == "## Phones\n\n### hq\n\nNothing changes.\n")
  }

  @Test("a revision without sites counts as one without phones")
  func newSite() throws {
    let repository = try ScaffoldedRepository()
    let run = try repository.scratch.run(
      """
      git checkout -q --orphan empty && git rm -rqf . && git -c user.name=a \
      -c user.email=a@example.net commit -q --allow-empty -m none && git checkout -q main &&
      ci/changes.sh empty && cat changes.md
      """)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "## Phones\n\n### hq\n\nA new site.\n")
  }

  @Test("GitLab: checks, and builds with a file of secrets", arguments: ["check", "build"])
  func gitLab(job: String) throws {
    let repository = try ScaffoldedRepository()
    let steps = CIScripts.gitLab(try repository.scratch.text(".gitlab-ci.yml"), job: job)
    #expect(steps.count >= 2)
    for step in steps {
      let run = try repository.run(step, ["RINGTREE_SECRETS": "secrets.example.yaml"])
      #expect(run.status == 0, "\(run.output)\(run.errors)")
    }
    #expect(repository.scratch.exists("out/hq/808287000001.cfg") == (job == "build"))
  }

  @Test("GitLab: comments on a merge request which phones change")
  func gitLabComment() throws {
    let repository = try ScaffoldedRepository()
    try Self.changeLabel(repository)
    try repository.fake("curl", "echo \"$@\" >> curl.log\n")
    let environment = [
      "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD~1", "RINGTREE_BOT_TOKEN": "t",
      "CI_API_V4_URL": "https://gitlab.example.net/api/v4", "CI_PROJECT_ID": "1",
      "CI_MERGE_REQUEST_IID": "2",
    ]
    for step in CIScripts.gitLab(try repository.scratch.text(".gitlab-ci.yml"), job: "changes") {
      let run = try repository.run(step, environment)
      #expect(run.status == 0, "\(run.output)\(run.errors)")
    }
    let changes = try repository.scratch.text("changes.md")
    #expect(changes.contains("- changed: `808287000001.cfg`\n"))
    #expect(!Self.canDiff || changes.contains("Front office"))
    #expect(
      try repository.scratch.text("curl.log").contains(
        "https://gitlab.example.net/api/v4/projects/1/merge_requests/2/notes"))
  }

  @Test("pre-commit: its hooks pass as they are, and stop a mistake")
  func hooks() throws {
    let repository = try ScaffoldedRepository()
    let text = try repository.scratch.text(".pre-commit-config.yaml")
    let entries = text.matches(of: /entry: (.+)/).map { String($0.1) }
    #expect(entries.count == 2)
    for entry in entries { #expect(try repository.scratch.run(entry).status == 0) }
    try repository.scratch.write("sites/hq.yaml", "phones:  [")
    for entry in entries { #expect(try repository.scratch.run(entry).status == 1) }
  }
}
