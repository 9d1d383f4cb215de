/// The dialect of `key = value`, with `#` or `;` before a comment and, in some firmwares, sections
/// in brackets.
enum DottedExport {
  static func read(_ line: ArraySlice<UInt8>) -> ExportLine {
    guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else {
      return .nothing
    }
    if first == UInt8(ascii: "["), line.last == UInt8(ascii: "]") { return .nothing }
    // A line of XML or HTML, whose attributes have the same sign.
    guard first != UInt8(ascii: "<"), let sign = line.firstIndex(of: UInt8(ascii: "=")) else {
      return .strange
    }
    return ExportLine(key: line[..<sign], value: line[(sign + 1)...])
  }
}
