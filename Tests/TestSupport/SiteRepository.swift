public import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A user's folder of sites and templates in a place of its own, removed in the end.
public final class SiteRepository: Sendable {
  public let folder: URL

  /// Makes one below `parent`, the system's folder for such things by default.
  public init(in parent: URL = FileManager.default.temporaryDirectory) throws {
    // Without links, so that paths in messages can be compared.
    folder = parent.resolvingSymlinksInPath()
      .appendingPathComponent("ringtree-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// One with a small site `hq` of two phones, and templates for it.
  public static func small() throws -> SiteRepository {
    let repository = try SiteRepository()
    try repository.writeTemplates()
    try repository.write("sites/hq.yaml", SmallSite.text)
    return repository
  }

  public func writeTemplates(to folder: String = "templates", note: String = "") throws {
    try write("\(folder)/a2x/family.yaml", SmallSite.family)
    try write("\(folder)/a2x/common.cfg", SmallSite.common + note)
    try write("\(folder)/a2x/mac.cfg", SmallSite.phone)
  }

  public func path(_ name: String) -> String {
    folder.appendingPathComponent(name).path
  }

  public func write(_ name: String, _ text: String) throws {
    try write(name, Data(text.utf8))
  }

  public func write(_ name: String, _ data: Data) throws {
    let file = folder.appendingPathComponent(name)
    try makeFolder(file.deletingLastPathComponent())
    try data.write(to: file)
  }

  public func makeFolder(_ name: String) throws {
    try makeFolder(folder.appendingPathComponent(name))
  }

  private func makeFolder(_ url: URL) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  public func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path(name))
  }

  public func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }

  public func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path(name))
  }

  /// Runs ringtree in this folder.
  public func ringtree(
    _ arguments: String..., environment: [String: String] = [:], input: String = "",
    in subfolder: String = ""
  ) throws -> Run {
    try command(arguments, environment: environment, input: input, in: subfolder).run()
  }

  public func command(
    _ arguments: [String], environment: [String: String] = [:], input: String = "",
    in subfolder: String = ""
  ) -> Command {
    Command(
      arguments: arguments, folder: subfolder.isEmpty ? folder.path : path(subfolder),
      environment: environment, input: input)
  }

  /// Runs a line of shell in this folder, in which `$ringtree` is the program.
  public func shell(_ line: String, environment: [String: String] = [:]) throws -> Run {
    try Command(
      program: "/bin/sh", arguments: ["-c", line], folder: folder.path,
      environment: ["ringtree": Program.path].merging(environment) { $1 }
    ).run()
  }

  /// The files below a folder, by their paths in it; none for a folder that is missing.
  public func files(_ name: String) throws -> [String: StoredFile] {
    var files: [String: StoredFile] = [:]
    try StoredFile.collect(path(name), below: "", into: &files)
    return files
  }

  /// The same with nothing but the bytes.
  public func contents(_ name: String) throws -> [String: [UInt8]] {
    try files(name).mapValues(\.bytes)
  }
}

/// A file as it stands on the disk.
public struct StoredFile: Equatable {
  public let bytes: [UInt8]
  /// The permissions alone.
  public let mode: UInt32
  public let inode: UInt64
  public let modifiedSeconds: Int
  public let modifiedNanoseconds: Int

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  fileprivate static func collect(
    _ folder: String, below prefix: String, into files: inout [String: StoredFile]
  ) throws {
    guard let directory = opendir(folder) else {
      if errno == ENOENT { return }
      throw Failure("cannot list \(folder): error \(errno)")
    }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { throw Failure("cannot look at \(path)") }
      if status.st_mode & S_IFMT == S_IFDIR {
        try collect(path, below: "\(prefix)\(name)/", into: &files)
      } else {
        files[prefix + name] = try StoredFile(path, status)
      }
    }
  }

  private init(_ path: String, _ status: stat) throws {
    bytes = try Self.read(path, size: Int(status.st_size))
    mode = UInt32(status.st_mode) & 0o7777
    inode = UInt64(status.st_ino)
    #if canImport(Glibc)
      let modified = status.st_mtim
    #else
      let modified = status.st_mtimespec
    #endif
    modifiedSeconds = modified.tv_sec
    modifiedNanoseconds = modified.tv_nsec
  }

  private static func read(_ path: String, size: Int) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("cannot open \(path): error \(errno)") }
    defer { close(descriptor) }
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, systemRead(descriptor, buffer.baseAddress, size))
    }
    guard bytes.count == size else { throw Failure("cannot read all of \(path)") }
    return bytes
  }
}

/// `read(2)`, beside a method of the same name.
private func systemRead(
  _ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ size: Int
) -> Int {
  read(descriptor, buffer, size)
}

/// A site of two phones and one family.
public enum SmallSite {
  public static let text = """
    settings: {sip: {server: pbx.example.net}}
    accounts:
      "101": {name: Ana, password: first-password}
      "102": {name: Boris, password: second-password}
    phones:
      - {mac: "80:82:87:01:02:03", model: A20, accounts: ["101"], settings: {label: Desk}}
      - {mac: "80:82:87:01:02:0a", model: A21, accounts: ["102"]}

    """

  public static let family = """
    family: A2X
    models: [A20, A21]
    common: [a000000000020.cfg]
    maker: {oui: ["80:82:87"]}
    lines: 2
    keys: 4

    """

  public static let common = """
    server = {{ settings.sip.server | default("none") }}

    """

  public static let phone = """
    model = {{ model }}
    label = {{ settings.label | default("") }}
    {% for account in accounts %}
    account.{{ account.line }}.name = {{ account.name }}
    account.{{ account.line }}.password = {{ account.password }}
    {% endfor %}
    {% for key, value in raw.items() %}
    {{ key }} = {{ value }}
    {% endfor %}

    """

  public static let firstPhone = "808287010203.cfg"
  public static let secondPhone = "80828701020a.cfg"
  public static let commonFile = "a000000000020.cfg"
}
