import Foundation
import Testing

@testable import OutputTree

/// A tree on the disk that a test builds again and again; removed in the end.
private final class BuiltSite {
  let output: String
  var location: TreeLocation { TreeLocation(output + "/hq") }

  init() {
    output =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-snapshot-\(UUID().uuidString)").path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: output)
  }

  func build(_ files: [(String, FileRole, String)], url: String? = nil) throws {
    let update = try TreeUpdate.begin(output: output, site: "hq")
    for (path, role, text) in files {
      let description = FileDescription(
        path: try TreePath(path), role: role, holdsSecrets: false)
      try update.put(description, bytes: Array(text.utf8))
    }
    _ = try update.commit(generator: "test 1", provisioningURL: url)
  }
}

private let phone = FileRole.phone(PhoneIdentity(mac: "80828701020a", model: "A20"))

@Suite struct SnapshotTests {
  @Test("a snapshot has the bytes that the manifest says, also of files in folders")
  func bytes() throws {
    let site = BuiltSite()
    try site.build([("80828701020a.cfg", phone, "one"), ("fw/a20.rom", .asset, "two")])
    let snapshot = try TreeSnapshot.take(site.location)
    let place = try #require(snapshot.place(of: "fw/a20.rom"))
    #expect(snapshot.bytes(at: place) == Array("two".utf8))
    #expect(snapshot.byteCount == 6)
    #expect(snapshot.phoneCount == 1)
    #expect(snapshot.phone("80828701020a")?.model == "A20")
  }

  @Test("phones' files are found in any case, assets are not")
  func names() throws {
    let site = BuiltSite()
    try site.build([("80828701020A.cfg", phone, "one"), ("Ring.wav", .asset, "two")])
    let snapshot = try TreeSnapshot.take(site.location)
    #expect(snapshot.place(of: "80828701020a.cfg") == nil)
    #expect(
      snapshot.place(ofLowerCase: "80828701020a.cfg") == snapshot.place(of: "80828701020A.cfg"))
    #expect(snapshot.place(ofLowerCase: "ring.wav") == nil)
    #expect(snapshot.place(of: "../hq.manifest.json") == nil)
  }

  @Test("a file that is not as the manifest says makes no snapshot")
  func damaged() throws {
    let site = BuiltSite()
    try site.build([("80828701020a.cfg", phone, "one")])
    try Data("ONE".utf8).write(
      to: URL(fileURLWithPath: site.location.directory + "/80828701020a.cfg"))
    #expect(throws: TreeError.self) { try TreeSnapshot.take(site.location) }
  }

  @Test("files that stayed the same are taken from the snapshot before, not from the disk")
  func reuse() throws {
    let site = BuiltSite()
    try site.build([("80828701020a.cfg", phone, "one"), ("a.txt", .asset, "old")])
    let first = try TreeSnapshot.take(site.location)
    try site.build([("80828701020a.cfg", phone, "one"), ("a.txt", .asset, "new")])
    #expect(TreeStamp.now(site.location) != first.stamp)
    try FileManager.default.removeItem(atPath: site.location.directory + "/80828701020a.cfg")
    let second = try TreeSnapshot.take(site.location, reusing: first)
    let place = try #require(second.place(of: "a.txt"))
    #expect(second.bytes(at: place) == Array("new".utf8))
    #expect(second.place(of: "80828701020a.cfg") != nil)
  }

  @Test("a tree over the limit is refused")
  func limit() throws {
    let site = BuiltSite()
    try site.build([("a.txt", .asset, "12345")])
    #expect(throws: TreeError.self) { try TreeSnapshot.take(site.location, byteLimit: 4) }
  }

  @Test(
    "the URL that phones are told stands in the manifest, and a build that changes it alone too")
  func provisioningURL() throws {
    let site = BuiltSite()
    try site.build([("a.txt", .asset, "1")])
    #expect(try TreeSnapshot.take(site.location).manifest.header.provisioningURL == nil)
    try site.build([("a.txt", .asset, "1")], url: "tftp://auto")
    let manifest = try TreeSnapshot.take(site.location).manifest
    #expect(manifest.header.provisioningURL == "tftp://auto")
  }

  @Test("a location is the same by folder, with a slash, and by manifest")
  func location() {
    for path in ["out/hq", "out/hq/", "out/hq.manifest.json"] {
      let location = TreeLocation(path)
      #expect(location.directory == "out/hq")
      #expect(location.folder == "out")
      #expect(location.sibling(".rollout.jsonl") == "out/hq.rollout.jsonl")
    }
    #expect(TreeLocation("hq").folder == ".")
  }
}
