import Diagnostics
import Foundation
import TestSupport
import YAMLNodes

/// The shell steps of CI files, taken out of their YAML as a runner would.
enum CIScripts {
  struct Step {
    let name: String
    let script: String
    /// Those of its variables that are no expressions of the host.
    let variables: [String: String]
  }

  /// The `run` steps of a job of a GitHub workflow, in order.
  static func gitHub(_ text: String, job: String) -> [Step] {
    steps(entry(["jobs", job, "steps"], of: root(text))).filter { !$0.script.isEmpty }
  }

  private static func steps(_ node: YAMLNode?) -> [Step] {
    (node.map { Array($0.items) } ?? []).map { step in
      let variables = entry(["env"], of: step)?.entries.map { ($0.key.text, $0.value.text) } ?? []
      return Step(
        name: entry(["name"], of: step)?.text ?? "", script: entry(["run"], of: step)?.text ?? "",
        variables: Dictionary(variables.filter { !$0.1.contains("${{") }) { $1 })
    }
  }

  /// The lines of a job of a GitLab pipeline, with those that come before each job.
  static func gitLab(_ text: String, job: String) -> [Step] {
    let root = root(text)
    return [["before_script"], [job, "script"]].flatMap { path in
      (entry(path, of: root).map { Array($0.items) } ?? []).map {
        Step(name: job, script: $0.text, variables: [:])
      }
    }
  }

  private static func root(_ text: String) -> YAMLNode? {
    YAMLParser.parse(Array(text.utf8), source: SourceID(index: 0)).document?.root
  }

  private static func entry(_ path: [String], of node: YAMLNode?) -> YAMLNode? {
    path.reduce(node) { node, key in node?.entries.first { $0.key.text == key }?.value }
  }
}

/// A repository that `ringtree init` has made, under git, with one commit.
struct ScaffoldedRepository {
  let scratch: ScratchRepository

  init() throws {
    scratch = try ScratchRepository()
    // The templates are the copy's own business from here on.
    let run = try scratch.run(
      """
      ringtree init phones && rm templates && mv phones/* phones/.[!.]* . && rmdir phones &&
      git init -q -b main . && git add -A && \(Self.commit) -m start
      """)
    try Self.check(run)
  }

  private static let commit = "git -c user.name=a -c user.email=a@example.net commit -q"

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static func check(_ run: ShellCommand.Result) throws {
    guard run.status == 0 else {
      throw Failure(description: "status \(run.status): \(run.output)\(run.errors)")
    }
  }

  func commitAll() throws {
    try Self.check(try scratch.run("git add -A && \(Self.commit) -m change"))
  }

  /// Puts a program of ours in the place of one that reaches out of this machine.
  func fake(_ program: String, _ script: String) throws {
    try scratch.write(".fake/\(program)", "#!/bin/sh\n" + script)
    try Self.check(try scratch.run("chmod +x .fake/\(program); echo /.fake >> .git/info/exclude"))
  }

  /// Runs a step as a runner does: a file, by `bash -e`.
  func run(_ step: CIScripts.Step, _ environment: [String: String] = [:]) throws
    -> ShellCommand.Result
  {
    try scratch.write(".git/step.sh", step.script)
    let path = scratch.url.appendingPathComponent(".fake").path
    return try scratch.run(
      "PATH=\(path):$PATH bash -e .git/step.sh",
      environment: step.variables.merging(environment) { $1 })
  }
}
