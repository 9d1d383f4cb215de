import JSONReading

/// What a ledger's file holds, as far as it can be read.
public struct LedgerContent: Hashable, Sendable {
  /// How many faulty lines are named.
  public static let namedFaults = 100

  /// Nil if the first line does not say it.
  public private(set) var header: LedgerHeader?
  var lines: [LedgerLine] = []
  /// The numbers of lines that say nothing that is understood, the first ``namedFaults`` of them.
  public private(set) var faultyLines: [Int] = []
  public private(set) var faultCount = 0
  /// Whether the last line is torn, as a crash or a full disk leaves it. It is not among the faulty
  /// ones; whoever appends must end it with a line feed first.
  public private(set) var isTorn = false

  /// Reads a file. What cannot be read is passed over and counted.
  public init(_ bytes: [UInt8]) {
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      number += 1
      take(bytes[start..<(end ?? bytes.count)], number: number, isWhole: end != nil)
      start = (end ?? bytes.count) + 1
    }
    isTorn = bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false
  }

  private mutating func take(_ text: ArraySlice<UInt8>, number: Int, isWhole: Bool) {
    if text.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { return }
    if text.count <= LedgerText.longestLine, let line = LedgerFields(text)?.line {
      if case .header(let header) = line {
        if self.header == nil { self.header = header }
      } else {
        lines.append(line)
      }
    } else if isWhole {
      faultCount += 1
      if faultyLines.count < Self.namedFaults { faultyLines.append(number) }
    }
  }
}

extension Ledger {
  /// Takes up what a ledger's file says. Phones that the site no longer has are passed over.
  public mutating func restore(_ content: LedgerContent) {
    for line in content.lines { apply(line) }
  }
}
