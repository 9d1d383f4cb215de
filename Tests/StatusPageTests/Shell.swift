import Foundation

/// Runs a command of the shell; all that the tests need of others' programs.
enum Shell {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  struct Run {
    let status: Int32
    let output: String
  }

  static func has(_ command: String) -> Bool {
    (try? run("command -v \(command)").status) == 0
  }

  static func output(_ command: String, input: String = "") throws -> String {
    let run = try run(command, input: input)
    guard run.status == 0 else { throw Failure(description: "\(command): \(run.output)") }
    return run.output
  }

  /// Standard output and standard error are one.
  static func run(_ command: String, input: String = "") throws -> Run {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // By files, since pipes that fill up would need threads to be read.
    let (from, to) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
    try Data(input.utf8).write(to: from)
    try Data().write(to: to)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.standardInput = try FileHandle(forReadingFrom: from)
    let output = try FileHandle(forWritingTo: to)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: to), as: UTF8.self))
  }
}
