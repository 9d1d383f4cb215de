import Diagnostics
import Rollout

/// How many phones had reached a step at a time: the points of a plot.
struct ProgressCurve: Hashable, Sendable {
  /// Points that are kept at most; of more, as many at even distances.
  static let pointCount = 120

  struct Point: Hashable, Sendable {
    /// Milliseconds since 1970-01-01 00:00 UTC.
    let time: Int64
    let count: Int
  }

  let points: [Point]

  /// - Parameters:
  ///   - ledger: The phones.
  ///   - reached: When a phone reached the step; nil if it did not.
  init(_ ledger: Ledger, reached: (PhoneRecord) -> Int64?) {
    let times = ledger.phones.values.compactMap(reached).sorted()
    let count = min(times.count, Self.pointCount)
    points = (0..<count).map { number in
      // The first and the last phone always have their point.
      let place = count == 1 ? 0 : number * (times.count - 1) / (count - 1)
      return Point(time: times[place], count: place + 1)
    }
  }

  func write(to json: inout JSONText) {
    json.array { json in
      for point in points {
        json.array { json in
          json.value(point.time)
          json.value(point.count)
        }
      }
    }
  }
}
