package import Diagnostics

extension LedgerReport {
  /// For programs: the numbers, every phone, every stranger. UTF-8, with a line feed at its end.
  public var json: [UInt8] {
    var json = JSONText(layout: .indented)
    json.object { json in
      if let site { json.member("site", site) }
      json.member("summary") { summary.write(to: &$0) }
      json.member("phones") { json in
        json.array { json in
          for record in phones { json.object { record.write(to: &$0) } }
        }
      }
      json.member("unknown") { json in
        json.array { json in
          for record in unknownPhones { json.object { record.write(to: &$0) } }
        }
      }
    }
    json.endLine()
    return json.bytes
  }
}

extension LedgerSummary {
  /// An object, as the report and the status page have it.
  package func write(to json: inout JSONText) {
    json.object { json in
      json.member("phones", total)
      json.member("done", done)
      json.member("states") { Self.write(counts, to: &$0) }
      json.member("families") { json in
        json.object { json in
          for (name, counts) in families.sorted(by: { $0.key < $1.key }) {
            json.member(name) { Self.write(counts, to: &$0) }
          }
        }
      }
      json.member("unknown", unknown)
      json.member("dropped_unknown", droppedUnknown)
    }
  }

  private static func write(_ counts: [RolloutState: Int], to json: inout JSONText) {
    json.object { json in
      for state in RolloutState.allCases { json.member(state.identifier, counts[state] ?? 0) }
    }
  }
}

extension PhoneRecord {
  /// Its members, as the report and the status page have them; without the time line.
  package func write(to json: inout JSONText) {
    json.member("mac", phone.mac)
    json.member("family", phone.family)
    json.member("model", phone.model)
    if let label = phone.label { json.member("label", label) }
    json.member("state", state.identifier)
    json.member("addresses", totals.addresses.map { "\($0.address)" })
    json.member("steps") { json in
      json.object { json in
        for step in RolloutStep.allCases {
          guard let times = totals.steps[step] else { continue }
          json.member(step.rawValue) { times.write(to: &$0) }
        }
      }
    }
    json.member("attempts", attempts)
    json.member("failures", failureCount)
    if let failure = totals.lastFailure {
      json.member("last_failure") { json in
        json.object { failure.write(to: &$0) }
      }
    }
  }
}

extension UnknownRecord {
  /// Its members, as the report and the status page have them.
  package func write(to json: inout JSONText) {
    json.member("key", key)
    if let mac { json.member("mac", mac) }
    json.member("address", "\(address)")
    said.write(to: &json)
    json.member("first", first)
    json.member("last", last)
    json.member("times", times)
    if let snippet { json.member("snippet", snippet) }
  }
}
