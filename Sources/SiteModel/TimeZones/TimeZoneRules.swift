/// What phones are told of a time zone.
///
/// The rules come with the program: a site builds to the same bytes on any machine.
public struct TimeZoneRules: Hashable, Sendable {
  /// The rule in force, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
  public let posix: String
  /// Minutes east of UTC while no summer time is in force.
  public let standardMinutes: Int
  /// Whether clocks change during the year.
  public let hasSummerTime: Bool

  /// Hours east of UTC with a sign, and minutes where they are not nought: `+1`, `-3:30`, `+0`.
  public var offset: String {
    let minutes = abs(standardMinutes)
    let sign = standardMinutes < 0 ? "-" : "+"
    let rest = minutes % 60
    return "\(sign)\(minutes / 60)" + (rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)")
  }

  /// The release of the tz database that the rules are from.
  public static var databaseVersion: String { TimeZoneTable.version }

  public static var names: some Collection<String> { byName.keys }

  /// The rules of an IANA time zone; nil if there is none of this name.
  public static func rule(of name: String) -> TimeZoneRules? {
    byName[name].map { TimeZoneRules(posix: $0) }
  }

  private static let byName: [String: String] = {
    var rules: [String: String] = [:]
    for line in TimeZoneTable.text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let rule = words.first else { continue }
      for name in words.dropFirst() { rules[String(name)] = String(rule) }
    }
    return rules
  }()

  /// Reads a POSIX rule: a name, an offset west of UTC, and perhaps a summer name with its offset.
  private init(posix: String) {
    self.posix = posix
    var rest = posix[...]
    Self.dropName(&rest)
    let standard = -Self.takeOffset(&rest)
    guard !rest.isEmpty else {
      standardMinutes = standard
      hasSummerTime = false
      return
    }
    Self.dropName(&rest)
    let hasOffset = rest.first.map { $0 != "," } ?? false
    let summer = hasOffset ? -Self.takeOffset(&rest) : standard + 60
    // Ireland's rule calls winter the exception; phones want the smaller offset as the standard.
    standardMinutes = min(standard, summer)
    hasSummerTime = true
  }

  private static func dropName(_ rest: inout Substring) {
    if rest.first == "<" {
      rest = rest.drop { $0 != ">" }.dropFirst()
    } else {
      rest = rest.drop { $0.isLetter }
    }
  }

  /// Takes `[+-]h[:mm]` and returns minutes.
  private static func takeOffset(_ rest: inout Substring) -> Int {
    let text = rest.prefix { $0.isNumber || $0 == "+" || $0 == "-" || $0 == ":" }
    rest = rest.dropFirst(text.count)
    let sign = text.first == "-" ? -1 : 1
    let parts = text.drop { $0 == "+" || $0 == "-" }.split(separator: ":").map { Int($0) ?? 0 }
    return sign * ((parts.first ?? 0) * 60 + (parts.count > 1 ? parts[1] : 0))
  }
}
