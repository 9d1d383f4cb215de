import Deadlines
import TestSupport
import Testing

@Suite("Deadlines")
struct DeadlinesTests {
  @Test("come in the order of their moments")
  func order() {
    var deadlines = Deadlines<String>()
    deadlines["late"] = .seconds(3)
    deadlines["early"] = .seconds(1)
    deadlines["middle"] = .seconds(2)
    #expect(deadlines.nextWake == .seconds(1))
    #expect(deadlines.due(at: .seconds(2)) == ["early", "middle"])
    #expect(deadlines.due(at: .seconds(3)) == ["late"])
    #expect(deadlines.isEmpty && deadlines.nextWake == nil)
  }

  @Test("are due at their moment and not before")
  func exact() {
    var deadlines = Deadlines<Int>()
    deadlines[1] = .milliseconds(10)
    #expect(deadlines.takeDue(at: .microseconds(9_999)) == nil)
    #expect(deadlines.takeDue(at: .milliseconds(10)) == 1)
  }

  @Test("that were moved to a later moment do not ring at the old one")
  func later() {
    var deadlines = Deadlines<Int>()
    deadlines[1] = .seconds(1)
    deadlines[1] = .seconds(5)
    #expect(deadlines.takeDue(at: .seconds(4)) == nil)
    #expect(deadlines[1] == .seconds(5))
    #expect(deadlines.nextWake == .seconds(5))
    #expect(deadlines.takeDue(at: .seconds(5)) == 1)
  }

  @Test("that were moved to an earlier moment ring once, at the new one")
  func earlier() {
    var deadlines = Deadlines<Int>()
    deadlines[1] = .seconds(5)
    deadlines[1] = .seconds(1)
    #expect(deadlines.nextWake == .seconds(1))
    #expect(deadlines.takeDue(at: .seconds(1)) == 1)
    #expect(deadlines.takeDue(at: .seconds(9)) == nil)
  }

  @Test("that were cancelled never ring")
  func cancelled() {
    var deadlines = Deadlines<Int>()
    deadlines[1] = .seconds(1)
    deadlines[1] = nil
    #expect(deadlines.nextWake == nil)
    deadlines[1] = .seconds(2)
    #expect(deadlines.takeDue(at: .seconds(1)) == nil)
    #expect(deadlines.takeDue(at: .seconds(2)) == 1)
  }

  @Test("behave like a plain table, whatever is set, moved and cancelled")
  func againstTable() {
    var random = SeededGenerator.announced()
    var deadlines = Deadlines<Int>()
    var table: [Int: Duration] = [:]
    var now = Duration.zero
    for _ in 0..<20_000 {
      let key = Int.random(in: 0..<50, using: &random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        deadlines[key] = nil
        table[key] = nil
      case 1:
        now += .milliseconds(Int.random(in: 0..<20, using: &random))
        let due = table.filter { $0.value <= now }
        table = table.filter { $0.value > now }
        let rung = deadlines.due(at: now)
        #expect(Set(rung) == Set(due.keys) && rung.count == due.count)
        #expect(rung.compactMap { due[$0] } == due.values.sorted())
      default:
        let moment = now + .milliseconds(Int.random(in: 0..<100, using: &random))
        deadlines[key] = moment
        table[key] = moment
      }
      #expect(deadlines.count == table.count && deadlines[key] == table[key])
      #expect(deadlines.nextWake ?? .zero <= table.values.min() ?? .zero)
    }
  }
}

extension Deadlines {
  /// All keys that are due, in the order in which they are given.
  fileprivate mutating func due(at now: Duration) -> [Key] {
    var keys: [Key] = []
    while let key = takeDue(at: now) { keys.append(key) }
    return keys
  }
}
