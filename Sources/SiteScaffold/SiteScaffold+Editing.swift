extension SiteScaffold {
  /// For the YAML language server: what a site file may hold, and its tags.
  var editorSettings: String {
    """
    {
      "yaml.schemas": { "./site.schema.json": ["sites/*.yaml", "sites/*.yml"] },
      "yaml.customTags": ["!secret scalar", "!csv scalar"],
      "[yaml]": { "editor.tabSize": 2, "editor.insertSpaces": true },
      "files.eol": "\\n",
      "files.insertFinalNewline": true
    }

    """
  }

  var editorExtensions: String {
    """
    { "recommendations": ["redhat.vscode-yaml"] }

    """
  }

  /// Hooks of https://pre-commit.com that call the program which is installed.
  var commitHooks: String {
    """
    # `pre-commit install` makes git run these before each commit.
    repos:
      - repo: local
        hooks:
          - id: ringtree-fmt
            name: sites are in their canonical form
            entry: ringtree fmt --check
            language: system
            files: ^sites/[^/]*\\.ya?ml$
            exclude: ^sites/secrets
          - id: ringtree-check
            name: sites and templates are valid
            entry: ringtree check --secrets secrets.example.yaml
            language: system
            pass_filenames: false
            files: ^(sites|templates)/|^secrets\\.example\\.yaml$

    """
  }
}
