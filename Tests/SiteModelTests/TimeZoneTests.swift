import SiteModel
import Testing

@Suite struct TimeZoneTests {
  static let zones: [(name: String, offset: String, minutes: Int, dst: Bool, posix: String)] = [
    ("Europe/Madrid", "+1", 60, true, "CET-1CEST,M3.5.0,M10.5.0/3"),
    ("Atlantic/Canary", "+0", 0, true, "WET0WEST,M3.5.0/1,M10.5.0"),
    ("Europe/London", "+0", 0, true, "GMT0BST,M3.5.0/1,M10.5.0"),
    // Ireland's rule has its winter as the exception.
    ("Europe/Dublin", "+0", 0, true, "IST-1GMT0,M10.5.0,M3.5.0/1"),
    ("Europe/Istanbul", "+3", 180, false, "<+03>-3"),
    ("Europe/Moscow", "+3", 180, false, "MSK-3"),
    ("Africa/Casablanca", "+1", 60, false, "<+01>-1"),
    ("Africa/Johannesburg", "+2", 120, false, "SAST-2"),
    ("Asia/Kolkata", "+5:30", 330, false, "IST-5:30"),
    ("Asia/Kathmandu", "+5:45", 345, false, "<+0545>-5:45"),
    ("Asia/Tokyo", "+9", 540, false, "JST-9"),
    ("Australia/Sydney", "+10", 600, true, "AEST-10AEDT,M10.1.0,M4.1.0/3"),
    ("Australia/Brisbane", "+10", 600, false, "AEST-10"),
    ("Australia/Lord_Howe", "+10:30", 630, true, "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"),
    ("Pacific/Auckland", "+12", 720, true, "NZST-12NZDT,M9.5.0,M4.1.0/3"),
    ("Pacific/Chatham", "+12:45", 765, true, "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45"),
    ("Pacific/Kiritimati", "+14", 840, false, "<+14>-14"),
    ("America/New_York", "-5", -300, true, "EST5EDT,M3.2.0,M11.1.0"),
    ("America/Phoenix", "-7", -420, false, "MST7"),
    ("America/St_Johns", "-3:30", -210, true, "NST3:30NDT,M3.2.0,M11.1.0"),
    ("America/Sao_Paulo", "-3", -180, false, "<-03>3"),
    ("America/Santiago", "-4", -240, true, "<-04>4<-03>,M9.1.6/24,M4.1.6/24"),
    ("Pacific/Marquesas", "-9:30", -570, false, "<-0930>9:30"),
    ("Antarctica/Troll", "+0", 0, true, "<+00>0<+02>-2,M3.5.0/1,M10.5.0/3"),
    ("UTC", "+0", 0, false, "UTC0"),
    ("Etc/GMT+3", "-3", -180, false, "<-03>3"),
  ]

  @Test(arguments: zones.map(\.name))
  func aZoneHasItsRule(_ name: String) throws {
    let zone = try #require(Self.zones.first { $0.name == name })
    let rule = try #require(TimeZoneRules.rule(of: name))
    #expect(rule.offset == zone.offset)
    #expect(rule.standardMinutes == zone.minutes)
    #expect(rule.hasSummerTime == zone.dst)
    #expect(rule.posix == zone.posix)
  }

  @Test func everyZoneHasAnOffsetThatExists() {
    for name in TimeZoneRules.names {
      let minutes = TimeZoneRules.rule(of: name)?.standardMinutes
      #expect(minutes.map { (-720...840).contains($0) && $0 % 15 == 0 } == true, "\(name)")
    }
    #expect(TimeZoneRules.names.count > 550)
  }

  @Test(arguments: ["", "CET+1", "europe/madrid", "Europe", "PST8", "Europe/Madrid "])
  func aNameThatIsNoneHasNoRule(_ name: String) {
    #expect(TimeZoneRules.rule(of: name) == nil)
  }
}
