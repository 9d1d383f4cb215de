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

  /// The folder of the program that the tests run; nil if the program was not built.
  public static let programFolder: URL? = {
    guard Program.path.contains("/") else { return nil }
    return URL(fileURLWithPath: Program.path).deletingLastPathComponent()
  }()

  /// Runs it to its end.
  public func run() throws -> Result {
    let run = try Command(
      program: "/bin/sh", arguments: ["-c", mergesErrors ? "exec 2>&1\n" + line : line],
      folder: folder.path,
      environment: [
        "PATH": (Self.programFolder.map { $0.path + ":" } ?? "")
          + "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME": folder.path, "LC_ALL": "C.UTF-8",
      ].merging(environment) { $1 }
    ).run()
    let status =
      switch run.ending {
      case .exited(let status): status
      case .killed(let signal): signal
      }
    return Result(status: status, output: run.output, errors: run.errors)
  }
}
