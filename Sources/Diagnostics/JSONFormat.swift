/// Diagnostics for programs, in ringtree's own format.
///
/// Offsets count bytes of UTF-8 from the file's start, columns Unicode scalars from 1; ends are
/// behind the last character. A diagnostic without a place has null in their stead.
struct JSONFormat {
  /// Raised when a member changes its meaning or goes; new members may come without.
  private static let version = 1

  func render(_ diagnostics: [Diagnostic], _ sources: inout ReadSources) -> String {
    var json = JSONText(layout: .indented)
    json.object { json in
      json.member("version", Self.version)
      json.key("diagnostics")
      json.array { json in
        for diagnostic in diagnostics {
          write(diagnostic, to: &json, &sources)
        }
      }
    }
    json.endLine()
    return json.text
  }

  private func write(
    _ diagnostic: Diagnostic, to json: inout JSONText, _ sources: inout ReadSources
  ) {
    json.object { json in
      json.member("code", diagnostic.code.id)
      json.member("severity", diagnostic.severity.rawValue)
      json.member("message", diagnostic.message)
      write(placeOf: diagnostic.primary?.span, to: &json, &sources)
      json.key("labels")
      json.array { json in
        if let primary = diagnostic.primary {
          write(primary, isPrimary: true, to: &json, &sources)
        }
        for label in diagnostic.secondary {
          write(label, isPrimary: false, to: &json, &sources)
        }
      }
      json.member("notes", diagnostic.notes)
      json.member("help", diagnostic.help)
      json.key("replacement")
      if let replacement = diagnostic.replacement {
        json.object { json in
          json.member("text", replacement.text)
          write(placeOf: replacement.span, to: &json, &sources)
        }
      } else {
        json.null()
      }
    }
  }

  private func write(
    _ label: DiagnosticLabel, isPrimary: Bool, to json: inout JSONText,
    _ sources: inout ReadSources
  ) {
    json.object { json in
      json.member("primary", isPrimary)
      json.member("text", label.text)
      write(placeOf: label.span, to: &json, &sources)
    }
  }

  private func write(
    placeOf span: SourceSpan?, to json: inout JSONText, _ sources: inout ReadSources
  ) {
    guard let span, let text = sources.text(of: span.source) else {
      for name in ["file", "line", "column", "endLine", "endColumn", "offset", "endOffset"] {
        json.key(name)
        json.null()
      }
      return
    }
    let start = text.location(at: span.start)
    let end = text.location(at: span.end)
    json.member("file", text.file.name)
    json.member("line", start.line)
    json.member("column", start.column)
    json.member("endLine", end.line)
    json.member("endColumn", end.column)
    json.member("offset", span.start)
    json.member("endOffset", span.end)
  }
}
