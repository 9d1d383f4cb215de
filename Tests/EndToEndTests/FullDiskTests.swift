import Foundation
import TestSupport
import Testing

/// A build that finds the disk full fails, leaves the old tree whole, and the next one with room
/// enough puts things right. 50 sizes, from no room at all to enough.
@Suite struct FullDiskTests {
  @Test(.enabled(if: MountNamespace.isToBeHad, "a small disk cannot be mounted here"))
  func aFullDiskLeavesTheOldTree() throws {
    var generator = SeededGenerator.announced()
    let repository = try SiteRepository()
    try FaultSite.write(to: repository)
    for variant in [FaultSite.Variant.first, .changed] {
      let run = try repository.ringtree("build", variant.site, "-o", variant.rawValue)
      try #require(run.status == 0, "\(run.errors)")
    }
    let rounds = (1...50).map { _ in Int.random(in: 0...1100, using: &generator) }
    let script = Golden.repositoryRoot
      .appendingPathComponent("Tests/EndToEndTests/full-disk.sh").path
    let run = try MountNamespace.run(
      [
        "/bin/sh", script, Program.path, FaultSite.Variant.first.site,
        FaultSite.Variant.changed.site, repository.path("first"), repository.path("changed"),
      ]
        + rounds.map(String.init),
      in: repository.folder.path)
    try #require(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == rounds.count)
    var failures = 0
    for line in lines {
      let fields = line.split(separator: " ", maxSplits: 7).map(String.init)
      try #require(fields.count == 8, "\(line)")
      if fields[1] == "0" {
        #expect(fields[3] == "new", "\(line)")
      } else {
        failures += 1
        #expect(fields[1...3] == ["74", "full", "old"], "\(line)")
      }
      #expect(fields[4...] == ["0", "new", "new", "hq.lock hq.memo hq.state"], "\(line)")
    }
    print("full disk: \(lines.count) builds, \(failures) found it full")
    #expect(failures > 0)
  }
}

/// Mounts that only one command sees: as the system's administrator, or as the administrator of a
/// user namespace, where the system lets everybody have one.
enum MountNamespace {
  private static let flags = getuid() == 0 ? ["-m"] : ["-r", "-m"]

  static let isToBeHad: Bool = {
    let probe = "d=$(mktemp -d) && mount -t tmpfs none $d; s=$?; umount $d; rmdir $d; exit $s"
    return (try? run(["/bin/sh", "-c", probe], in: "/"))?.status == 0
  }()

  static func run(_ arguments: [String], in folder: String) throws -> Run {
    try Command(program: "/usr/bin/unshare", arguments: flags + arguments, folder: folder).run()
  }
}
