import Foundation

#if canImport(Glibc)
  public import Glibc
#else
  public import Darwin
#endif

/// The program itself, run as users run it.
public enum Program {
  /// What `RINGTREE_BINARY` names, else the program in the build folder that the tests are in.
  public static let path: String = {
    let named = ProcessInfo.processInfo.environment["RINGTREE_BINARY"]
    if let named { return URL(fileURLWithPath: named).path }
    let starts = CommandLine.arguments + Bundle.allBundles.map(\.bundlePath)
    for start in starts where start.contains("/") {
      var folder = URL(fileURLWithPath: start).resolvingSymlinksInPath()
      while folder.path != "/" {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent("ringtree").path
        if isProgram(candidate) { return candidate }
      }
    }
    return "ringtree"
  }()

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }
}

/// A command line with where and with what it runs.
public struct Command {
  public var program = Program.path
  public var arguments: [String]
  public var folder: String
  /// All of its environment; nothing of the tests' own gets in.
  public var environment: [String: String] = [:]
  /// What standard input holds.
  public var input = ""

  public init(
    program: String = Program.path, arguments: [String], folder: String,
    environment: [String: String] = [:], input: String = ""
  ) {
    self.program = program
    self.arguments = arguments
    self.folder = folder
    self.environment = environment
    self.input = input
  }

  /// Runs it to its end.
  public func run() throws -> Run {
    let process = try start()
    return try process.end()
  }

  /// Starts it; its output goes into files, so that it never waits for a reader.
  public func start() throws -> RunningCommand {
    let files = try CommandFiles(input: input)
    var actions = FileActions()
    defer { actions.destroy() }
    actions.open(STDIN_FILENO, files.input, O_RDONLY)
    actions.open(STDOUT_FILENO, files.output, O_WRONLY | O_CREAT | O_TRUNC)
    actions.open(STDERR_FILENO, files.errors, O_WRONLY | O_CREAT | O_TRUNC)
    let environment = ["PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"]
      .merging(environment) { $1 }
    var pid: pid_t = 0
    // A shell changes the folder, since not every system lets `posix_spawn` do it.
    let shell = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder, program]
    let code = withCStrings(shell + arguments) { arguments in
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        posix_spawn(&pid, "/bin/sh", &actions.value, nil, arguments, environment)
      }
    }
    guard code == 0 else { throw Failure("cannot start \(program): error \(code)") }
    return RunningCommand(pid: pid, files: files)
  }
}

/// What came of a command.
public struct Run {
  public enum Ending: Equatable {
    case exited(Int32)
    case killed(Int32)
  }

  public let ending: Ending
  public let output: String
  public let errors: String

  /// The exit status; nil for a program that a signal ended.
  public var status: Int32? {
    if case .exited(let status) = ending { status } else { nil }
  }
}

/// A command that runs.
public struct RunningCommand: Sendable {
  public let pid: pid_t
  fileprivate let files: CommandFiles

  /// Ends it at once, as a crash of the machine would.
  public func killAtOnce() {
    kill(pid, SIGKILL)
  }

  /// Waits for its end.
  public func end() throws -> Run {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { throw Failure("cannot wait for \(pid): error \(errno)") }
    }
    let signal = status & 0x7f
    return Run(
      ending: signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal),
      output: try files.text(files.output), errors: try files.text(files.errors))
  }
}

public struct Failure: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// The files behind a command's standard streams; they go when nobody needs them.
private final class CommandFiles: Sendable {
  private let folder: URL
  let input: String
  let output: String
  let errors: String

  init(input text: String) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    input = folder.appendingPathComponent("input").path
    output = folder.appendingPathComponent("output").path
    errors = folder.appendingPathComponent("errors").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: input))
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }
}

/// What a new process does with its descriptors before it begins.
private struct FileActions {
  #if canImport(Glibc)
    var value = posix_spawn_file_actions_t()
  #else
    var value: posix_spawn_file_actions_t?
  #endif

  init() {
    posix_spawn_file_actions_init(&value)
  }

  mutating func open(_ descriptor: Int32, _ path: String, _ flags: Int32) {
    posix_spawn_file_actions_addopen(&value, descriptor, path, flags, 0o600)
  }

  mutating func destroy() {
    posix_spawn_file_actions_destroy(&value)
  }
}

/// Calls a closure with texts as C has them: an array of pointers that a null ends.
private func withCStrings<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  pointers.append(nil)
  return body(pointers)
}
