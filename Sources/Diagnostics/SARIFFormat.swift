/// Diagnostics as SARIF 2.1.0, which code hosts and editors read.
struct SARIFFormat {
  /// The version of ringtree; left out if empty.
  let toolVersion: String

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  func render(_ diagnostics: [Diagnostic], _ sources: inout ReadSources) -> String {
    let rules = Rules(of: diagnostics)
    var json = JSONText(layout: .indented)
    json.object { json in
      json.member("$schema", Self.schema)
      json.member("version", "2.1.0")
      json.key("runs")
      json.array { json in
        json.object { json in
          json.member("tool") { json in
            json.object { json in
              json.member("driver") { writeDriver(rules, to: &$0) }
            }
          }
          json.member("columnKind", "utf16CodeUnits")
          json.key("results")
          json.array { json in
            for diagnostic in diagnostics {
              write(diagnostic, rules, to: &json, &sources)
            }
          }
        }
      }
    }
    json.endLine()
    return json.text
  }

  private func writeDriver(_ rules: Rules, to json: inout JSONText) {
    json.object { json in
      json.member("name", "ringtree")
      if !toolVersion.isEmpty { json.member("version", toolVersion) }
      json.key("rules")
      json.array { json in
        for code in rules.codes {
          json.object { json in
            json.member("id", code.id)
            json.member("shortDescription") { writeMessage(code.title, to: &$0) }
            json.member("defaultConfiguration") { json in
              json.object { $0.member("level", code.severity.rawValue) }
            }
          }
        }
      }
    }
  }

  private func write(
    _ diagnostic: Diagnostic, _ rules: Rules, to json: inout JSONText,
    _ sources: inout ReadSources
  ) {
    let lines =
      [diagnostic.message] + diagnostic.notes.map { "note: " + $0 }
      + diagnostic.help.map { "help: " + $0 }
    json.object { json in
      json.member("ruleId", diagnostic.code.id)
      if let index = rules.indices[diagnostic.code.id] { json.member("ruleIndex", index) }
      json.member("level", diagnostic.severity.rawValue)
      json.member("message") { writeMessage(lines.joined(separator: "\n"), to: &$0) }
      writeLocations("locations", diagnostic.primary.map { [$0] } ?? [], to: &json, &sources)
      writeLocations("relatedLocations", diagnostic.secondary, to: &json, &sources)
      if let replacement = diagnostic.replacement {
        writeFix(replacement, help: diagnostic.help, to: &json, &sources)
      }
    }
  }

  private func writeLocations(
    _ name: String, _ labels: [DiagnosticLabel], to json: inout JSONText,
    _ sources: inout ReadSources
  ) {
    let places = labels.compactMap { label in
      sources.text(of: label.span.source).map { (label, $0) }
    }
    guard !places.isEmpty else { return }
    json.key(name)
    json.array { json in
      for (label, text) in places {
        json.object { json in
          json.member("physicalLocation") { json in
            json.object { json in
              json.member("artifactLocation") { writeArtifact(text, to: &$0) }
              json.member("region") { writeRegion(label.span, text, to: &$0) }
            }
          }
          if !label.text.isEmpty {
            json.member("message") { writeMessage(label.text, to: &$0) }
          }
        }
      }
    }
  }

  private func writeFix(
    _ replacement: DiagnosticReplacement, help: [String], to json: inout JSONText,
    _ sources: inout ReadSources
  ) {
    guard let text = sources.text(of: replacement.span.source) else { return }
    json.key("fixes")
    json.array { json in
      json.object { json in
        if let first = help.first { json.member("description") { writeMessage(first, to: &$0) } }
        json.key("artifactChanges")
        json.array { json in
          json.object { json in
            json.member("artifactLocation") { writeArtifact(text, to: &$0) }
            json.key("replacements")
            json.array { json in
              json.object { json in
                json.member("deletedRegion") { writeRegion(replacement.span, text, to: &$0) }
                json.member("insertedContent") { writeMessage(replacement.text, to: &$0) }
              }
            }
          }
        }
      }
    }
  }

  /// An object whose only member is `text`: SARIF's messages and contents.
  private func writeMessage(_ text: String, to json: inout JSONText) {
    json.object { $0.member("text", text) }
  }

  private func writeArtifact(_ text: SourceText, to json: inout JSONText) {
    json.object { $0.member("uri", uriReference(forPath: text.file.name)) }
  }

  private func writeRegion(_ span: SourceSpan, _ text: SourceText, to json: inout JSONText) {
    let start = text.location(at: span.start)
    let end = text.location(at: span.end)
    json.object { json in
      json.member("startLine", start.line)
      json.member("startColumn", start.utf16Column)
      json.member("endLine", end.line)
      json.member("endColumn", end.utf16Column)
    }
  }
}

/// The codes that occur, each once, in the order of their identifiers.
private struct Rules {
  let codes: [DiagnosticCode]
  let indices: [String: Int]

  init(of diagnostics: [Diagnostic]) {
    let byID = Dictionary(diagnostics.map { ($0.code.id, $0.code) }) { first, _ in first }
    codes = byID.values.sorted { $0.id < $1.id }
    indices = Dictionary(codes.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }
}
