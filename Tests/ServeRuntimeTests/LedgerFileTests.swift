import Foundation
import NetworkAddresses
import Rollout
import Testing

@testable import ServeRuntime

/// A folder of a test's own.
private final class Folder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-ledger-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

@Suite struct LedgerFileTests {
  private let header = LedgerHeader(site: "hq", ledger: "test")
  private let phone = RolloutPhone(
    mac: "808287010203", family: "A2X", model: "A20", label: nil, commonHash: nil, ownHash: nil)
  private var told: [UInt8] {
    LedgerText.line(
      RolloutEvent(time: 1, mac: phone.mac, address: .loopback, .told(url: "tftp://192.0.2.7")))
  }

  @Test("what was appended is taken up again, after a header of its own")
  func roundTrip() throws {
    let folder = try Folder()
    var file = LedgerFile(path: folder.path + "/hq.rollout.jsonl")
    #expect(try file.read().get() == nil)
    #expect(file.append(told, header: header) == nil)
    #expect(file.append(told, header: header) == nil)
    file.sync()
    var again = LedgerFile(path: file.path)
    let content = try #require(try again.read().get())
    #expect(content.header == header)
    #expect(content.faultCount == 0)
    var ledger = Ledger([phone])
    ledger.restore(content)
    #expect(ledger.phones[phone.mac]?.state == .told)
  }

  @Test("a line that a crash has torn does not swallow the next one")
  func torn() throws {
    let folder = try Folder()
    let path = folder.path + "/hq.rollout.jsonl"
    try Data(LedgerText.line(header) + told.prefix(20)).write(to: URL(fileURLWithPath: path))
    var file = LedgerFile(path: path)
    _ = try file.read().get()
    #expect(file.append(told, header: header) == nil)
    var again = LedgerFile(path: path)
    var ledger = Ledger([phone])
    ledger.restore(try #require(try again.read().get()))
    #expect(ledger.phones[phone.mac]?.state == .told)
  }

  @Test("a file that cannot be had is a fault with a reason, not an end")
  func fault() throws {
    let folder = try Folder()
    var file = LedgerFile(path: folder.path + "/missing/hq.rollout.jsonl")
    #expect(file.append(told, header: header)?.reason == "its folder is missing")
  }
}
