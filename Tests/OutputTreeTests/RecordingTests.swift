import Foundation
import Testing

@testable import OutputTree

@Suite struct RecordingTests {
  private let files = [Sample("a.cfg", "one"), Sample("fw/b.rom", "two")]

  @Test("an edit of the same size in the same tick of the clock is noticed", arguments: [1, 2])
  func racilyClean(builds: Int) throws {
    var disk = MemoryDisk()
    disk.clockStep = 0
    for _ in 0..<builds {
      let fileSystem = MemoryFileSystem(disk)
      try build(fileSystem, files)
      disk = fileSystem.disk
    }
    disk.place("out/hq/a.cfg", .file(Array("two".utf8)))
    let fileSystem = MemoryFileSystem(disk)
    #expect(try build(fileSystem, files).changed.map(\.text) == ["a.cfg"])
    #expect(fileSystem.disk.bytes("out/hq/a.cfg") == Array("one".utf8))
  }

  @Test("files that stand as recorded are not read")
  func settled() throws {
    let many = (0..<50).map { Sample("\($0).cfg", "text \($0)") }
    var disk = MemoryDisk()
    for _ in 0..<3 {
      let fileSystem = MemoryFileSystem(disk)
      try build(fileSystem, many)
      disk = fileSystem.disk
    }
    let fileSystem = MemoryFileSystem(disk)
    try build(fileSystem, many)
    // A status each, some more where the listing has no type, and what a build needs anyway;
    // reading would be four more calls a file.
    #expect(fileSystem.calls < 50 * 2 + 80)
  }

  @Test("one file that changes costs the same calls in a large tree, but for the look at it")
  func oneChange() throws {
    func calls(_ count: Int) throws -> Int {
      let many = (0..<count).map { Sample("\($0 + 1000).cfg", "text") }
      var disk = MemoryDisk()
      for _ in 0..<3 {
        let fileSystem = MemoryFileSystem(disk)
        try build(fileSystem, many)
        disk = fileSystem.disk
      }
      let changed = [Sample("1000.cfg", "other")] + many.dropFirst()
      var dryRun = TreeUpdateOptions()
      dryRun.mode = .dryRun
      let look = MemoryFileSystem(disk)
      try build(look, changed, options: dryRun)
      let fileSystem = MemoryFileSystem(disk)
      try build(fileSystem, changed)
      // Reads and writes of the lists come in pieces of up to 500 bytes here.
      let lists = 2 * count * 250 / 500 * 2
      return fileSystem.calls - look.calls - lists
    }
    #expect(try calls(400) < calls(100) + 100)
  }

  #if os(Linux)
    @Test("a real disk that is full loses nothing, and a smaller build goes on")
    func fullDisk() throws {
      let folder = try ScratchFolder()
      guard getuid() == 0, run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.path)
      else {
        print("not root, or may not mount: the test of a full disk is left out")
        return
      }
      defer { _ = run("umount", folder.path) }
      try build(NativeFileSystem(), files, output: folder.out)
      let large = (0..<40).map { Sample("\($0)", String(repeating: "x", count: 16_384)) }
      let error = #expect(throws: TreeError.self) {
        try build(NativeFileSystem(), large, output: folder.out)
      }
      #expect(error?.code == ENOSPC)
      #expect(folder.names("out/hq") == ["a.cfg", "fw", "fw/b.rom"])
      #expect(folder.names("out/.ringtree") == ["hq.lock", "hq.state"])
      let next = [Sample("a.cfg", "1"), Sample("c", "2")]
      try build(NativeFileSystem(), next, output: folder.out)
      #expect(try Tree.open("\(folder.out)/hq").manifest == manifest(of: next))
    }

    private func run(_ arguments: String...) -> Bool {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = arguments
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  #endif
}
