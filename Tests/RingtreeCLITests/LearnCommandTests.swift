import TestSupport
import Testing

@Suite("ringtree learn")
struct LearnCommandTests {
  private static let family = """
    family: LAB
    models: [L1]
    common: [lab.cfg]
    dialect: dotted

    """
  private static let files = [
    "templates/lab/family.yaml": family, "templates/lab/common.cfg": "a.1.b = 1\n",
    "templates/lab/mac.cfg": "phone.name = {{ mac }}\n",
    "sites/hq.yaml": "phones:\n  - {mac: 80:82:87:01:02:03, model: L1}\n",
    "exported.cfg": "a.1.b = 1\na.2.b = 0\nphone.name = needle\nphone.password = needle\n",
  ]

  private func repository() throws -> ScratchRepository {
    try ScratchRepository(Self.files, withTemplates: false)
  }

  @Test("writes the catalogue beside the family's templates, and check goes by it")
  func writes() throws {
    let folder = try repository()
    let run = try folder.run("ringtree learn exported.cfg --family LAB")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.errors == "templates/lab/keys.yaml: 4 keys in 3 patterns\n")
    #expect(try !folder.text("templates/lab/keys.yaml").contains("needle"))
    #expect(try folder.run("ringtree check").status == 0)
    try folder.write("templates/lab/mac.cfg", "phone.nmae = {{ mac }}\n")
    let check = try folder.run("ringtree check")
    #expect(check.status == 1)
    #expect(check.errors.contains("did you mean `phone.name`?"))
  }

  @Test("--output - prints the catalogue and writes nothing")
  func prints() throws {
    let folder = try repository()
    let run = try folder.run("ringtree learn - --family LAB --output - < exported.cfg")
    #expect(run.status == 0)
    #expect(
      run.output.hasSuffix(
        "keys:\n  \"a.{1-2}.b\": switch\n  phone.name: text\n  phone.password: password\n"))
    #expect(!folder.exists("templates/lab/keys.yaml"))
  }

  @Test("--diff shows what is new and what is gone, and leaves the catalogue")
  func diff() throws {
    let folder = try repository()
    try folder.write("templates/lab/keys.yaml", "keys: {\"a.{1-3}.b\": switch, phone.name: text}\n")
    let run = try folder.run("ringtree learn exported.cfg --family LAB --diff")
    #expect(run.status == 0)
    #expect(run.output == "- a.3.b\n+ phone.password\n")
    #expect(run.errors == "1 key added, 1 dropped\n")
    #expect(try folder.text("templates/lab/keys.yaml").contains("1-3"))
  }

  @Test("a wrong file or family leaves the catalogue as it was")
  func wrong() throws {
    let folder = try repository()
    try folder.write("templates/lab/keys.yaml", "keys: {a: text}\n")
    try folder.write("empty.cfg", "\n")
    #expect(try folder.run("ringtree learn empty.cfg --family LAB").status == 1)
    let run = try folder.run("ringtree learn exported.cfg --family LBA")
    #expect(run.status == 1)
    #expect(run.errors.contains("did you mean `LAB`?"))
    #expect(try folder.run("ringtree learn missing.cfg --family LAB").status == 74)
    #expect(try folder.run("ringtree learn exported.cfg --family LAB --diff -o -").status == 64)
    #expect(try folder.text("templates/lab/keys.yaml") == "keys: {a: text}\n")
  }
}
