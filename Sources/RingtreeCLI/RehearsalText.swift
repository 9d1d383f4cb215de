import Diagnostics
import Rehearsal

/// How a rehearsal's report is printed.
struct RehearsalText {
  private static let parts: [(name: String, part: Double)] = [
    ("50 %", 0.5), ("90 %", 0.9), ("99 %", 0.99), ("all", 1),
  ]
  /// Failures that are listed; the others are counted.
  private static let failureCount = 20

  private let report: RehearsalReport

  init(_ report: RehearsalReport) { self.report = report }

  private var octets: Int { report.phones.reduce(0) { $0 + $1.octets } }
  private var done: Int { report.phones.count - report.failures.count }

  var text: String {
    var text = "\(done) of \(report.phones.count) phones have their files, "
    text += "\(octets) bytes compared, in \(Self.seconds(report.duration)) s\n"
    for (name, part) in Self.parts {
      guard let time = report.percentile(part) else { continue }
      text += "  \(name) of them within \(Self.seconds(time)) s\n"
    }
    let failures = report.failures
    for phone in failures.prefix(Self.failureCount) {
      text += "  failed: \(phone.mac) \(phone.model): \(phone.failure ?? "")\n"
    }
    if failures.count > Self.failureCount {
      text += "  and \(failures.count - Self.failureCount) more\n"
    }
    return text
  }

  var json: String {
    var json = JSONText(layout: .indented)
    json.object { json in
      json.member("phones", report.phones.count)
      json.member("done", done)
      json.member("bytes", octets)
      json.member("milliseconds", Self.milliseconds(report.duration))
      json.key("milliseconds_by_percentile")
      json.object { json in
        for (name, part) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p100", 1)] {
          guard let time = report.percentile(part) else { continue }
          json.member(name, Self.milliseconds(time))
        }
      }
      json.key("failures")
      json.array { json in
        for phone in report.failures {
          json.object { json in
            json.member("mac", phone.mac)
            json.member("model", phone.model)
            json.member("reason", phone.failure ?? "")
          }
        }
      }
    }
    json.endLine()
    return json.text
  }

  private static func milliseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }

  private static func seconds(_ duration: Duration) -> String {
    let milliseconds = milliseconds(duration)
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
