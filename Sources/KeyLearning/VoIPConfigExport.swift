/// The dialect of `<<VOIP CONFIG FILE>>`: `Key :value` within sections whose heads are in angle
/// brackets.
enum VoIPConfigExport {
  /// How such a file begins.
  static let signature = Array("<<VOIP CONFIG FILE>>".utf8)

  static func read(_ line: ArraySlice<UInt8>) -> ExportLine {
    guard let first = line.first, first != UInt8(ascii: "<") else { return .nothing }
    guard let sign = line.firstIndex(of: UInt8(ascii: ":")) else { return .strange }
    return ExportLine(key: line[..<sign], value: line[(sign + 1)...])
  }
}
