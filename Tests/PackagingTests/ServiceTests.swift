import Foundation
import TestSupport
import Testing

@Suite("The systemd unit")
struct ServiceTests {
  private static let hasSystemd = FileManager.default.isExecutableFile(
    atPath: "/usr/bin/systemd-analyze")

  @Test("gives the service little that it could misuse", .enabled(if: hasSystemd))
  func exposure() throws {
    let scratch = try SiteRepository()
    let unit = Golden.repositoryRoot.appendingPathComponent("packaging/ringtree.service")
    try scratch.write("ringtree@.service", try Data(contentsOf: unit))
    // The threshold is in tenths: below 2.0.
    let run = try scratch.shell(
      "systemd-analyze security --offline=true --threshold=19 ringtree@.service")
    #expect(run.status == 0, "\(run.output.suffix(300))\(run.errors)")
  }
}
