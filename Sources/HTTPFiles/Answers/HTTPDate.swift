/// A moment to the second, as HTTP writes it (RFC 9110, section 5.6.7).
public struct HTTPDate: Hashable, Comparable, Sendable {
  /// Since the beginning of 1970, UTC; from the year 0 to 9999.
  public let secondsSince1970: Int

  /// Moments outside of the years 0 to 9999 become the nearest within.
  public init(secondsSince1970: Int) {
    self.secondsSince1970 = min(max(secondsSince1970, -62_167_219_200), 253_402_300_799)
  }

  public static func < (left: HTTPDate, right: HTTPDate) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`: 29 octets.
  public var octets: [UInt8] {
    let day = Self.floorDivide(secondsSince1970, 86_400)
    let second = secondsSince1970 - day * 86_400
    let (year, month, dayOfMonth) = Self.civil(day: day)
    // 1970 began on a Thursday.
    let weekday = Self.weekdays[(day % 7 + 11) % 7]
    var text = Array("\(weekday), ".utf8)
    text.reserveCapacity(29)
    Self.append(dayOfMonth, digits: 2, to: &text)
    text += Array(" \(Self.months[month - 1]) ".utf8)
    Self.append(year, digits: 4, to: &text)
    text.append(.space)
    Self.append(second / 3600, digits: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    Self.append(second / 60 % 60, digits: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    Self.append(second % 60, digits: 2, to: &text)
    text += Array(" GMT".utf8)
    return text
  }

  fileprivate static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  fileprivate static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func append(_ number: Int, digits: Int, to text: inout [UInt8]) {
    var divisor = digits == 4 ? 1000 : 10
    while divisor > 0 {
      text.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
    number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
  }

  /// Days since 1970 to a date of the Gregorian calendar, whose years begin in March here, so that
  /// the leap day is their last.
  private static func civil(day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  fileprivate static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = floorDivide(year, 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension HTTPDate {
  /// Reads any of the three forms that a recipient must take: that of ``octets``, RFC 850's and
  /// that of C's `asctime`.
  ///
  /// - Parameters:
  ///   - text: the value of a field.
  ///   - now: RFC 850's years have two digits: one that seems more than fifty years ahead is one of
  ///     the past.
  public init?(_ text: ArraySlice<UInt8>, now: HTTPDate) {
    guard text.count <= 40, text.allSatisfy({ 0x20...0x7e ~= $0 }) else { return nil }
    let words = String(decoding: text, as: UTF8.self)
      .split(whereSeparator: { $0 == " " || $0 == "-" })
    if words.count == 6, words[5] == "GMT", words[0].hasSuffix(",") {
      self.init(day: words[1], month: words[2], year: words[3], time: words[4])
    } else if words.count == 5, words[0].hasSuffix(","), words[4].contains(":") == false {
      guard words[3].contains(":"), words[4] == "GMT" else { return nil }
      self.init(
        day: words[1], month: words[2].prefix(3), year: words[2].dropFirst(3), time: words[3])
    } else if words.count == 5 {
      self.init(day: words[2], month: words[1], year: words[4], time: words[3])
    } else {
      return nil
    }
    if let date = twoDigitYear(of: words, now: now) { self = date }
  }

  /// The moment of a date whose year has two digits, with the right century.
  private func twoDigitYear(of words: [Substring], now: HTTPDate) -> HTTPDate? {
    guard words.count == 6, words[3].utf8.count == 2, let short = Self.number(words[3], digits: 2)
    else { return nil }
    let (current, _, _) = Self.civil(day: Self.floorDivide(now.secondsSince1970, 86_400))
    var year = current / 100 * 100 + short
    if year > current + 50 { year -= 100 }
    return HTTPDate(day: words[1], month: words[2], year: "\(year)", time: words[4])
  }

  private init?(
    day: Substring, month: Substring, year: some StringProtocol, time: Substring
  ) {
    let clock = time.split(separator: ":", omittingEmptySubsequences: false)
    guard let monthIndex = Self.months.firstIndex(of: String(month)),
      let day = Self.number(day, digits: day.utf8.count), 1...31 ~= day, clock.count == 3,
      let hour = Self.number(clock[0], digits: 2), hour < 24,
      let minute = Self.number(clock[1], digits: 2), minute < 60,
      // A leap second is the one before it.
      let second = Self.number(clock[2], digits: 2), second <= 60,
      let year = Self.number(year, digits: year.utf8.count == 2 ? 2 : 4)
    else { return nil }
    let days = Self.days(year: year, month: monthIndex + 1, day: day)
    guard Self.civil(day: days).day == day else { return nil }
    self.init(
      secondsSince1970: days * 86_400 + hour * 3600 + minute * 60 + min(second, 59))
  }

  private static func number(_ text: some StringProtocol, digits: Int) -> Int? {
    guard text.utf8.count == digits, 1...4 ~= digits, text.utf8.allSatisfy(\.isDigit) else {
      return nil
    }
    return Int(text)
  }
}
