import ArgumentParser

struct Secrets: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the secrets that sites use, and makes new ones.",
    discussion: """
      A site file names its passwords, `!secret NAME`, and does not hold them. docs/secrets.md shows \
      how to keep them with sops and age, and in a CI system.
      """,
    subcommands: [ListSecrets.self, MakeSecrets.self])
}
