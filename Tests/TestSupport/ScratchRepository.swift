public import Foundation

/// A folder of its own for one test, gone with it.
public final class ScratchRepository {
  public let url: URL

  /// A folder with these files, by their paths, and with the shipped templates if they are wanted.
  public init(_ files: [String: String] = [:], withTemplates: Bool = true) throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-scratch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    if withTemplates {
      try FileManager.default.createSymbolicLink(
        at: url.appendingPathComponent("templates"),
        withDestinationURL: Golden.repositoryRoot.appendingPathComponent("templates"))
    }
    for (path, text) in files { try write(path, text) }
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  public func write(_ path: String, _ text: String) throws {
    try write(path, Data(text.utf8))
  }

  public func write(_ path: String, _ data: Data) throws {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  public func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(path)), as: UTF8.self)
  }

  public func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appendingPathComponent(path).path)
  }

  /// The permission bits of a file, in octal digits.
  public func mode(_ path: String) throws -> String {
    let attributes = try FileManager.default.attributesOfItem(
      atPath: url.appendingPathComponent(path).path)
    return String((attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0, radix: 8)
  }

  /// What tells a file from another in its place.
  public func inode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(
      atPath: url.appendingPathComponent(path).path)
    return (attributes[.systemFileNumber] as? NSNumber)?.intValue ?? 0
  }

  /// All files in it, hidden ones too, templates left out, in ascending order.
  public func files() -> [String] {
    let names = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
    return names.filter { !$0.hasPrefix("templates") }.sorted()
  }

  public func run(
    _ line: String, environment: [String: String] = [:], mergesErrors: Bool = false
  ) throws -> ShellCommand.Result {
    try ShellCommand(line, in: url, environment: environment, mergesErrors: mergesErrors).run()
  }
}
