internal import Rollout

/// The rollout in Prometheus' text format.
enum StatusMetrics {
  static func text(_ ledger: Ledger, _ site: String) -> [UInt8] {
    let summary = LedgerSummary(ledger)
    let label = "site=\"\(escaped(site))\""
    var text = "# HELP ringtree_phones Phones of the site by how far they have come.\n"
    text += "# TYPE ringtree_phones gauge\n"
    for state in RolloutState.allCases {
      let count = summary.counts[state] ?? 0
      text += "ringtree_phones{\(label),state=\"\(state.identifier)\"} \(count)\n"
    }
    text += "# HELP ringtree_unknown_phones Phones that asked and are not in the site.\n"
    text += "# TYPE ringtree_unknown_phones gauge\n"
    text += "ringtree_unknown_phones{\(label)} \(summary.unknown)\n"
    text += "# HELP ringtree_dropped_unknown_phones Unknown phones that were forgotten.\n"
    text += "# TYPE ringtree_dropped_unknown_phones counter\n"
    text += "ringtree_dropped_unknown_phones{\(label)} \(summary.droppedUnknown)\n"
    return Array(text.utf8)
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
  }
}
