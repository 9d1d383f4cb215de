import CSVTables
import Diagnostics

// Reads any bytes as a table and checks that spans lie in the file, in order and apart, that
// unquoted texts are what stands there, and that no row has more fields than the header.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  var limits = CSVLimits()
  limits.rows = 1_000
  limits.columns = 50
  limits.fieldLength = 500
  let (table, findings) = CSVTable.parse(bytes, source: SourceID(index: 0), limits: limits)
  for finding in findings {
    for label in [finding.primary].compactMap({ $0 }) + finding.secondary {
      check(label.span, after: 0, within: size)
    }
  }
  guard let table else {
    if findings.isEmpty { fatalError("neither a table nor an error") }
    return 0
  }
  var end = 0
  func checkField(_ field: CSVField) {
    check(field.span, after: end, within: size)
    end = field.span.end
    let written = bytes[field.span.start..<field.span.end]
    if !field.isQuoted, !field.text.utf8.elementsEqual(written) { fatalError("another text") }
    if field.text.utf8.count > written.count { fatalError("a text longer than its field") }
  }
  table.header.forEach(checkField)
  for row in table.rows {
    if row.count > table.header.count || row.count == 0 { fatalError("\(row.count) fields") }
    for column in 0..<row.count {
      guard let field = row[column] else { fatalError("a field is missing") }
      checkField(field)
    }
  }
  return 0
}

private func check(_ span: SourceSpan, after start: Int, within size: Int) {
  if span.start < start || span.start > span.end || span.end > size {
    fatalError("span \(span.start)-\(span.end) of \(size) bytes, behind \(start)")
  }
}
