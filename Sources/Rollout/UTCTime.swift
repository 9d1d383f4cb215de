/// A moment as people read it: `2026-12-01 08:30:00` of UTC, or as RFC 3339 writes it.
public struct UTCTime: Hashable, Sendable {
  /// Milliseconds since 1970-01-01 00:00 UTC; times before that, and after the year 9999, are taken
  /// for these.
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = max(0, min(milliseconds, RolloutEvent.latestTime))
  }

  /// `2026-12-01`
  public var date: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// `08:30:00`
  public var clock: String {
    let seconds = milliseconds / 1000
    return [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
      .map { padded($0, 2) }.joined(separator: ":")
  }

  /// `2026-12-01T08:30:00.120Z`
  public var rfc3339: String { "\(date)T\(clock).\(padded(milliseconds % 1000, 3))Z" }

  /// The Gregorian date, by years that begin in March, so that the leap day is a year's last.
  private var civil: (year: Int64, month: Int64, day: Int64) {
    let days = milliseconds / 86_400_000 + 719_468
    let (era, day) = days.quotientAndRemainder(dividingBy: 146_097)
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (
      era * 400 + year + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1
    )
  }

  private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
