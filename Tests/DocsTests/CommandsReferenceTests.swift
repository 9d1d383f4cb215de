import ArgumentParser
import RingtreeCLI
import TestSupport
import Testing

@Suite("docs/commands.md")
struct CommandsReferenceTests {
  /// All commands with their names, subcommands of subcommands too.
  private static let commands = commands(of: Ringtree.self, "ringtree")

  private static func commands(
    of command: any ParsableCommand.Type, _ name: String
  ) -> [(name: String, type: any ParsableCommand.Type)] {
    [(name, command)]
      + command.configuration.subcommands.flatMap { commands(of: $0, "\(name) \($0._commandName)") }
  }

  /// As `--help` prints it on a terminal of 80 columns.
  private static func help(_ name: String) -> String? {
    if name == "ringtree" { return Ringtree.helpMessage(columns: 80) }
    return commands.first { $0.name == name }
      .map { Ringtree.helpMessage(for: $0.type, columns: 80) }
  }

  @Test("shows the help of each command, examples of each format and what commands print")
  func generated() throws {
    var file = try MarkdownFile("docs/commands.md")
    for block in file.blocks.reversed() where block.info == "help" {
      let help = try #require(Self.help(block.heading), "no command `\(block.heading)`")
      file.replace(block.range, with: help)
    }
    let defaults = try MarkdownFile("docs/diagnostics.md").exampleDefaults
    file.recordExamples { $0.over(defaults).reading }
    try file.recordTranscripts()
    #expect(file.mismatch() == nil)
  }

  @Test("has a section for each command")
  func sections() throws {
    let blocks = try MarkdownFile("docs/commands.md").blocks.filter { $0.info == "help" }
    #expect(blocks.map(\.heading).sorted() == Self.commands.map(\.name).sorted())
  }
}
