public import Rollout

/// All that `/metrics` says of a server.
public struct ServeMetrics: Sendable {
  /// The program's version.
  public let version: String
  public let site: String
  /// Seconds since 1970-01-01 00:00 UTC.
  public let startTime: Double
  /// When the tree that is served was taken over, likewise.
  public let treeTime: Double
  /// Files of the tree that is served.
  public let treeFiles: Int

  public init(
    version: String, site: String, startTime: Double, treeTime: Double, treeFiles: Int
  ) {
    self.version = version
    self.site = site
    self.startTime = startTime
    self.treeTime = treeTime
    self.treeFiles = treeFiles
  }

  /// The answer at `/metrics`, of ``MetricsText/mediaType``.
  public func bytes(_ ledger: Ledger, _ counters: ServeCounters) -> [UInt8] {
    MetricsText.bytes(families(ledger, counters))
  }

  func families(_ ledger: Ledger, _ counters: ServeCounters) -> [MetricFamily] {
    [
      MetricFamily(
        "ringtree_build_info", .gauge, "The program's version; the value is always 1.",
        [.init(["version": version, "site": site], 1)]),
      MetricFamily(
        "process_start_time_seconds", .gauge,
        "Start time of the process since the Unix epoch in seconds.", startTime),
    ] + Self.rollout(ledger) + tree(counters) + Self.traffic(counters)
  }

  private static func rollout(_ ledger: Ledger) -> [MetricFamily] {
    let summary = LedgerSummary(ledger)
    let phones = summary.families.sorted { $0.key < $1.key }.flatMap { family, counts in
      RolloutState.allCases.map { state in
        MetricFamily.Sample(
          ["family": family, "state": state.identifier], Double(counts[state] ?? 0))
      }
    }
    return [
      MetricFamily("ringtree_phones", .gauge, "Phones of the site by family and state.", phones),
      MetricFamily(
        "ringtree_unknown_phones", .gauge, "Phones that asked and are not in the site.",
        Double(summary.unknown)),
      MetricFamily(
        "ringtree_unknown_phones_dropped_total", .counter,
        "Unknown phones that were forgotten because there were too many.",
        Double(summary.droppedUnknown)),
    ]
  }

  private func tree(_ counters: ServeCounters) -> [MetricFamily] {
    [
      MetricFamily(
        "ringtree_tree_files", .gauge, "Files of the tree that is served.", Double(treeFiles)),
      MetricFamily(
        "ringtree_tree_timestamp_seconds", .gauge,
        "When the tree that is served was taken over, since the Unix epoch in seconds.", treeTime),
      MetricFamily(
        "ringtree_builds_total", .counter, "New builds that were found, by what became of them.",
        [
          .init(["outcome": "taken"], Double(counters.builds)),
          .init(["outcome": "refused"], Double(counters.refusedBuilds)),
        ]),
    ]
  }

  private static func traffic(_ counters: ServeCounters) -> [MetricFamily] {
    let tftp = counters.files[.tftp] ?? ServeCounters.Files()
    let web = [RolloutProtocol.http, .https].map { part in
      (part.rawValue, counters.files[part] ?? ServeCounters.Files())
    }
    return [
      MetricFamily(
        "ringtree_pnp_exchanges_total", .counter,
        "What happened in exchanges of SIP plug and play, by outcome.",
        ServeCounters.PnPOutcome.allCases.map {
          .init(["outcome": $0.rawValue], Double(counters.pnp[$0] ?? 0))
        }),
      MetricFamily(
        "ringtree_tftp_transfers_total", .counter, "Read requests by TFTP, by how they ended.",
        outcomes(tftp, [])),
      MetricFamily(
        "ringtree_tftp_sent_bytes_total", .counter, "Bytes of files that were sent by TFTP.",
        Double(tftp.bytes)),
      MetricFamily(
        "ringtree_tftp_resent_packets_total", .counter,
        "Packets that were sent again because an acknowledgement did not come.",
        Double(tftp.resends)),
      MetricFamily(
        "ringtree_tftp_transfer_duration_seconds", .histogram,
        "How long whole transfers by TFTP took.", tftp.durations.samples([])),
      MetricFamily(
        "ringtree_http_requests_total", .counter,
        "Requests by HTTP and HTTPS, by how they ended.",
        web.flatMap { name, files in outcomes(files, [("scheme", name)]) }),
      MetricFamily(
        "ringtree_http_sent_bytes_total", .counter,
        "Bytes of files that were sent by HTTP and HTTPS.",
        web.map { name, files in .init(["scheme": name], Double(files.bytes)) }),
      MetricFamily(
        "ringtree_events_lost_total", .counter,
        "Events that log and ledger lost because more happened than could be written down.",
        Double(counters.lostEvents)),
    ]
  }

  private static func outcomes(
    _ files: ServeCounters.Files, _ labels: [(String, String)]
  ) -> [MetricFamily.Sample] {
    ServeCounters.FileOutcome.allCases.map { outcome in
      MetricFamily.Sample(
        suffix: "", labels + [("outcome", outcome.rawValue)],
        Double(files.counts[outcome] ?? 0))
    }
  }
}
