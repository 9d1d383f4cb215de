import Foundation

@testable import OutputTree

/// A folder of its own on the real file system, removed with the value.
final class ScratchFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var out: String { "\(path)/out" }

  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  func text(_ name: String) -> String? {
    try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  func status(_ name: String) throws -> FileStatus {
    let root = try NativeFileSystem().openRoot(path)
    defer { try? NativeFileSystem().close(root) }
    return try NativeFileSystem().status(of: name, in: root)
  }

  func names(_ name: String) -> [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(name)")) ?? []).sorted()
  }
}
