import Diagnostics

/// Findings of many files, of which those that say the same are reported once.
struct FindingCollection: Sendable {
  private struct Group {
    let diagnostic: Diagnostic
    let example: String
    let order: Int
    var count: Int
  }

  private var groups: [Diagnostic: Group] = [:]
  private static let most = 1000

  var isEmpty: Bool { groups.isEmpty }

  /// Adds a finding about a file; `order` is the file's place among all.
  mutating func add(_ diagnostic: Diagnostic, file: String, order: Int) {
    if let group = groups[diagnostic] {
      let isEarlier = order < group.order
      groups[diagnostic] = Group(
        diagnostic: diagnostic, example: isEarlier ? file : group.example,
        order: min(order, group.order), count: group.count + 1)
    } else if groups.count < Self.most {
      groups[diagnostic] = Group(diagnostic: diagnostic, example: file, order: order, count: 1)
    }
  }

  mutating func add(_ other: FindingCollection) {
    for (key, group) in other.groups {
      guard let own = groups[key] else {
        groups[key] = group
        continue
      }
      groups[key] = Group(
        diagnostic: key, example: own.order <= group.order ? own.example : group.example,
        order: min(own.order, group.order), count: own.count + group.count)
    }
  }

  /// Each finding once, with the first file that it is about and the number of the others.
  var diagnostics: [Diagnostic] {
    groups.values.sorted { ($0.order, $0.diagnostic.message) < ($1.order, $1.diagnostic.message) }
      .map { group in
        let rest = group.count - 1
        let files =
          "in the file \(group.example)"
          + (rest == 0 ? "" : " and \(rest) other\(rest == 1 ? "" : "s")")
        let diagnostic = group.diagnostic
        return Diagnostic(
          diagnostic.code, diagnostic.message, at: diagnostic.primary, also: diagnostic.secondary,
          notes: diagnostic.notes + [files], help: diagnostic.help,
          replacement: diagnostic.replacement)
      }
  }
}
