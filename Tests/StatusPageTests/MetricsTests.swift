import Foundation
import Rollout
import TestSupport
import Testing

@testable import StatusPage

@Suite("Metrics")
struct MetricsTests {
  private static func metrics() -> [UInt8] {
    var counters = ServeCounters()
    for milliseconds in [3, 70, 90_000] {
      counters.countFile(
        by: .tftp, .sent, bytes: 2000, duration: .milliseconds(milliseconds), resends: 1)
    }
    counters.countFile(by: .tftp, .failed, bytes: 512, duration: .seconds(30), resends: 5)
    counters.countFile(by: .https, .answered, bytes: 0, duration: .zero, resends: 0)
    counters.countPnP(.told)
    counters.countPnP(.ignored)
    counters.builds = 2
    let site = ServeMetrics(
      version: "1.0", site: "h\"q\\\n", startTime: 1_764_579_600.25, treeTime: 1_764_579_601,
      treeFiles: 14)
    return site.bytes(Rehearsed.steps()[2].ledger, counters)
  }

  @Test("are written as Prometheus reads them")
  func format() {
    let text = String(decoding: Self.metrics(), as: UTF8.self)
    #expect(Golden.mismatch("status/metrics.txt", text) == nil)
  }

  @Test(
    "are found good by promtool",
    .enabled(if: Shell.has("promtool"), "promtool (Debian: prometheus) is not installed"))
  func promtool() throws {
    let run = try Shell.run(
      "promtool check metrics", input: String(decoding: Self.metrics(), as: UTF8.self))
    #expect(run.status == 0)
    #expect(run.output == "")
  }

  @Test(
    "are read by Prometheus's Python client",
    .enabled(
      if: (try? Shell.run("python3 -c 'import prometheus_client'").status) == 0,
      "prometheus_client (Debian: python3-prometheus-client) is not installed"))
  func parser() throws {
    let program = """
      import sys
      from prometheus_client.parser import text_string_to_metric_families
      for family in text_string_to_metric_families(open('/dev/stdin').read()):
          for sample in family.samples:
              if sample.name in ('ringtree_build_info', 'ringtree_tftp_sent_bytes_total'):
                  print(sample.name, sorted(sample.labels.items()), sample.value)
      """
    let output = try Shell.output(
      "python3 -c \"\(program)\"", input: String(decoding: Self.metrics(), as: UTF8.self))
    #expect(
      output == """
        ringtree_build_info [('site', 'h"q\\\\\\n'), ('version', '1.0')] 1.0
        ringtree_tftp_sent_bytes_total [] 6512.0

        """)
  }

  @Test("are what the dashboard asks for, and docs/status.md lists")
  func dashboard() throws {
    let families = ServeMetrics(version: "", site: "", startTime: 0, treeTime: 0, treeFiles: 0)
      .families(Ledger([]), ServeCounters())
    let names = Set(families.map(\.name))
    let folder = Golden.repositoryRoot.appendingPathComponent("docs")
    let file = folder.appendingPathComponent("grafana/ringtree.json")
    let dashboard = try JSONDecoder().decode(Dashboard.self, from: Data(contentsOf: file))
    let asked = dashboard.panels.flatMap { $0.targets ?? [] }.map(\.expr).flatMap { expression in
      expression.matches(of: /ringtree_[a-z_]+/).map { String($0.output) }
    }
    #expect(asked.count >= 8)
    for name in asked {
      let family = name.hasSuffix("_bucket") ? String(name.dropLast("_bucket".count)) : name
      #expect(names.contains(family), "\(name)")
    }
    let document = try String(
      contentsOf: folder.appendingPathComponent("status.md"), encoding: .utf8)
    for name in names { #expect(document.contains("| `\(name)` |"), "\(name)") }
  }

  private struct Dashboard: Decodable {
    struct Panel: Decodable {
      struct Target: Decodable { let expr: String }
      let targets: [Target]?
    }
    let panels: [Panel]
  }
}
