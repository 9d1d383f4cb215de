import Foundation
import Rollout
import StatusPage
import TestSupport
import Testing

/// The page in a real browser. `Browser/check.py` drives it and stands in for the server, with what
/// the encoders make here.
@Suite(
  "The page in Chromium", .serialized,
  .enabled(if: Shell.has("chromium") && Shell.has("python3"), "chromium is not installed"))
struct BrowserTests {
  private static let script = Golden.repositoryRoot
    .appendingPathComponent("Tests/StatusPageTests/Browser/check.py").path

  @Test(
    arguments: [
      "goes from grey to green as events come",
      "shows the time line of a phone, and follows it",
      "filters, searches and orders",
      "can be used by keyboard alone",
      "fits a narrow window",
      "is dark where dark is wanted",
      "comes back when the connection breaks, and catches up",
      "makes no markup of what strangers say, and copies snippets",
      "draws the progress, and says it in words",
      "asks no other host, and runs no foreign script",
    ])
  func page(behaviour: String) throws {
    try check(behaviour, Rehearsed.steps())
  }

  @Test("shows 10,000 phones with few elements")
  func manyPhones() throws {
    var rollout = Rehearsed(phones: 10_000)
    var steps = [rollout]
    rollout.fetchOwn(stride(from: 0, to: 10_000, by: 2))
    steps.append(rollout)
    rollout.fetchOwn(stride(from: 1, to: 10_000, by: 2))
    steps.append(rollout)
    try check("shows 10,000 phones with few elements", steps)
  }

  private static let axe =
    "python3 -c 'import sys; sys.path.insert(0, \".build/test-python\"); import axe_core_python'"

  @Test(
    "has nothing that axe finds inaccessible",
    .enabled(
      if: (try? Shell.run("cd \(Golden.repositoryRoot.path) && \(axe)").status) == 0,
      "axe is not installed: pip install --target .build/test-python axe-core-python"))
  func accessibility() throws {
    try check("has nothing that axe finds inaccessible", Rehearsed.steps())
  }

  private func check(_ behaviour: String, _ steps: [Rehearsed]) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try PageFixtures(steps).write(to: folder)
    let run = try Shell.run(
      "cd '\(Golden.repositoryRoot.path)' && timeout 600 python3 '\(Self.script)' '\(folder.path)' "
        + "'\(behaviour)'")
    #expect(run.status == 0, "\(run.output)")
  }
}

/// What a server would send, in files.
private struct PageFixtures {
  let steps: [Rehearsed]
  private let document = StatusDocument(site: "hq", run: "run1", generator: "ringtree test")

  init(_ steps: [Rehearsed]) {
    self.steps = steps + [Self.hostile(steps[steps.count - 1])]
  }

  /// A last step at which strangers and names try to break out.
  private static func hostile(_ rollout: Rehearsed) -> Rehearsed {
    var rollout = rollout
    let markup = "<img src=x onerror=\"window.broken = 1\"><script>window.broken = 1</script>"
    var phones = rollout.phones
    let first = phones[0]
    phones[0] = RolloutPhone(
      mac: first.mac, family: first.family, model: first.model, label: markup,
      commonHash: first.commonHash, ownHash: first.ownHash)
    rollout.replacePhones(phones)
    rollout.fail(0, .tftp, markup)
    rollout.hear(
      unknown: "808287fffffe",
      .init(vendor: markup, model: markup, version: "'\"", userAgent: "</li>"), from: 10)
    rollout.hear(
      unknown: nil, .init(vendor: nil, model: nil, version: nil, userAgent: nil), from: 11)
    return rollout
  }

  func write(to folder: URL) throws {
    func write(_ name: String, _ bytes: [UInt8]) throws {
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
    try write("page.html", StatusPage.html)
    let headers = StatusPage.headers.map { "\($0.name): \($0.value)\n" }.joined()
    try write("headers", Array(headers.utf8))
    var stream = StatusStream(lastEventID: nil)
    for (number, step) in steps.enumerated() {
      var fresh = StatusStream(lastEventID: nil)
      try write("\(number).document", fresh.news(of: step.ledger, document, now: step.now))
      try write("\(number).changes", stream.news(of: step.ledger, document, now: step.now))
      for phone in 0..<4 {
        let mac = Rehearsed.mac(phone)
        try write("\(number).\(mac).json", document.phone(mac, of: step.ledger) ?? [])
      }
    }
  }
}
