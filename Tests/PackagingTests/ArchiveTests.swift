import Foundation
import TestSupport
import Testing

/// Runs a line of shell at the root of the checkout, in which `$ringtree` is the program.
private func shell(_ line: String) throws -> Run {
  let environment = ProcessInfo.processInfo.environment
  return try Command(
    program: "/bin/sh", arguments: ["-ec", line], folder: Golden.repositoryRoot.path,
    environment: ["ringtree": Program.path, "PATH": environment["PATH"] ?? "/usr/bin:/bin"]
  ).run()
}

@Suite("The archive that people install", .serialized)
struct ArchiveTests {
  @Test("is the same, octet for octet, whenever and wherever it is packed")
  func reproducible() throws {
    let scratch = try SiteRepository()
    let run = try shell(
      """
      (umask 022; packaging/archive "$ringtree" '\(scratch.path("one"))')
      (umask 077; TZ=Asia/Tokyo LC_ALL=C.UTF-8 packaging/archive "$ringtree" '\(scratch.path("two"))')
      cmp '\(scratch.path("one"))'/*.tar.gz '\(scratch.path("two"))'/*.tar.gz
      cd '\(scratch.path("one"))' && sha256sum -c *.sha256
      """)
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test("holds the program, its templates, its documents, a man page a command, and completions")
  func content() throws {
    let scratch = try SiteRepository()
    let run = try shell(
      """
      archive=$(packaging/archive "$ringtree" '\(scratch.path("packed"))')
      tar -xzf "$archive" -C '\(scratch.path("packed"))' --strip-components=1
      """)
    try #require(run.status == 0, "\(run.errors)")
    let files = Set(try scratch.files("packed").keys)
    let commands = try scratch.shell("\"$ringtree\" --experimental-dump-help").output
    let dump = try JSONDecoder().decode(ToolDump.self, from: Data(commands.utf8))
    let pages = dump.command.subcommands.map { "share/man/man1/ringtree-\($0.commandName).1" }
    #expect(pages.count > 3)
    let others = [
      "bin/ringtree", "share/man/man1/ringtree.1", "share/doc/ringtree/LICENSE",
      "share/doc/ringtree/docs/site-file.md", "share/ringtree/templates/a2x/mac.cfg",
      "share/bash-completion/completions/ringtree", "share/zsh/site-functions/_ringtree",
      "share/fish/vendor_completions.d/ringtree.fish", "lib/systemd/system/ringtree@.service",
    ]
    for file in pages + others { #expect(files.contains(file), "\(file) is missing") }

    let folder = Golden.repositoryRoot.appendingPathComponent("templates").path
    let templates = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.contains(".") }
    for file in templates { #expect(files.contains("share/ringtree/templates/\(file)"), "\(file)") }
  }

  @Test("builds a site with the templates that came with it, wherever it is unpacked")
  func ownTemplates() throws {
    let scratch = try SiteRepository()
    let packed = try shell(
      """
      archive=$(packaging/archive "$ringtree" '\(scratch.path("packed"))')
      tar -xzf "$archive" -C '\(scratch.path("packed"))' --strip-components=1
      """)
    try #require(packed.status == 0, "\(packed.errors)")
    try scratch.write("sites/hq.yaml", SmallSite.text)
    let run = try scratch.shell("packed/bin/ringtree build")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try scratch.text("out/hq/\(SmallSite.firstPhone)").contains("account.1.label = Ana"))
  }

  @Test("has completions that their shells accept", arguments: ["bash", "zsh", "fish"])
  func completions(shell name: String) throws {
    guard try shell("command -v \(name)").status == 0 else { return }
    let scratch = try SiteRepository()
    let run = try shell(
      """
      "$ringtree" --generate-completion-script \(name) > '\(scratch.path("script"))'
      \(name) -n '\(scratch.path("script"))'
      """)
    #expect(run.status == 0, "\(run.errors)")
  }
}

/// What swift-argument-parser says of a program.
private struct ToolDump: Decodable {
  struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      commandName = try container.decode(String.self, forKey: .commandName)
      subcommands = try container.decodeIfPresent([Command].self, forKey: .subcommands) ?? []
    }

    private enum CodingKeys: CodingKey { case commandName, subcommands }
  }

  let command: Command
}
