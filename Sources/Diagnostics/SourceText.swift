/// A place in a file as a person says it.
public struct SourceLocation: Hashable, Sendable {
  /// From 1.
  public let line: Int
  /// From 1, in Unicode scalars, as editors count; a byte order mark is not a column.
  public let column: Int
  /// From 1, in UTF-16 code units, as SARIF and language servers count.
  public let utf16Column: Int

  public init(line: Int, column: Int, utf16Column: Int) {
    self.line = line
    self.column = column
    self.utf16Column = utf16Column
  }
}

/// A source file with its lines found, for whoever must say where a byte stands.
///
/// Lines end at LF, CRLF or a lone CR. Making one reads the file once; every question after that
/// costs the logarithm of the number of lines and at most a few thousand bytes read.
public struct SourceText: Sendable {
  public let file: SourceFile
  /// The offset behind a byte order mark, or 0.
  public let contentStart: Int
  private let lineStarts: [Int]
  /// How much stands before every `tallyDistance`th byte, so that a column in a line of many
  /// megabytes is found as fast as any other.
  private let tallies: [Tally]

  private static let tallyDistance = 4096

  public init(_ file: SourceFile) {
    self.file = file
    let hasMark = file.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    contentStart = hasMark ? 3 : 0
    (lineStarts, tallies) = file.bytes.withUnsafeBufferPointer { bytes in
      (Self.findLines(bytes, from: hasMark ? 3 : 0), Self.takeTallies(bytes))
    }
  }

  /// The number of lines; text behind the last line end counts as one, be it empty.
  public var lineCount: Int { lineStarts.count }

  /// Where a byte stands. An offset outside the file is taken to its nearer end, one in the midst
  /// of a character or of a line end to its beginning.
  public func location(at offset: Int) -> SourceLocation {
    let inside = min(max(offset, contentStart), file.bytes.count)
    let line = line(at: inside)
    let range = range(ofLine: line)
    let place = characterStart(min(inside, range.upperBound), notBefore: range.lowerBound)
    let before = tally(upTo: range.lowerBound)
    let here = tally(upTo: place)
    return SourceLocation(
      line: line, column: here.scalars - before.scalars + 1,
      utf16Column: here.utf16Units - before.utf16Units + 1)
  }

  /// The number, from 1, of the line that a byte belongs to; a line end belongs to its line.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of a line without its end; an empty range at the end of the file for a line that
  /// the file does not have.
  public func range(ofLine line: Int) -> Range<Int> {
    let bytes = file.bytes
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    guard line < lineStarts.count else { return start..<bytes.count }
    var end = lineStarts[line] - 1
    if bytes[end] == UInt8(ascii: "\n"), end > start, bytes[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return start..<end
  }

  /// The text of a line as it stands in the file, secrets and control characters included.
  public func text(ofLine line: Int) -> String {
    String(decoding: file.bytes[range(ofLine: line)], as: UTF8.self)
  }

  private func characterStart(_ offset: Int, notBefore start: Int) -> Int {
    var place = offset
    while place > start, place < file.bytes.count, offset - place < 4,
      isContinuation(file.bytes[place])
    {
      place -= 1
    }
    return place
  }

  private func tally(upTo offset: Int) -> Tally {
    var tally = tallies[offset / Self.tallyDistance]
    for byte in file.bytes[(offset / Self.tallyDistance * Self.tallyDistance)..<offset] {
      tally.add(byte)
    }
    return tally
  }

  private static func findLines(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> [Int] {
    var starts = [start]
    for offset in bytes.indices where bytes[offset] < 0x0E {
      let next = offset + 1
      switch bytes[offset] {
      case UInt8(ascii: "\n"):
        starts.append(next)
      case UInt8(ascii: "\r") where next == bytes.count || bytes[next] != UInt8(ascii: "\n"):
        starts.append(next)
      default:
        break
      }
    }
    return starts
  }

  private static func takeTallies(_ bytes: UnsafeBufferPointer<UInt8>) -> [Tally] {
    var tally = Tally()
    var tallies = [tally]
    var start = 0
    while start + tallyDistance <= bytes.count {
      for offset in start..<start + tallyDistance {
        tally.add(bytes[offset])
      }
      tallies.append(tally)
      start += tallyDistance
    }
    return tallies
  }
}

/// Characters counted by their first bytes.
private struct Tally: Sendable {
  var scalars = 0
  var utf16Units = 0

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    let begins = isContinuation(byte) ? 0 : 1
    scalars &+= begins
    utf16Units &+= begins &+ (byte >= 0xF0 ? 1 : 0)
  }
}

/// Whether a byte of UTF-8 is any but the first of its character.
@inline(__always)
func isContinuation(_ byte: UInt8) -> Bool {
  byte & 0xC0 == 0x80
}
