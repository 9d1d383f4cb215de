import Foundation
import Synchronization
import Testing

@testable import OutputTree

@Suite(.serialized) struct RealTreeTests {
  private let native = NativeFileSystem()
  private let two = [Sample("a.cfg", "one"), Sample("fw/b.rom", "two", isSecret: false)]

  private func build(
    _ folder: ScratchFolder, _ files: [Sample], adopt: Bool = false, dryRun: Bool = false,
    sync: Bool = false, keeping: Bool = false, beforeCommit: () -> Void = {}
  ) throws -> TreeSummary {
    var options = TreeUpdateOptions()
    options.adoptsForeignFiles = adopt
    options.syncsToDisk = sync
    if dryRun { options.mode = .dryRun }
    return try OutputTreeTests.build(
      native, files, output: folder.out, options: options, keeping: keeping,
      beforeCommit: beforeCommit)
  }

  @Test("a first build makes the tree, its manifest and nothing else", arguments: [false, true])
  func first(sync: Bool) throws {
    let folder = try ScratchFolder()
    let summary = try build(folder, two, sync: sync)
    #expect(summary.added.map(\.text) == ["a.cfg", "fw/b.rom"])
    #expect(folder.names("out/hq") == ["a.cfg", "fw", "fw/b.rom"])
    #expect(folder.names("out/.ringtree") == ["hq.lock", "hq.state"])
    let tree = try Tree.open("\(folder.out)/hq/")
    #expect(tree.hasManifest)
    #expect(try tree.manifest == manifest(of: two))
    #expect(try tree.read(TreePath("fw/b.rom")) == Array("two".utf8))
  }

  @Test("modes do not depend on the umask", arguments: [0o000, 0o077] as [mode_t])
  func modes(mask: mode_t) throws {
    let folder = try ScratchFolder()
    let old = umask(mask)
    defer { umask(old) }
    _ = try build(folder, two)
    #expect(try folder.status("out/hq").mode == 0o755)
    #expect(try folder.status("out/hq/fw").mode == 0o755)
    #expect(try folder.status("out/hq/a.cfg").mode == 0o640)
    #expect(try folder.status("out/hq/fw/b.rom").mode == 0o644)
    #expect(try folder.status("out/hq.manifest.json").mode == 0o644)
    #expect(try folder.status("out/.ringtree").mode == 0o700)
    #expect(try folder.status("out/.ringtree/hq.state").mode == 0o600)
  }

  @Test("a file whose bytes stay keeps its inode and time, whatever else changes")
  func untouched() throws {
    let folder = try ScratchFolder()
    _ = try build(folder, two)
    let before = try folder.status("out/hq/a.cfg")
    let builds: [[Sample]] = [
      two, [two[0], Sample("fw/b.rom", "new")], [two[0], Sample("c", "c"), Sample("d", "d")],
      [two[0]], [Sample("a.cfg", "one", isSecret: false)],
    ]
    for files in builds {
      let summary = try build(folder, files)
      #expect(summary.unchanged == 1 + (files == two ? 1 : 0))
      #expect(try folder.status("out/hq/a.cfg").isSameContent(as: before))
      #expect(try Tree.open("\(folder.out)/hq").manifest == manifest(of: files))
    }
    #expect(try folder.status("out/hq/a.cfg").mode == 0o644)
    #expect(folder.names("out/hq") == ["a.cfg"])
  }

  @Test("a build that changes nothing writes nothing")
  func idle() throws {
    let folder = try ScratchFolder()
    for _ in 0..<3 {
      _ = try build(folder, two)
      usleep(20_000)
    }
    let names = ["out/hq", "out/hq.manifest.json", "out/.ringtree/hq.state"]
    let before = try names.map { try folder.status($0) }
    #expect(try build(folder, two).isChanged == false)
    #expect(try names.map { try folder.status($0) } == before)
  }

  @Test("kept files need no bytes")
  func keeping() throws {
    let folder = try ScratchFolder()
    _ = try build(folder, two)
    let summary = try build(folder, two + [Sample("c", "c")], keeping: true)
    #expect(summary.added.map(\.text) == ["c"])
    #expect(summary.unchanged == 2)
    #expect(try Tree.open("\(folder.out)/hq").manifest == manifest(of: two + [Sample("c", "c")]))
  }

  @Test("a file that somebody edited is written anew, one that vanished comes back")
  func repaired() throws {
    let folder = try ScratchFolder()
    _ = try build(folder, two)
    try folder.write("own", to: "out/hq/a.cfg")
    let engine = try UpdateEngine.begin(
      native, output: folder.out, site: "hq", options: TreeUpdateOptions())
    #expect(try engine.verify(threads: 2).altered.map(\.text) == ["a.cfg"])
    #expect(throws: TreeError.self) { try engine.keep(TreePath("a.cfg")) }
    engine.abort()
    #expect(try build(folder, two).changed.map(\.text) == ["a.cfg"])
    #expect(folder.text("out/hq/a.cfg") == "one")
    try FileManager.default.removeItem(atPath: "\(folder.out)/hq/fw")
    #expect(try build(folder, two).added.map(\.text) == ["fw/b.rom"])
  }

