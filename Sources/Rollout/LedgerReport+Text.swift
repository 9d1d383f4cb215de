extension LedgerReport {
  /// For a terminal: the sum, the families, each phone that is not done, then the strangers with
  /// what to paste into the site.
  public var text: String {
    var text = (site.map { CleanText($0).text + ": " } ?? "") + summary.line + "\n"
    if families.count > 1 {
      for family in families {
        text += "  \(family.name): \(family.done) of \(family.total) done\n"
      }
    }
    text += openPhones.map(line).joined()
    if !unknownPhones.isEmpty { text += "\nnot in the site:\n" }
    text += unknownPhones.map(line).joined()
    let snippets = unknownPhones.compactMap(\.snippet).joined()
    if !snippets.isEmpty { text += "\nto take them in, below `phones:` of the site:\n" + snippets }
    return text
  }

  private func line(_ record: PhoneRecord) -> String {
    let name = Self.name(record.phone)
    var line = "  \(record.phone.mac)" + (name.isEmpty ? "" : "  \(CleanText(name).text)")
    line += "  \(record.state.rawValue)"
    if record.state == .failed, let failure = record.totals.lastFailure {
      line += " (\(failure.part.rawValue)): \(failure.reason)"
    }
    if let time = record.totals.lastTime, let address = record.address {
      let time = UTCTime(milliseconds: time)
      line += ", \(address), \(time.date) \(time.clock) UTC"
    }
    return line + "\n"
  }

  private func line(_ record: UnknownRecord) -> String {
    var line = "  \(record.mac ?? "(no MAC address)") at \(record.address)"
    if !record.said.line.isEmpty { line += ", says “\(record.said.line)”" }
    return line + ", asked \(record.times) \(record.times == 1 ? "time" : "times")\n"
  }
}
