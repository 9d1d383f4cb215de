import Foundation
import TestSupport
import Testing

/// A new build is taken over as a whole, while phones fetch.
@Suite("A build while phones fetch", .serialized)
struct TakeoverTests {
  @Test("is served as the old one or the new one, never a mixture, through 100 builds")
  func neverMixed() throws {
    let repository = try SiteRepository()
    try repository.writeTemplates()
    func site(_ number: Int) -> String {
      let raw = (1...300).map { "key.\($0): v\(number)" }.joined(separator: ", ")
      return SmallSite.text.replacing(
        "settings: {label: Desk}", with: "settings: {label: Desk}, raw: {\(raw)}")
    }
    try repository.write("sites/hq.yaml", site(0))
    try #require(try repository.ringtree("build").status == 0)
    let server = try RunningServer(repository, site: "hq")
    var seen: Set<String> = []
    for number in 1...100 {
      try repository.write("sites/hq.yaml", site(number))
      let build = try repository.command(["build"]).start()
      for line in [
        #"curl -fsS --max-time 100 -o got "http://127.0.0.1:$http/$file""#,
        #"curl -sS --max-time 100 -o got "tftp://127.0.0.1:$tftp/$file""#,
      ] {
        let run = try repository.shell(
          line,
          environment: [
            "tftp": server.tftpPort, "http": server.httpPort, "file": SmallSite.firstPhone,
          ])
        try #require(run.status == 0, "\(run.errors)")
        let text = try repository.text("got")
        let versions = Set(
          text.split(whereSeparator: { "-= \n".contains($0) })
            .filter { $0.hasPrefix("v") && Int($0.dropFirst()) != nil }.map(String.init))
        #expect(versions.count == 1, "\(versions)")
        seen.formUnion(versions)
      }
      #expect(try build.end().status == 0)
    }
    #expect(seen.count > 5, "builds were hardly taken over: \(seen)")
  }

  @Test("ends within seconds of a SIGTERM, as done")
  func ends() throws {
    let repository = try SiteRepository.small()
    try #require(try repository.ringtree("build").status == 0)
    let server = try RunningServer(repository, site: "hq")
    #expect(try server.stop().status == 0)
  }
}