  @Test("a dry run says what would change and writes nothing")
  func dryRun() throws {
    let folder = try ScratchFolder()
    #expect(try build(folder, two, dryRun: true).added.count == 2)
    #expect(folder.names("") == [])
    _ = try build(folder, two)
    let before = try folder.status("out/.ringtree/hq.state")
    let summary = try build(folder, [Sample("a.cfg", "x"), Sample("n", "n")], dryRun: true)
    #expect(summary.added.map(\.text) == ["n"])
    #expect(summary.changed.map(\.text) == ["a.cfg"])
    #expect(summary.removed.map(\.text) == ["fw/b.rom"])
    #expect(try folder.status("out/.ringtree/hq.state") == before)
    #expect(folder.text("out/hq/a.cfg") == "one")
  }

  @Test("with manifest and state lost, equal files are adopted, others named in an error")
  func adoption() throws {
    let folder = try ScratchFolder()
    _ = try build(folder, two)
    let before = try folder.status("out/hq/a.cfg")
    func forget() throws {
      try FileManager.default.removeItem(atPath: "\(folder.out)/hq.manifest.json")
      try FileManager.default.removeItem(atPath: "\(folder.out)/.ringtree")
    }
    try forget()
    #expect(try build(folder, two).unchanged == 2)
    #expect(try folder.status("out/hq/a.cfg").isSameContent(as: before))
    try forget()
    let other = [Sample("a.cfg", "other"), two[1]]
    let error = #expect(throws: TreeError.self) { try build(folder, other) }
    #expect(error?.path == "\(folder.out)/hq/a.cfg")
    #expect(folder.text("out/hq/a.cfg") == "one")
    #expect(try build(folder, other, adopt: true).changed.map(\.text) == ["a.cfg"])
    #expect(folder.text("out/hq/a.cfg") == "other")
  }

  @Test("a corrupt manifest or state costs time only")
  func corrupt() throws {
    let folder = try ScratchFolder()
    _ = try build(folder, two)
    try folder.write("{", to: "out/hq.manifest.json")
    #expect(try build(folder, two).unchanged == 2)
    try folder.write("x", to: "out/.ringtree/hq.state")
    #expect(try build(folder, two).unchanged == 2)
    #expect(try Tree.open("\(folder.out)/hq").manifest == manifest(of: two))
  }

  @Test("links in the tree are never followed nor written through")
  func links() throws {
    let folder = try ScratchFolder()
    try folder.write("secret", to: "victim")
    try folder.write("theirs", to: "elsewhere/b.rom")
    _ = try build(folder, two)
    try FileManager.default.removeItem(atPath: "\(folder.out)/hq/a.cfg")
    try folder.link("out/hq/a.cfg", to: "../../victim")
    #expect(throws: TreeError.self) { try build(folder, [Sample("a.cfg", "evil"), two[1]]) }
    try FileManager.default.removeItem(atPath: "\(folder.out)/hq/fw")
    try folder.link("out/hq/fw", to: "../../elsewhere")
    #expect(throws: TreeError.self) { try build(folder, [Sample("fw/b.rom", "evil")]) }
    let summary = try build(folder, [Sample("c", "c"), Sample("d", "d")])
    #expect(summary.foreign == ["a.cfg", "fw"])
    #expect(try folder.status("out/hq/fw").type == .symbolicLink)
    #expect(folder.text("victim") == "secret")
    #expect(folder.text("elsewhere/b.rom") == "theirs")
  }

  @Test("a tree, a manifest or our own folder that is a link or a file is refused or replaced")
  func linkedPlaces() throws {
    for name in ["out/hq", "out/.ringtree", "out/.ringtree/hq.lock"] {
      let folder = try ScratchFolder()
      try folder.write("x", to: "elsewhere/x")
      try folder.write("x", to: "out/keep")
      if name.hasSuffix("lock") {
        try FileManager.default.createDirectory(
          atPath: "\(folder.out)/.ringtree", withIntermediateDirectories: true)
      }
      try folder.link(name, to: "\(folder.path)/elsewhere")
      #expect(throws: TreeError.self) { try build(folder, two) }
      #expect(folder.names("elsewhere") == ["x"])
    }
    let folder = try ScratchFolder()
    try folder.write("a file", to: "out/hq")
    let error = #expect(throws: TreeError.self) { try build(folder, two) }
    #expect(error?.message.contains("out/hq: a file or a symbolic link stands") == true)
    #expect(folder.text("out/hq") == "a file")
  }

