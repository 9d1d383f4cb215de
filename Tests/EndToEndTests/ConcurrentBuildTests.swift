import TestSupport
import Testing

@Suite struct ConcurrentBuildTests {
  @Test func twoBuildsOfASiteAtOnceBothSucceedAndLeaveAWholeTree() throws {
    let repository = try SiteRepository()
    try FaultSite.write(to: repository)
    func whole(_ variant: FaultSite.Variant, _ output: String) throws -> BuiltTree {
      let run = try repository.ringtree("build", variant.site, "-o", output)
      try #require(run.status == 0, "\(run.errors)")
      return try BuiltTree(repository, output)
    }
    let first = try whole(.first, "first")
    let changed = try whole(.changed, "changed")
    for round in 1...10 {
      let builds = try [FaultSite.Variant.first, .changed].map {
        try repository.command(["build", $0.site]).start()
      }
      for build in builds {
        let run = try build.end()
        #expect(run.status == 0, "round \(round): \(run.errors)")
      }
      let tree = try BuiltTree(repository, "out")
      #expect(tree == first || tree == changed, "round \(round)")
      #expect(
        try repository.files("out/.ringtree").keys.sorted() == ["hq.lock", "hq.memo", "hq.state"])
    }
  }

  @Test func buildsOfTheSameSitesInAnotherOrderDoNotWaitForEachOther() throws {
    let repository = try SiteRepository.small()
    try repository.write(
      "sites/branch.yaml",
      SmallSite.text.replacing("01:02:03", with: "09:02:03").replacing("01:02:0a", with: "09:02:0a")
    )
    for _ in 1...10 {
      let builds = try [["hq", "branch"], ["branch", "hq"]].map { names in
        try repository.command(["build"] + names.map { "sites/\($0).yaml" }).start()
      }
      for build in builds {
        let run = try build.end()
        #expect(run.status == 0, "\(run.errors)")
      }
    }
  }
}
