import Foundation
import JSONReading
import TestSupport
import Testing

@testable import OutputTree

@Suite struct ManifestTests {
  private func sample() throws -> Manifest {
    let phone = FileRole.phone(
      PhoneIdentity(mac: "808287010203", family: "A2X", model: "A20", label: "“Tab\t\\ \"é\u{1}"))
    let roles: [(String, FileRole, Bool)] = [
      ("pages/book.xml", .page, false), ("808287010203.cfg", phone, true),
      ("a000000000020.cfg", .common(family: "A2X"), true), ("fw/a20.rom", .asset, false),
      ("808287010204.cfg", .phone(PhoneIdentity(mac: "808287010204")), false),
    ]
    let files = try roles.map { path, role, secret in
      TreeFile(
        FileDescription(path: try TreePath(path), role: role, holdsSecrets: secret),
        size: path.utf8.count, sha256: ContentHash(of: Array(path.utf8)))
    }
    return Manifest(site: "hq", generator: "ringtree 1.0", files: files)
  }

  @Test("one line a file, sorted, keys in a fixed order")
  func golden() throws {
    let text = String(decoding: try sample().json(), as: UTF8.self)
    #expect(Golden.mismatch("output-tree/hq.manifest.json", text) == nil)
  }

  @Test("what is written is read back, here and by Foundation")
  func roundTrip() throws {
    let manifest = try sample()
    #expect(try Manifest(json: manifest.json()) == manifest)
    let object = try JSONSerialization.jsonObject(with: Data(manifest.json()))
    let files = (object as? [String: Any])?["files"] as? [[String: Any]]
    #expect(files?.map { $0["label"] as? String } == manifest.files.map(\.label))
  }

  @Test("a manifest without files is read back")
  func empty() throws {
    let manifest = Manifest(site: "hq", generator: "g", files: [])
    #expect(try Manifest(json: manifest.json()) == manifest)
  }

  @Test("keys may come in any order, and unknown ones are passed over")
  func tolerance() throws {
    let hash = String(repeating: "aB", count: 32)
    let json = """
      {"more": [{"x": [null, -1.5e+3, "\\ud83d\\ude00"]}, true], "files": [
        {"sha256": "\(hash)", "new": {}, "size": 3, "kind": "page", "path": "a\\u002fb"}
      ], "generator": "g", "site": "h\\u00e9", "version": 1}
      """
    let manifest = try Manifest(json: Array(json.utf8))
    #expect(manifest.site == "hé")
    #expect(manifest.files.map(\.path.text) == ["a/b"])
    #expect(manifest.files.first?.sha256.hexadecimal == hash.lowercased())
  }

  static let file = #"{"path":"a","kind":"page","size":1,"sha256":"\#(zeros)"}"#
  static let zeros = String(repeating: "0", count: 64)

  @Test(
    "what is no manifest says so, and where",
    arguments: [
      ("", "line 1: “{” is wanted here"),
      ("{\"version\": 1,\n\"site\": \"a\"", "line 2: “}” is wanted here"),
      ("{\"version\": 2}", "line 1: version 2 is not known here, only 1"),
      ("{\"site\": \"a\"}", "line 1: “version” is missing"),
      ("{\"version\": 1}", "line 1: “site” is missing"),
      ("{\"version\": 01}", "line 1: a whole number is wanted here"),
      ("{\"version\": 99999999999999999999}", "line 1: a number is too large"),
      ("{\"version\": 1,}", "line 1: “\"” is wanted here"),
      ("{\"version\": 1, \"site\": \"a\"} x", "line 1: something follows behind its end"),
      ("{\"x\": \"\\ud800\"}", "line 1: half a surrogate pair"),
      ("{\"x\": \"\u{1}\"}", "line 1: a string has no end on its line"),
      ("{\"x\": tru}", "line 1: a value is wanted here"),
      ("{\"x\": " + String(repeating: "[", count: 100_000), "line 1: it is nested too deeply"),
      (
        "{\"files\": [\n\(file.replacing("\"a\"", with: "\"../a\""))]}",
        "line 2: “../a” has a part that is “.” or “..”"
      ),
      ("{\"files\": [\(file.replacing("page", with: "phone"))]}", "line 1: “mac” is missing"),
      (
        "{\"files\": [\(file.replacing("page", with: "thing"))]}",
        "line 1: “kind” is none of common, phone, asset and page"
      ),
      (
        "{\"files\": [\(file.replacing(zeros, with: "00"))]}",
        "line 1: “sha256” is not 64 hexadecimal digits"
      ),
      (
        "{\"version\":1,\"site\":\"a\",\"files\": [\(file),\(file)]}",
        "line 1: a path is listed twice"
      ),
    ])
  func refused(_ json: String, _ message: String) {
    let error = #expect(throws: ManifestError.self) { try Manifest(json: Array(json.utf8)) }
    #expect(error?.description == message)
  }

  @Test("no damage to a manifest does more than an error")
  func damaged() throws {
    var generator = SeededGenerator.announced()
    let good = try sample().json()
    for _ in 0..<3000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default: bytes.removeSubrange(place...)
        }
        if bytes.isEmpty { break }
      }
      if let read = try? Manifest(json: bytes) {
        #expect(try Manifest(json: read.json()) == read)
      }
    }
  }

  @Test("a file is found by its path")
  func lookUp() throws {
    let manifest = try sample()
    for file in manifest.files { #expect(manifest[file.path] == file) }
    #expect(try manifest[TreePath("nothing")] == nil)
  }
}

@Suite struct BuildStateTests {
  private func state() throws -> BuildState {
    let time = FileTime(seconds: 1_700_000_000, nanoseconds: 123_456_789)
    let status = FileStatus(
      type: .file, inode: 42, size: 7, mode: 0o640, modified: time, changed: time)
    let stamp = FileStamp(status: status, isSettled: true)
    let role = FileRole.phone(PhoneIdentity(mac: "808287010203", label: "Ana"))
    let description = FileDescription(
      path: try TreePath("fw/é.cfg"), role: role, holdsSecrets: true)
    let file = TreeFile(description, size: 7, sha256: ContentHash(of: [1]))
    return BuildState(
      manifest: RecordedManifest(
        hash: ContentHash(of: [2]), stamp: stamp,
        header: ManifestHeader(generator: "g", provisioningURL: "tftp://auto")),
      files: [RecordedFile(file: file, stamp: stamp), RecordedFile(file: file, stamp: nil)])
  }

  @Test("a state is read back")
  func roundTrip() throws {
    let state = try state()
    let read = BuildState(state.encoded())
    #expect(read?.files == state.files)
    #expect(read?.manifest == state.manifest)
  }

  @Test("a state with any byte changed or missing is not used")
  func damaged() throws {
    let bytes = try state().encoded()
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0x10
      #expect(BuildState(changed) == nil)
      #expect(BuildState(Array(bytes[..<place])) == nil)
    }
  }
}
