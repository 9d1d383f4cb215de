import Foundation
import TestSupport
import Testing

/// The whole exchange, by the program itself: PnP, then TFTP or HTTP, every octet compared.
@Suite("A rehearsal", .serialized)
struct RehearsalTests {
  private struct Report: Decodable {
    struct Failure: Decodable {
      let mac: String
      let reason: String
    }

    let phones: Int
    let done: Int
    let failures: [Failure]
  }

  private func rehearse(
    _ server: RunningServer, site: String = "hq", _ options: [String]
  ) throws -> (run: Run, report: Report) {
    let run = try server.repository.command(
      ["rehearse", "out/\(site)", "--format", "json"] + options
    ).run()
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    return (run, report)
  }

  @Test("lets phones of every family provision themselves by PnP and TFTP")
  func everyFamily() throws {
    let repository = try SiteRepository()
    let root = Golden.repositoryRoot.path
    let built = try repository.shell(
      """
      "$ringtree" build '\(root)/sites/office.yaml' --templates '\(root)/templates' \
        --secrets '\(root)/sites/secrets.example.yaml'
      """)
    try #require(built.status == 0, "\(built.errors)")
    let server = try RunningServer(repository, site: "office")
    let result = try rehearse(server, site: "office", ["--server", server.pnp])
    #expect(result.report.failures.isEmpty, "\(result.report.failures)")
    #expect(result.report.done >= 9)
    #expect(result.run.status == 0)
  }

  @Test("lets phones find the server by multicast")
  func multicast() throws {
    let repository = try SiteRepository()
    try ServedSite.build(phones: 5, in: repository)
    let server = try RunningServer(repository, site: "hq")
    let port = RunningServer.port(server.ports.pnp)
    let result = try rehearse(
      server, ["--server", "224.0.1.75:\(port)", "--interface", Loopback.name])
    #expect(result.report.done == 5, "\(result.report.failures) \(server.log)")
  }

  @Test("goes by HTTP where the URL says so")
  func http() throws {
    let repository = try SiteRepository()
    try ServedSite.build(phones: 20, url: "http://auto", in: repository)
    let server = try RunningServer(repository, site: "hq", ["--no-tftp"])
    let result = try rehearse(server, ["--server", server.pnp])
    #expect(result.report.done == 20, "\(result.report.failures) \(server.log.suffix(2000))")
  }

  @Test("of 1,000 phones that arrive within a second, with 5 % loss, ends with the right bytes")
  func lossyCrowd() throws {
    let repository = try SiteRepository()
    try ServedSite.build(phones: 1000, in: repository)
    let server = try RunningServer(repository, site: "hq")
    let result = try rehearse(
      server,
      ["--server", server.pnp, "--loss", "0.05", "--arrival", "1s", "--patience", "600"])
    #expect(result.report.phones == 1000)
    #expect(result.report.done == 1000, "\(result.report.failures.prefix(5))")
  }

  @Test("of phones that are not in the site fails: nobody answers them")
  func strangers() throws {
    let repository = try SiteRepository()
    try ServedSite.build(phones: 1, in: repository)
    let server = try RunningServer(repository, site: "hq")
    let other = try SiteRepository.small()
    #expect(try other.ringtree("build").status == 0)
    let run = try other.ringtree(
      "rehearse", "out/hq", "--server", server.pnp, "--patience", "3")
    #expect(run.status == 1)
    #expect(run.output.contains("0 of 2 phones have their files"))
    #expect(server.waitForLog("80828701020a"), "an unknown phone is logged")
  }

  @Test("finds a server that serves another tree")
  func otherTree() throws {
    let repository = try SiteRepository()
    try ServedSite.build(phones: 2, in: repository)
    let server = try RunningServer(repository, site: "hq")
    let other = try SiteRepository()
    try ServedSite.build(phones: 2, in: other)
    try other.write(
      "sites/hq.yaml", try other.text("sites/hq.yaml").replacing("Phone 1", with: "Phone X"))
    #expect(try other.ringtree("build").status == 0)
    let run = try other.ringtree("rehearse", "out/hq", "--server", server.pnp)
    #expect(run.status == 1)
    #expect(run.output.contains("other octets than the tree's"))
  }
}
