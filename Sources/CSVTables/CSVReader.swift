import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads a table's cells in one run over its bytes.
struct CSVReader {
  /// How a field ended.
  private enum Ending {
    case delimiter, line, file
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let source: SourceID
  private let limits: CSVLimits
  private var delimiter = UInt8(ascii: ",")
  private var position = 0
  private var leftOut = 0
  private(set) var cells: ContiguousArray<CSVCell> = []
  private(set) var rowStarts: ContiguousArray<UInt32> = []
  private(set) var findings: [Diagnostic] = []

  init(bytes: UnsafeBufferPointer<UInt8>, source: SourceID, limits: CSVLimits) {
    self.bytes = bytes
    self.source = source
    self.limits = limits
  }

  /// Reads all; false if there is no table to be had.
  mutating func read() -> Bool {
    let isReadable = isText() && readHeader() && readRows()
    if leftOut > 0, let last = findings.popLast() {
      findings.append(
        Diagnostic(
          last.code, last.message, at: last.primary, also: last.secondary,
          notes: last.notes + ["\(leftOut) more errors in this table are not listed"],
          help: last.help))
    }
    return isReadable
  }

  // MARK: - The file

  private mutating func isText() -> Bool {
    let sizeLimit = min(limits.fileSize, Int(UInt32.max) - 1)
    guard bytes.count <= sizeLimit else {
      report(
        .csvFileTooLarge,
        "the table has \(bytes.count) bytes, more than the \(sizeLimit) that are read",
        sizeLimit..<sizeLimit, help: "split it into several tables")
      return false
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      report(
        .csvBadUTF8, "the table is in UTF-16, not in UTF-8", 0..<2,
        help: "save it as “CSV UTF-8”")
      return false
    }
    if let fault = UTF8Check.firstFault(in: bytes) {
      let hex = String(bytes[fault.lowerBound], radix: 16, uppercase: true)
      report(
        .csvBadUTF8, "the byte 0x\(hex) is not UTF-8 here", fault,
        help: "save the table as “CSV UTF-8”; it may be in Latin-1 or a Windows code page")
      return false
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    return true
  }

  // MARK: - Rows

  private mutating func readHeader() -> Bool {
    let first = position
    while rowStarts.isEmpty {
      guard position < bytes.count else {
        report(
          .csvNoHeader, "the table has no header", first..<first,
          help: "write the columns' names into its first line, such as `mac,model,accounts`")
        return false
      }
      delimiter = mostFrequentDelimiter(from: position)
      guard readRow(columns: limits.columns) else { return false }
    }
    return checkNames()
  }

  private mutating func readRows() -> Bool {
    let columns = cells.count
    // An estimate by the header's share of the file would be wrong; a row has ten bytes at least.
    rowStarts.reserveCapacity(min(limits.rows, (bytes.count - position) / 64) + 1)
    cells.reserveCapacity(cells.count + (bytes.count - position) / 12)
    while position < bytes.count {
      let start = position
      guard readRow(columns: columns) else { return false }
      if rowStarts.count - 1 > limits.rows {
        report(
          .csvTooManyRows, "the table has more than \(limits.rows) rows", start..<start,
          help: "split it into several tables")
        return false
      }
    }
    return !hasBadHeader
  }

  private var hasBadHeader: Bool {
    findings.contains { $0.code == .csvEmptyName || $0.code == .csvDuplicateName }
  }

  /// Reads one row, which may turn out to be blank; false if reading cannot go on.
  private mutating func readRow(columns: Int) -> Bool {
    let firstCell = cells.count
    let isHeader = rowStarts.isEmpty
    var isBlank = true
    var count = 0
    var extraStart: Int?
    var end = position
    var ending = Ending.delimiter
    while ending == .delimiter {
      let start = position
      guard let fieldEnd = readField() else { return false }
      end = fieldEnd
      count += 1
      if start < end { isBlank = false }
      if end - start > limits.fieldLength {
        report(
          .csvFieldTooLong,
          "the field has \(end - start) bytes, more than the \(limits.fieldLength) that are read",
          start..<end, help: "check that its quotes are closed where they should be")
      }
      if count <= columns {
        cells.append(
          CSVCell(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end)))
      } else if extraStart == nil {
        extraStart = start
      }
      ending = takeSeparator()
    }
    if isBlank {
      cells.removeLast(cells.count - firstCell)
      return true
    }
    rowStarts.append(UInt32(truncatingIfNeeded: firstCell))
    guard let extraStart else { return true }
    if isHeader {
      report(
        .csvTooManyColumns, "the header names more than \(limits.columns) columns",
        extraStart..<end, help: "leave out the columns that are not needed")
      return false
    }
    let names = columns == 1 ? "1 column" : "\(columns) columns"
    report(
      .csvTooManyFields, "the row has \(count) fields, but the header names \(names)",
      extraStart..<end, help: "put a field that has the delimiter in it in double quotes")
    return true
  }

