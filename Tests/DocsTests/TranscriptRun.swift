import TestSupport
import Testing

/// Runs what a document shows of a terminal: the commands behind `$ `, with what they print.
///
/// A block `files` puts files where the commands of its section run: `--- PATH` begins each. A
/// block `transcript` holds commands, each with its output below it; a command goes on in lines
/// behind `> `. Each section of a document has a folder of its own, with the shipped templates.
struct TranscriptRun {
  private var folders: [String: ScratchRepository] = [:]

  private mutating func folder(_ section: String) throws -> ScratchRepository {
    if let known = folders[section] { return known }
    let folder = try ScratchRepository()
    folders[section] = folder
    return folder
  }

  mutating func write(_ files: String, section: String) throws {
    for (path, bytes) in ExampleText(files).files {
      try folder(section).write(path, String(decoding: bytes, as: UTF8.self))
    }
  }

  /// The block as it would be if it were made now.
  mutating func run(_ transcript: String, section: String) throws -> String {
    let folder = try folder(section)
    var text = ""
    for command in Self.commands(transcript) {
      let result = try folder.run(command, mergesErrors: true)
      let output = Self.withoutTimes(result.output)
      text += "$ " + command.replacing("\n", with: "\n> ") + "\n" + output
      if !output.isEmpty, !output.hasSuffix("\n") { text += "\n" }
      if result.status != 0 { text += "[exit status \(result.status)]\n" }
    }
    return text
  }

  private static func commands(_ transcript: String) -> [String] {
    var commands: [String] = []
    for line in transcript.split(separator: "\n") {
      if line.hasPrefix("$ ") {
        commands.append(String(line.dropFirst(2)))
      } else if line.hasPrefix("> "), !commands.isEmpty {
        commands[commands.count - 1] += "\n" + line.dropFirst(2)
      }
    }
    return commands
  }

  /// How long something took is never the same: `0.03 s` becomes `0.01 s`.
  private static func withoutTimes(_ text: String) -> String {
    text.replacing(/\d+\.\d\d s\n/, with: "0.01 s\n")
  }
}

extension MarkdownFile {
  /// Writes the `transcript` blocks anew, in the order of the document.
  mutating func recordTranscripts() throws {
    try #require(ShellCommand.programFolder != nil, "the program was not built")
    var run = TranscriptRun()
    var changes: [(range: Range<Int>, text: String)] = []
    for block in blocks {
      if block.info == "files" {
        try run.write(block.body, section: block.heading)
      } else if block.info == "transcript" {
        changes.append((block.range, try run.run(block.body, section: block.heading)))
      }
    }
    for change in changes.reversed() { replace(change.range, with: change.text) }
  }
}
