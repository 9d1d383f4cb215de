/// What the path of a request names.
enum RequestedPath {
  /// A name as a tree writes it: no slash in front or doubled, no `.` and no `..`, nothing encoded.
  case name(ArraySlice<UInt8>)
  /// A path that no file can have.
  case nothing
  /// Not a path after RFC 3986.
  case malformed

  /// Decodes a path. A slash that is encoded divides nothing, so a name with it is nobody's.
  init(_ path: ArraySlice<UInt8>) {
    if let plain = Self.plain(path) {
      self = .name(plain)
      return
    }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(path.count)
    var names: [ArraySlice<UInt8>] = []
    for segment in path.split(separator: UInt8(ascii: "/")) {
      guard let segment = Self.decode(segment), !segment.contains(0) else {
        self = .malformed
        return
      }
      names.append(segment)
    }
    let isFolder = path.last == UInt8(ascii: "/")
    guard !names.isEmpty, !isFolder, names.allSatisfy(Self.isName) else {
      self = .nothing
      return
    }
    decoded.append(contentsOf: names.joined(separator: [UInt8(ascii: "/")]))
    self = .name(decoded[...])
  }

  /// The name in a path of the usual kind: one segment of letters, digits, `_`, `-` and single dots.
  private static func plain(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard path.first == UInt8(ascii: "/"), path.count > 1 else { return nil }
    let name = path.dropFirst()
    guard name.first != UInt8(ascii: ".") else { return nil }
    for octet in name {
      switch octet {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        continue
      default: return nil
      }
    }
    return name
  }

  private static func isName(_ segment: ArraySlice<UInt8>) -> Bool {
    let dot = UInt8(ascii: ".")
    return !segment.contains(UInt8(ascii: "/"))
      && !(segment.count <= 2 && segment.allSatisfy { $0 == dot })
  }

  /// A segment with its percent-encoded octets decoded; nil if one is malformed.
  private static func decode(_ segment: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let percent = UInt8(ascii: "%")
    guard segment.contains(percent) else { return segment }
    var decoded: [UInt8] = []
    var rest = segment
    while let octet = rest.popFirst() {
      guard octet == percent else {
        decoded.append(octet)
        continue
      }
      guard let high = rest.popFirst()?.hexadecimalValue,
        let low = rest.popFirst()?.hexadecimalValue
      else { return nil }
      decoded.append(high << 4 | low)
    }
    return decoded[...]
  }
}
