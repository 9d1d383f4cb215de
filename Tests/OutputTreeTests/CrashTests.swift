import Foundation
import Testing

@testable import OutputTree

/// A build over an older one, with things in the tree that are not ours.
struct CrashScenario: CustomTestStringConvertible, Sendable {
  let name: String
  /// Nil where nothing was built before.
  var old: [Sample]?
  let new: [Sample]
  var foreign: [String] = []
  var canExchange = true
  var canLink = true

  var testDescription: String { name }

  private static let two = [Sample("a.cfg", "one"), Sample("b.cfg", "two")]

  static let all: [CrashScenario] = [
    CrashScenario(name: "first build", new: two + [Sample("fw/x/a.rom", "rom")]),
    CrashScenario(name: "nothing changes", old: two, new: two),
    CrashScenario(
      name: "one file changes", old: two, new: [two[0], Sample("b.cfg", "other")],
      foreign: ["note.txt"]),
    CrashScenario(name: "one file comes", old: two, new: two + [Sample("c.cfg", "three")]),
    CrashScenario(name: "one file goes", old: two, new: [two[0]], foreign: ["x/note.txt"]),
    CrashScenario(
      name: "one file comes into a new directory", old: two,
      new: two + [Sample("fw/a.rom", "rom")]),
    CrashScenario(
      name: "many files change, among foreign ones",
      old: two + [Sample("fw/a.rom", "rom"), Sample("gone/b", "b"), Sample("d.cfg", "d")],
      new: [Sample("a.cfg", "1"), Sample("b.cfg", "2"), Sample("d.cfg", "d")]
        + [Sample("fw/a.rom", "rom"), Sample("fw/b.rom", "rom"), Sample("e/f/g", "new")],
      foreign: ["note.txt", "fw/note.txt", "gone/note.txt", "theirs/deep/note.txt", "e/own"]),
    CrashScenario(
      name: "all files go", old: two + [Sample("fw/a.rom", "rom")], new: [], foreign: ["note"]),
    CrashScenario(
      name: "a file becomes secret, another one changes", old: two + [Sample("c", "3")],
      new: [two[0], Sample("b.cfg", "new"), Sample("c", "3", isSecret: false)]),
    CrashScenario(
      name: "a disk that can neither exchange nor link",
      old: two + [Sample("c", "3")],
      new: [Sample("a.cfg", "1"), Sample("b.cfg", "2"), Sample("c", "3")],
      foreign: ["note.txt", "theirs/note.txt"], canExchange: false, canLink: false),
  ]

  /// The disk before the build that things happen to.
  func disk() throws -> MemoryDisk {
    var disk = MemoryDisk()
    if let old {
      let fileSystem = MemoryFileSystem(disk)
      try build(fileSystem, old)
      disk = fileSystem.disk
      for path in foreign { disk.place("out/hq/\(path)", .file(Array("foreign \(path)".utf8))) }
      // The foreign files' settled inodes are part of what the next build finds.
    }
    return disk
  }

  func fileSystem(_ disk: MemoryDisk, _ fault: Fault? = nil) -> MemoryFileSystem {
    MemoryFileSystem(disk, fault: fault, canExchange: canExchange, canLink: canLink)
  }

  /// Our part of the tree.
  func ownFiles(_ disk: MemoryDisk) -> [String: String] {
    var own: [String: String] = [:]
    for (path, entry) in disk.listing("out/hq") where !foreign.contains(path) {
      if case .file(let bytes) = entry.content {
        own[path] = String(decoding: bytes, as: UTF8.self)
      }
    }
    return own
  }

  static func texts(_ files: [Sample]?) -> [String: String] {
    Dictionary(uniqueKeysWithValues: (files ?? []).map { ($0.path, $0.text) })
  }

  /// What is wrong with a disk on which a build of these files ended.
  func faults(_ disk: MemoryDisk, before: MemoryDisk, built: [Sample]) throws -> [String] {
    var faults: [String] = []
    if ownFiles(disk) != Self.texts(built) { faults.append("tree is \(ownFiles(disk))") }
    for path in foreign {
      let (was, now) = (before.listing("out/hq")[path], disk.listing("out/hq")[path])
      if now?.inode != was?.inode { faults.append("\(path) is another file or gone") }
      if now?.content != was?.content { faults.append("\(path) has other bytes") }
    }
    let bytes = disk.bytes("out/hq.manifest.json") ?? []
    if try Manifest(json: bytes) != manifest(of: built) { faults.append("manifest differs") }
    for file in built {
      let node = try disk.node(try disk.lookUp("out/hq/\(file.path)", from: MemoryDisk.root))
      if node.mode != (file.isSecret ? 0o640 : 0o644) {
        faults.append("\(file.path): \(node.mode)")
      }
    }
    let own = Set(disk.listing("out/.ringtree").keys)
    if !own.isSubset(of: ["hq.lock", "hq.state"]) { faults.append("left over: \(own)") }
    return faults
  }
}

