/// A line of the header section, its parts as offsets behind the request's first octet.
struct FieldLine: Sendable {
  let name: Range<Int>
  let value: Range<Int>

  /// Reads `field-name ":" OWS field-value OWS` (RFC 9112, section 5); nil if it is none: a line
  /// folded behind the one before, white space before the colon, a control character.
  init?(_ line: ArraySlice<UInt8>, start: Int) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy(\.isTokenCharacter),
      line[(colon + 1)...].allSatisfy(\.isFieldCharacter)
    else { return nil }
    let text = line[(colon + 1)...].trimmed
    name = (line.startIndex - start)..<(colon - start)
    value = (text.startIndex - start)..<(text.endIndex - start)
  }
}
