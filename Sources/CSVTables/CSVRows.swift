public import Diagnostics

/// The rows of a table, the header not among them.
public struct CSVRows: RandomAccessCollection, Sendable {
  let storage: CSVStorage

  public var startIndex: Int { 0 }
  public var endIndex: Int { storage.rowStarts.count - 1 }

  public subscript(position: Int) -> CSVRow {
    CSVRow(storage: storage, number: position)
  }
}

/// One row of a table.
public struct CSVRow: Sendable {
  fileprivate let storage: CSVStorage
  /// Its place among the rows below the header, from 0.
  public let number: Int

  /// How many fields are written: at most as many as the header has.
  public var count: Int { storage.cellCount(ofRow: number + 1) }

  /// The field of a column; nil if the row ends before it.
  public subscript(column: Int) -> CSVField? {
    guard column >= 0, column < count else { return nil }
    return CSVField(
      storage: storage, cell: storage.firstCell(ofRow: number + 1) + column, row: number,
      column: column)
  }

  /// From its first field to its last.
  public var span: SourceSpan {
    let first = storage.firstCell(ofRow: number + 1)
    return SourceSpan(
      source: storage.source, start: Int(storage.cells[first].start),
      end: Int(storage.cells[first + count - 1].end))
  }
}

/// One field of a table.
public struct CSVField: Sendable {
  let storage: CSVStorage
  let cell: Int
  /// Its row's ``CSVRow/number``; -1 for the header.
  public let row: Int
  /// Its place in the row, from 0.
  public let column: Int

  /// Where it stands, its quotes included.
  public var span: SourceSpan {
    let cell = storage.cells[cell]
    return SourceSpan(source: storage.source, start: Int(cell.start), end: Int(cell.end))
  }

  /// Whether it was written in quotes.
  public var isQuoted: Bool {
    let cell = storage.cells[cell]
    return cell.start < cell.end && storage.bytes[Int(cell.start)] == UInt8(ascii: "\"")
  }

  /// Its text without quotes, doubled quotes made single; line breaks as they stand.
  public var text: String {
    let cell = storage.cells[cell]
    guard isQuoted else {
      return storage.bytes.withUnsafeBufferPointer {
        String(
          decoding: UnsafeBufferPointer(rebasing: $0[Int(cell.start)..<Int(cell.end)]),
          as: UTF8.self)
      }
    }
    let inner = storage.bytes[Int(cell.start) + 1..<Int(cell.end) - 1]
    var text: [UInt8] = []
    text.reserveCapacity(inner.count)
    var isSecond = false
    for byte in inner {
      let isQuote = byte == UInt8(ascii: "\"")
      if isSecond, isQuote {
        isSecond = false
        continue
      }
      text.append(byte)
      isSecond = isQuote
    }
    return String(decoding: text, as: UTF8.self)
  }
}
