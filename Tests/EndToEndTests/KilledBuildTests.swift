import Foundation
import TestSupport
import Testing

/// A build that is killed at any moment leaves the old tree or the new one, whole, and the next
/// build puts right whatever else it left.
///
/// 200 moments in all, spread over what a build takes here, on two trees at once.
@Suite struct KilledBuildTests {
  @Test(arguments: 1...2)
  func aKilledBuildLeavesAWholeTree(half: Int) throws {
    var generator = SeededGenerator.announced("killed build, half \(half)")
    if half == 2 { for _ in 0..<1000 { _ = generator.next() } }
    var trial = try KillTrial()
    for round in 1...100 {
      // Each tenth round begins with no tree at all.
      try trial.run(fromNothing: round % 10 == 0, &generator)
    }
    print("killed build, half \(half): \(trial.outcome)")
    #expect(trial.outcome.rounds == 100)
  }
}

/// Builds that go from one state of the fault site to the next, each killed once on its way.
private struct KillTrial {
  struct Outcome: CustomStringConvertible {
    var rounds = 0
    var killed = 0
    var old = 0
    var new = 0

    var description: String {
      "\(rounds) builds, \(killed) killed before their end, \(old) left the old tree, \(new) the new"
    }
  }

  private typealias Variant = FaultSite.Variant

  private let repository: SiteRepository
  private var whole: [Variant: BuiltTree] = [:]
  /// How long a build takes that goes to a variant, from the one before it.
  private var durations: [Variant: Duration] = [:]
  private var current = Variant.first
  var outcome = Outcome()

  init() throws {
    repository = try SiteRepository()
    try FaultSite.write(to: repository)
    for variant in Variant.allCases + [.first] {
      let start = ContinuousClock.now
      let run = try build(variant).run()
      durations[variant] = ContinuousClock.now - start
      try #require(run.status == 0, "\(run.errors)")
      whole[variant] = try BuiltTree(repository, "out")
    }
  }

  private func build(_ variant: Variant) -> Command {
    repository.command(["build", variant.site, "--jobs", "2"])
  }

  mutating func run(fromNothing: Bool, _ generator: inout SeededGenerator) throws {
    if fromNothing { try repository.remove("out") }
    let old = try BuiltTree(repository, "out")
    let next = Variant.allCases.drop { $0 != current }.dropFirst().first ?? .first
    let new = try #require(whole[next])
    let duration = try #require(durations[next])
    // A little beyond the end too, where a build may be done.
    let delay = duration * Double.random(in: 0...1.05, using: &generator)

    let running = try build(next).start()
    try Timer.wait(delay)
    running.killAtOnce()
    let killed = try running.end()
    let left = try BuiltTree(repository, "out")
    let place = "from \(fromNothing ? "nothing" : current.rawValue) to \(next), after \(delay)"
    #expect(
      left.files == old.files || left.files == new.files,
      "half a tree \(place): \(BuiltTree.difference(left, new))")
    #expect(
      left.manifest == old.manifest || (left.manifest == new.manifest && left.files == new.files),
      "a manifest of another tree \(place)")
    outcome.rounds += 1
    if killed.ending == .killed(SIGKILL) { outcome.killed += 1 }
    if left.files == new.files { outcome.new += 1 } else { outcome.old += 1 }

    let again = try build(next).run()
    #expect(again.status == 0, "\(place): \(again.errors)")
    #expect(try BuiltTree(repository, "out") == new, "not put right \(place)")
    #expect(
      try repository.files("out/.ringtree").keys.sorted() == ["hq.lock", "hq.memo", "hq.state"],
      "something was left behind \(place)")
    current = next
  }
}

private enum Timer {
  /// Waits with the precision of the system's clock.
  static func wait(_ duration: Duration) throws {
    let end = ContinuousClock.now + duration
    while ContinuousClock.now < end {
      let rest = end - ContinuousClock.now
      let microseconds = max(0, rest.components.attoseconds / 1_000_000_000_000)
      usleep(UInt32(min(microseconds, 500_000)))
    }
  }
}