  // MARK: - Fields

  /// Reads one field up to what ends it; nil if its quote is not closed.
  private mutating func readField() -> Int? {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return readQuoted() }
    position = unquotedEnd(from: position)
    return position
  }

  private mutating func readQuoted() -> Int? {
    let opening = position
    var offset = position + 1
    while let quote = nextQuote(from: offset) {
      offset = quote + 1
      if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
        offset += 1
        continue
      }
      position = unquotedEnd(from: offset)
      if position > offset {
        report(
          .csvTextAfterQuote, "text behind the closing quote of a field", offset..<position,
          also: opening..<opening + 1, "the field's opening quote",
          help: "write a quote within quotes twice (`\"\"`), or delete this text")
      }
      return offset
    }
    report(
      .csvUnterminatedQuote, "the quote that begins this field is not closed",
      opening..<opening + 1,
      help: "close it; a quote within quotes is written twice (`\"\"`)")
    return nil
  }

  private func nextQuote(from offset: Int) -> Int? {
    guard let base = bytes.baseAddress, offset < bytes.count,
      let found = memchr(base + offset, 0x22, bytes.count - offset)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private func unquotedEnd(from start: Int) -> Int {
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      offset += 1
    }
    return offset
  }

  private mutating func takeSeparator() -> Ending {
    guard position < bytes.count else { return .file }
    let byte = bytes[position]
    position += 1
    if byte == delimiter { return .delimiter }
    if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
    return .line
  }

  // MARK: - The header

  /// What the line has most of outside of quotes; a comma if it has none of them.
  private func mostFrequentDelimiter(from start: Int) -> UInt8 {
    var counts: [(delimiter: UInt8, count: Int)] = [(0x2C, 0), (0x3B, 0), (0x09, 0)]
    var isQuoted = false
    for byte in bytes[start...] {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      for index in counts.indices where counts[index].delimiter == byte { counts[index].count += 1 }
    }
    var best = counts[0]
    for candidate in counts where candidate.count > best.count { best = candidate }
    return best.delimiter
  }

  /// Always true: rows are read for their own errors even where the header is bad.
  private mutating func checkNames() -> Bool {
    var places: [[UInt8]: Range<Int>] = [:]
    for cell in cells {
      let range = Int(cell.start)..<Int(cell.end)
      let name = plainName(range)
      if name.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        report(
          .csvEmptyName, "a column has no name", range,
          help: "name it, or delete the column and its delimiter in every row")
      } else if let first = places[name] {
        let shown = String(decoding: name, as: UTF8.self).prefix(80)
        report(
          .csvDuplicateName, "the header names the column `\(shown)` twice", range,
          also: first, "named first here", help: "rename or delete one of the two")
      } else {
        places[name] = range
      }
    }
    return true
  }

  /// A name without its quotes.
  private func plainName(_ range: Range<Int>) -> [UInt8] {
    guard let first = bytes[range].first, first == UInt8(ascii: "\""), range.count >= 2 else {
      return Array(bytes[range])
    }
    return Array(bytes[range.lowerBound + 1..<range.upperBound - 1])
  }

  // MARK: - Findings

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, _ range: Range<Int>, also: Range<Int>? = nil,
    _ label: String = "", help: String
  ) {
    guard findings.count < max(1, limits.diagnostics) else {
      leftOut += 1
      return
    }
    findings.append(
      Diagnostic(
        code, message, at: span(range), also: also.map { [DiagnosticLabel(span($0), label)] } ?? [],
        help: [help]))
  }

  private func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(source: source, start: range.lowerBound, end: range.upperBound)
  }
}