@Suite struct CrashTests {
  /// Runs the scenario with a fault at each call in turn, until there are no more calls.
  private func atEachCall(
    _ scenario: CrashScenario, fault: (Int) -> Fault,
    _ check: (_ start: MemoryDisk, _ fileSystem: MemoryFileSystem, _ error: (any Error)?) throws ->
      Void
  ) throws {
    let start = try scenario.disk()
    var call = 1
    while true {
      let fileSystem = scenario.fileSystem(start, fault(call))
      var failure: (any Error)?
      do { try build(fileSystem, scenario.new) } catch { failure = error }
      try check(start, fileSystem, failure)
      if call > fileSystem.calls { return }
      call += 1
    }
  }

  private func checkIsWhole(
    _ scenario: CrashScenario, _ start: MemoryDisk, _ disk: MemoryDisk, _ place: String
  ) {
    let own = scenario.ownFiles(disk)
    let isWhole =
      own == CrashScenario.texts(scenario.old) || own == CrashScenario.texts(scenario.new)
    // Two renames leave a moment without a tree.
    let mayBeAbsent = !scenario.canExchange && disk.listing("out/hq").isEmpty
    #expect(isWhole || mayBeAbsent, "\(place): half a tree \(own)")
    guard scenario.canLink else { return }
    for path in scenario.foreign where !path.contains("/") {
      #expect(
        disk.listing("out/hq")[path]?.inode == start.listing("out/hq")[path]?.inode,
        "\(place): \(path)")
    }
  }

  @Test(
    "killed at any call, the tree is old or new, and the next build ends it",
    arguments: CrashScenario.all)
  func kill(_ scenario: CrashScenario) throws {
    var call = 0
    try atEachCall(scenario, fault: { .kill(at: $0) }) { start, fileSystem, _ in
      call += 1
      let disk = fileSystem.disk
      checkIsWhole(scenario, start, disk, "killed at \(call)")
      for next in [scenario.new, scenario.old ?? [], [Sample("z", "else")]] {
        let later = scenario.fileSystem(disk)
        try build(later, next)
        let faults = try scenario.faults(later.disk, before: start, built: next)
        #expect(faults.isEmpty, "killed at \(call), then built \(next.map(\.path)), \(faults)")
      }
    }
  }

  @Test(
    "killed again in the repair, the tree is still whole and the third build ends it",
    arguments: CrashScenario.all.filter { ($0.old?.count ?? 0) > 3 })
  func killTwice(_ scenario: CrashScenario) throws {
    var first = 0
    try atEachCall(scenario, fault: { .kill(at: $0) }) { start, fileSystem, _ in
      first += 1
      guard first.isMultiple(of: 4) else { return }
      let disk = fileSystem.disk
      for call in stride(from: 1 + first % 3, to: 60, by: 5) {
        let second = scenario.fileSystem(disk, .kill(at: call))
        _ = try? build(second, scenario.new)
        checkIsWhole(scenario, start, second.disk, "killed again at \(call)")
        let third = scenario.fileSystem(second.disk)
        try build(third, scenario.new)
        let faults = try scenario.faults(third.disk, before: start, built: scenario.new)
        #expect(faults.isEmpty, "killed again at \(call)")
      }
    }
  }

  @Test(
    "a call that fails leaves the tree old or new, nothing open, and the next build ends it",
    arguments: CrashScenario.all, [ENOSPC, EIO, EACCES])
  func failure(_ scenario: CrashScenario, code: Int32) throws {
    var call = 0
    try atEachCall(scenario, fault: { .failure(at: $0, code: code) }) { start, fileSystem, error in
      call += 1
      #expect(error == nil || error is TreeError)
      #expect(fileSystem.openDescriptors == 0, "at \(call)")
      checkIsWhole(scenario, start, fileSystem.disk, "failed at \(call)")
      if error == nil {
        let own = scenario.ownFiles(fileSystem.disk)
        #expect(own == CrashScenario.texts(scenario.new), "no error at \(call)")
      }
      let later = scenario.fileSystem(fileSystem.disk)
      try build(later, scenario.new)
      let faults = try scenario.faults(later.disk, before: start, built: scenario.new)
      #expect(faults.isEmpty, "failed at \(call)")
    }
  }

  @Test("a disk that fills up loses nothing", arguments: CrashScenario.all)
  func fullDisk(_ scenario: CrashScenario) throws {
    try atEachCall(scenario, fault: { .full(from: $0) }) { start, fileSystem, error in
      let disk = fileSystem.disk
      checkIsWhole(scenario, start, disk, "full")
      let own = scenario.ownFiles(disk)
      if error != nil { #expect(own == CrashScenario.texts(scenario.old)) }
      let later = scenario.fileSystem(disk)
      try build(later, scenario.new)
      let faults = try scenario.faults(later.disk, before: start, built: scenario.new)
      #expect(faults.isEmpty)
    }
  }
}
