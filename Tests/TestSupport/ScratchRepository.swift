public import Foundation

/// A folder of its own for one test, gone with it.
public final class ScratchRepository {
  private let repository: SiteRepository

  public var url: URL { repository.folder }

  /// A folder with these files, by their paths, and with the shipped templates if they are wanted.
  public init(_ files: [String: String] = [:], withTemplates: Bool = true) throws {
    repository = try SiteRepository()
    if withTemplates {
      try FileManager.default.createSymbolicLink(
        at: url.appendingPathComponent("templates"),
        withDestinationURL: Golden.repositoryRoot.appendingPathComponent("templates"))
    }
    for (path, text) in files { try write(path, text) }
  }

  public func write(_ path: String, _ text: String) throws {
    try repository.write(path, text)
  }

  public func write(_ path: String, _ data: Data) throws {
    try repository.write(path, data)
  }

  public func text(_ path: String) throws -> String {
    try repository.text(path)
  }

  public func exists(_ path: String) -> Bool {
    repository.exists(path)
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
