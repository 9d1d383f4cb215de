/// A moment as RFC 3339 writes it, in UTC with milliseconds: `2026-12-01T08:30:00.120Z`.
struct Timestamp: CustomStringConvertible {
  private let milliseconds: Int64

  init(sinceEpoch time: Duration) {
    let (seconds, attoseconds) = time.components
    milliseconds = max(0, seconds) * 1000 + attoseconds / 1_000_000_000_000_000
  }

  var description: String {
    let day = milliseconds / 86_400_000
    let time = milliseconds % 86_400_000
    let (year, month, date) = Self.date(daysSinceEpoch: day)
    let clock = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60]
      .map { Self.padded($0, 2) }.joined(separator: ":")
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(date, 2))"
      + "T\(clock).\(Self.padded(time % 1000, 3))Z"
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// The Gregorian date, counted in years that begin in March, so that the leap day comes last.
  private static func date(daysSinceEpoch: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let days = daysSinceEpoch + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
