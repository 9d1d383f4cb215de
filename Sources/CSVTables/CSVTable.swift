public import Diagnostics

/// A table out of a file of comma-separated values (RFC 4180), each field with its place.
///
/// The delimiter is the one of `,`, `;` and tab that the header has most of. Line ends may be LF,
/// CR LF or CR. Lines without a text in any field are skipped. Spaces belong to fields.
public struct CSVTable: Sendable {
  /// The file that spans refer to.
  public let source: SourceID
  /// The header's fields: the columns' names, each of them once and none empty.
  public let header: [CSVField]
  let storage: CSVStorage

  /// The rows below the header, in order.
  public var rows: CSVRows { CSVRows(storage: storage) }

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: The whole file. The table keeps it; it is not copied.
  ///   - source: The file's name in spans.
  ///   - limits: How much to take in.
  /// - Returns: Everything that is wrong, in the order of the file, and the table. It is nil if its
  ///   header is in error or it cannot be read to its end; other errors leave out what is at fault.
  public static func parse(
    _ bytes: [UInt8], source: SourceID, limits: CSVLimits = CSVLimits()
  ) -> (table: CSVTable?, diagnostics: [Diagnostic]) {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = CSVReader(bytes: buffer, source: source, limits: limits)
      let isReadable = reader.read()
      guard isReadable else { return (nil, reader.findings) }
      let storage = CSVStorage(
        source: source, bytes: bytes, cells: reader.cells, rowStarts: reader.rowStarts)
      let header = (0..<storage.cellCount(ofRow: 0)).map {
        CSVField(storage: storage, cell: $0, row: -1, column: $0)
      }
      return (CSVTable(source: source, header: header, storage: storage), reader.findings)
    }
  }
}

/// Where a field stands, its quotes included; its text is found by looking at the bytes.
struct CSVCell {
  let start: UInt32
  let end: UInt32
}

/// The cells of a table in one array, row after row, the header first.
final class CSVStorage: Sendable {
  let source: SourceID
  let bytes: [UInt8]
  let cells: ContiguousArray<CSVCell>
  /// The number of the first cell of each row.
  let rowStarts: ContiguousArray<UInt32>

  init(
    source: SourceID, bytes: [UInt8], cells: ContiguousArray<CSVCell>,
    rowStarts: ContiguousArray<UInt32>
  ) {
    self.source = source
    self.bytes = bytes
    self.cells = cells
    self.rowStarts = rowStarts
  }

  func firstCell(ofRow row: Int) -> Int { Int(rowStarts[row]) }

  func cellCount(ofRow row: Int) -> Int {
    let end = row + 1 < rowStarts.count ? Int(rowStarts[row + 1]) : cells.count
    return end - Int(rowStarts[row])
  }
}
