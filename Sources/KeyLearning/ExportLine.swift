/// What a line of an exported configuration holds, without the blanks at its ends.
enum ExportLine {
  case key(String, ValueKind)
  /// A comment, a section's head, or nothing.
  case nothing
  case strange

  /// The longest key that is believed, in octets.
  private static let longestKey = 200

  /// A key and its value, of which nothing but its kind is kept.
  init(key: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
    let key = key.trimmed
    // A brace begins a range in a catalogue; no firmware is known that has one in a key.
    guard 1...Self.longestKey ~= key.count,
      key.allSatisfy({ 0x20...0x7e ~= $0 && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") })
    else {
      self = .strange
      return
    }
    let name = String(decoding: key, as: UTF8.self)
    self = .key(name, ValueKind(of: value.trimmed, key: name))
  }
}

extension ArraySlice<UInt8> {
  /// Without blanks and carriage returns at its ends.
  var trimmed: ArraySlice<UInt8> {
    func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == 0x0d }
    let start = drop(while: isBlank)
    return start.lastIndex { !isBlank($0) }.map { start[...$0] } ?? start[start.endIndex...]
  }
}
