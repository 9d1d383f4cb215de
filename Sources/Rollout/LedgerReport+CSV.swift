extension LedgerReport {
  /// For a spreadsheet (RFC 4180): a row a phone, then a row a phone that is not in the site. Times
  /// are RFC 3339's, in UTC. UTF-8.
  ///
  /// A field that a spreadsheet would take for a formula begins with `'`.
  public var csv: [UInt8] {
    let head =
      ["mac", "family", "model", "label", "state", "address"] + Self.csvSteps.map(\.rawValue) + [
        "last", "attempts", "failures", "error", "says",
      ]
    let rows = [head] + phones.map(fields) + unknownPhones.map(fields)
    return rows.flatMap { row in
      Array((row.map(Self.csvField).joined(separator: ",") + "\r\n").utf8)
    }
  }

  private static let csvSteps: [RolloutStep] = [
    .seen, .told, .acknowledged, .commonFetched, .ownFetched,
  ]

  private func fields(_ record: PhoneRecord) -> [String] {
    let phone = record.phone
    let steps = record.totals.steps
    return [
      phone.mac, phone.family, phone.model, phone.label ?? "", record.state.rawValue,
      record.address.map { "\($0)" } ?? "",
    ] + Self.csvSteps.map { Self.time(steps[$0]?.first) } + [
      Self.time(record.totals.lastTime), "\(record.attempts)", "\(record.failureCount)",
      record.totals.lastFailure?.reason ?? "", "",
    ]
  }

  private func fields(_ record: UnknownRecord) -> [String] {
    [
      record.mac ?? "", "", "", "", "unknown", "\(record.address)", Self.time(record.first), "", "",
      "", "", Self.time(record.last), "\(record.times)", "", "", record.said.line,
    ]
  }

  private static func time(_ time: Int64?) -> String {
    time.map { UTCTime(milliseconds: $0).rfc3339 } ?? ""
  }

  static func csvField(_ text: String) -> String {
    let clean = CleanText(text).text
    let isFormula = clean.unicodeScalars.first { $0 != " " }.map {
      "=+-@＝＋－＠".unicodeScalars.contains($0)
    }
    let shown = isFormula == true ? "'" + clean : clean
    let needsQuotes = shown.unicodeScalars.contains { ",\"\r\n'".unicodeScalars.contains($0) }
    guard needsQuotes || shown.hasPrefix(" ") || shown.hasSuffix(" ") else { return shown }
    return "\""
      + shown.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
