/// A repository for a site: all that is needed to build it, edit it with completion, and check it
/// in CI.
public struct SiteScaffold: Sendable {
  /// The site's name, and its file's: up to 64 letters, digits, `.`, `_` and `-`.
  public let name: String
  /// The JSON Schema of the site file.
  public let schema: String
  /// The templates, by their paths below `templates/`.
  public let templates: [ScaffoldFile]

  public init(name: String, schema: String, templates: [ScaffoldFile]) {
    self.name = name
    self.schema = schema
    self.templates = templates
  }

  /// What the repository holds, in the order of the paths.
  public var files: [ScaffoldFile] {
    let own = [
      ScaffoldFile("README.md", text: readme),
      ScaffoldFile("sites/\(name).yaml", text: site),
      ScaffoldFile("secrets.example.yaml", text: exampleSecrets),
      ScaffoldFile("site.schema.json", text: schema),
      ScaffoldFile(".gitignore", text: gitIgnore),
      ScaffoldFile(".vscode/settings.json", text: editorSettings),
      ScaffoldFile(".vscode/extensions.json", text: editorExtensions),
      ScaffoldFile(".pre-commit-config.yaml", text: commitHooks),
      ScaffoldFile("ci/changes.sh", text: changesScript, isExecutable: true),
      ScaffoldFile(".github/workflows/phones.yml", text: gitHubWorkflow),
      ScaffoldFile(".gitlab-ci.yml", text: gitLabPipeline),
    ]
    let copies = templates.map { ScaffoldFile("templates/\($0.path)", $0.bytes) }
    return (own + copies).sorted { $0.path < $1.path }
  }
}
