import Diagnostics
import SiteModel

/// The inventory of secrets as text and as JSON.
struct SecretTable {
  let entries: [SecretInventory.Entry]
  private var places: [SourceID: SourceText] = [:]

  init(_ entries: [SecretInventory.Entry], sources: SourceSet) {
    self.entries = entries
    for (index, file) in sources.files.enumerated() {
      places[SourceID(index: index)] = SourceText(file)
    }
  }

  /// A line for each: its name, where its value comes from, where it is used.
  var text: String {
    let rows = entries.map { entry in
      (entry.name, origin(entry), uses(entry))
    }
    let widths = (
      rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0
    )
    return rows.map { row in
      padded(row.0, widths.0) + "  " + padded(row.1, widths.1) + "  " + row.2 + "\n"
    }.joined()
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func origin(_ entry: SecretInventory.Entry) -> String {
    switch entry.origin {
    case nil: "missing"
    case .file(let span): place(span)
    case .environment(let variable): printable("$" + variable)
    }
  }

  private func uses(_ entry: SecretInventory.Entry) -> String {
    guard let first = entry.uses.first else { return "unused" }
    let rest = entry.uses.count - 1
    return place(first) + (rest > 0 ? " and \(rest) more" : "")
  }

  private func place(_ span: SourceSpan) -> String {
    guard let text = places[span.source] else { return "?" }
    let location = text.location(at: span.start)
    return printable("\(text.file.name):\(location.line):\(location.column)")
  }

  var json: String {
    var json = JSONText(layout: .indented)
    json.object { json in
      json.key("secrets")
      json.array { json in
        for entry in entries { write(entry, to: &json) }
      }
    }
    json.endLine()
    return json.text
  }

  private func write(_ entry: SecretInventory.Entry, to json: inout JSONText) {
    json.object { json in
      json.key("name")
      json.value(entry.name)
      json.key("found")
      json.value(entry.origin != nil)
      switch entry.origin {
      case nil: break
      case .file(let span):
        json.key("file")
        write(span, to: &json)
      case .environment(let variable):
        json.key("variable")
        json.value(variable)
      }
      json.key("uses")
      json.array { json in
        for span in entry.uses { write(span, to: &json) }
      }
    }
  }

  private func write(_ span: SourceSpan, to json: inout JSONText) {
    json.object { json in
      let location = places[span.source]?.location(at: span.start)
      json.key("path")
      json.value(places[span.source]?.file.name ?? "")
      json.key("line")
      json.value(location?.line ?? 0)
      json.key("column")
      json.value(location?.column ?? 0)
    }
  }
}
