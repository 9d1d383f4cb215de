import ArgumentParser
import SiteModel

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the JSON Schema of the site file, for editors.",
    discussion: """
      The schema is JSON Schema 2020-12. A YAML language server that has it completes keys, shows \
      what they mean and marks mistakes of shape while you type; `ringtree check` finds the rest. \
      Tell the server of the tags: yaml.customTags: ["!secret scalar", "!csv scalar"].

        ringtree schema > site.schema.json
      """)

  func run() {
    Terminal.printData(SiteJSONSchema.text())
  }
}
