/// What a `Range` field asks for (RFC 9110, section 14).
///
/// One range is answered. Several in one request get the whole file, as the standard allows: no
/// phone asks for them, and who does so to make a server work gets what costs it least.
enum RangeRequest: Hashable {
  case whole
  case part(Range<Int>)
  /// The file does not reach as far as the range begins: 416.
  case unsatisfiable

  /// Reads a field's value for a file of a size. A malformed one, or one in another unit than
  /// `bytes`, is as if it were not there.
  init(_ value: ArraySlice<UInt8>, size: Int) {
    self = .whole
    guard value.startsWithWord("bytes=") else { return }
    let text = value.dropFirst(6).trimmed
    guard let dash = text.firstIndex(of: UInt8(ascii: "-")) else { return }
    let first = text[..<dash]
    let last = text[(dash + 1)...]
    if first.isEmpty {
      guard let length = Self.position(last) else { return }
      // A part of nothing cannot be named: the whole file is the same nothing.
      if length == 0 {
        self = .unsatisfiable
      } else if size > 0 {
        self = .part(max(0, size - length)..<size)
      }
      return
    }
    guard let start = Self.position(first) else { return }
    var end = Int.max
    if !last.isEmpty {
      guard let position = Self.position(last), position >= start else { return }
      end = position
    }
    self = start < size ? .part(start..<(min(end, size - 1) + 1)) : .unsatisfiable
  }

  /// A number of any length; one that no file reaches is the greatest.
  private static func position(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
    return digits.drop { $0 == UInt8(ascii: "0") }.count <= 18
      ? digits.suffix(18).decimal ?? nil : Int.max
  }
}
