public import Foundation

/// A line of shell, run as a user would run it, with `ringtree` among the programs.
public struct ShellCommand {
  /// What came of it.
  public struct Result {
    public let status: Int32
    /// Standard output; with standard error in it if that was wanted.
    public let output: String
    public let errors: String
  }

  private let line: String
  private let folder: URL
  private let environment: [String: String]
  private let mergesErrors: Bool

  /// - Parameters:
  ///   - line: What `sh -c` gets.
  ///   - folder: Where it runs; its home too.
  ///   - environment: Beside `PATH`, `HOME` and `LC_ALL`: nothing of the tests' own gets in.
  ///   - mergesErrors: Whether standard error goes to standard output.
  public init(
    _ line: String, in folder: URL, environment: [String: String] = [:],
    mergesErrors: Bool = false
  ) {
    self.line = line
    self.folder = folder
    self.environment = environment
    self.mergesErrors = mergesErrors
  }

  /// The folder of the program, which is the build folder that the tests are in; nil if the program
  /// was not built.
  public static let programFolder: URL? = {
    let starts = CommandLine.arguments + Bundle.allBundles.map(\.bundlePath)
    for start in starts where start.contains("/") {
      var folder = URL(fileURLWithPath: start).resolvingSymlinksInPath()
      while folder.path != "/" {
        folder.deleteLastPathComponent()
        if isProgram(folder.appendingPathComponent("ringtree").path) { return folder }
      }
    }
    return nil
  }()

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }

  /// Runs it to its end. Its outputs go into files, so that it never waits for a reader.
  public func run() throws -> Result {
    let files = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-shell-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: files) }
    let (output, errors) = (files.appendingPathComponent("1"), files.appendingPathComponent("2"))
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": (Self.programFolder.map { $0.path + ":" } ?? "")
        + "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
      "HOME": folder.path, "LC_ALL": "C.UTF-8",
    ].merging(environment) { $1 }
    let outputHandle = try FileHandle(forWritingTo: output)
    process.standardOutput = outputHandle
    process.standardError = mergesErrors ? outputHandle : try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }
}