  @Test("what appears while the build runs is kept, even where a new file went")
  func appearing() throws {
    let folder = try ScratchFolder()
    _ = try build(folder, two)
    let new = [Sample("a.cfg", "1"), Sample("c", "ours"), Sample("d/e", "ours")]
    let summary = try build(folder, new) {
      try? folder.write("theirs", to: "out/hq/c")
      try? folder.write("theirs", to: "out/hq/fw/late")
      try? folder.write("theirs", to: "out/hq/late/deep")
    }
    #expect(summary.displaced == ["\(folder.out)/.ringtree/hq.displaced/1/c"])
    #expect(folder.text("out/.ringtree/hq.displaced/1/c") == "theirs")
    #expect(folder.text("out/hq/c") == "ours")
    #expect(folder.text("out/hq/fw/late") == "theirs")
    #expect(folder.text("out/hq/late/deep") == "theirs")
    #expect(folder.text("out/hq/fw/b.rom") == nil)
  }

  @Test("two names that cannot both be files are refused before anything is written")
  func impossible() throws {
    let folder = try ScratchFolder()
    for files in [[Sample("a", "1"), Sample("a", "2")], [Sample("b", "1"), Sample("b/c", "2")]] {
      #expect(throws: TreeError.self) { try build(folder, files) }
      #expect(folder.names("out/hq") == [])
    }
    for site in ["", ".", "..", "a/b", ".ringtree", "a\nb"] {
      #expect(throws: TreeError.self) {
        try UpdateEngine.begin(
          native, output: folder.out, site: site, options: TreeUpdateOptions())
      }
    }
  }

  @Test("a second build waits for the first, and gives up at its bound")
  func locking() throws {
    let folder = try ScratchFolder()
    let first = try TreeUpdate.begin(output: folder.out, site: "hq")
    let waits = Atomic<Int>(0)
    var options = TreeUpdateOptions()
    options.lockWait = LockWait(bound: .milliseconds(60)) {
      waits.add(1, ordering: .relaxed)
    }
    let error = #expect(throws: TreeError.self) {
      try TreeUpdate.begin(output: folder.out, site: "hq", options: options)
    }
    #expect(error?.operation == .lock)
    #expect(waits.load(ordering: .relaxed) == 1)
    let other = try TreeUpdate.begin(output: folder.out, site: "annex", options: options)
    other.abort()
    first.abort()
    _ = try TreeUpdate.begin(output: folder.out, site: "hq", options: options)
  }

  @Test("builds at the same time leave the tree of one of them", .timeLimit(.minutes(1)))
  func contention() async throws {
    let folder = try ScratchFolder()
    let out = folder.out
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<6 {
        group.addTask {
          let files = (0..<20).map { Sample("\($0).cfg", "build \(number)") }
          _ = try OutputTreeTests.build(NativeFileSystem(), files, output: out)
        }
      }
      try await group.waitForAll()
    }
    let texts = Set((0..<20).map { folder.text("out/hq/\($0).cfg") })
    #expect(texts.count == 1)
    #expect(folder.names("out/.ringtree") == ["hq.lock", "hq.state"])
  }

  @Test("files may be handed over from several threads")
  func threads() throws {
    let folder = try ScratchFolder()
    let update = try TreeUpdate.begin(output: folder.out, site: "hq")
    DispatchQueue.concurrentPerform(iterations: 200) { number in
      let sample = Sample("d\(number % 5)/\(number).cfg", "text \(number)")
      if let description = try? sample.description() {
        _ = try? update.put(description, bytes: Array(sample.text.utf8))
      }
    }
    #expect(try update.commit(generator: "test 1").added.count == 200)
    #expect(folder.text("out/hq/d3/13.cfg") == "text 13")
    #expect(throws: TreeError.self) { try update.commit(generator: "test 1") }
  }

  @Test("a tree without a manifest is listed from its files")
  func rebuilt() throws {
    let folder = try ScratchFolder()
    try folder.write("phone", to: "t/808287ABCDEF.cfg")
    try folder.write("rom", to: "t/fw/a.rom")
    try folder.link("t/link", to: "fw/a.rom")
    let tree = try Tree.open("\(folder.path)/t")
    #expect(!tree.hasManifest)
    #expect(tree.manifest.files.map(\.path.text) == ["808287ABCDEF.cfg", "fw/a.rom"])
    #expect(tree.manifest.files.map(\.mac) == ["808287abcdef", nil])
    #expect(throws: TreeError.self) { try Tree.open("\(folder.path)/nothing") }
    #expect(throws: TreeError.self) { try Tree.open("\(folder.path)/t.manifest.json") }
  }
}
